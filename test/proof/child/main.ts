import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { migrate } from 'latchkey/sql';
import type { AppStores } from '../../support/each-engine.js';
import { wrapStores } from '../../support/wrap-stores.js';
import { COMMIT, observed } from './observe.js';
import { openPlace } from './open-place.js';
import {
  type Answers,
  type Place,
  passwordAt,
  type Report,
  type SignIn,
  type Task,
} from './tasks.js';

// Another process beside the test's, with connections, a service and a clock of its own. Its only
// argument is the place, as JSON.
let now = 0;
/** What hears of the calls of the stores. */
let tell: (report: Report) => void = () => {};
let rehash: SignIn['rehash'] = 'none';
/** The tickets whose codes were looked at. */
let looked: string[] = [];

const place = await openPlace(JSON.parse(process.argv[2] ?? '') as Place, {
  clock: () => new Date(now),
  wrap: (stores) => observed(watchingTries(watchingRehash(stores)), (report) => tell(report)),
  hooks: { onPasswordChange: () => tell({ at: 'call', name: COMMIT }) },
});

function watchingRehash(stores: AppStores): AppStores {
  const { users } = stores;
  const replacePasswordHash: typeof users.replacePasswordHash = async (...args) => {
    const written = await users.replacePasswordHash(...args);
    rehash = written ? 'written' : 'refused';
    return written;
  };
  return { ...stores, users: { ...users, replacePasswordHash } };
}

function watchingTries(stores: AppStores): AppStores {
  return wrapStores(stores, async ({ name, args }, run) => {
    const result = await run();
    if (name === 'tickets.countTry' && result === true)
      looked.push((args[0] as { readonly ticketId: string }).ticketId);
    return result;
  });
}

/** Codes alone: they stay the same, and hold nothing of anybody's. */
function codeOf(error: unknown): string {
  const { code, cause } = error as { readonly code?: string; readonly cause?: unknown };
  const own = code ?? String((error as Error).message);
  return cause === undefined ? own : `${own} ${codeOf(cause)}`;
}

const tasks: {
  [Name in Task['do']]: (task: Extract<Task, { do: Name }>) => Promise<Answers[Name]>;
} = {
  async redeem({ token, passwords, delayMs = 0 }) {
    await wait(delayMs);
    return Promise.all(
      passwords.map((newPassword) =>
        place.passwords
          .redeemTicket({ token, newPassword })
          .then((result) => result.ok || result.reason, codeOf),
      ),
    );
  },

  async sign_in({ identifier, password, delayMs }) {
    await wait(delayMs);
    rehash = 'none';
    const result = await place.passwords.authenticate({ identifier, password });
    if (!result.ok) return { outcome: result.reason, rehash, session: null };
    const version = result.credentialsVersion;
    const id = await openSession(result.account.id, version);
    return { outcome: true, rehash, session: { id, version } };
  },

  async change({ accountId, passwords }) {
    const outcomes: (true | string)[] = [];
    for (const [n, newPassword] of passwords.slice(1).entries()) {
      const currentPassword = passwords[n] ?? '';
      const change = { accountId, currentPassword, newPassword };
      const result = await place.passwords.changePassword(change);
      outcomes.push(result.ok || result.reason);
      if (!result.ok) break;
    }
    return outcomes;
  },

  async disavow({ token, address, delayMs }) {
    await wait(delayMs);
    return place.passwords
      .disavowChange({ token, address })
      .then((result) => result.ok || result.reason, codeOf);
  },

  async guess({ flowIds, codes }) {
    looked = [];
    const newPassword = passwordAt('guessed', 0);
    const outcomes = await Promise.all(
      codes.map((code, n) =>
        place.passwords
          .redeemTicket({ flowId: flowIds[n % flowIds.length] ?? '', code, newPassword })
          .then((result) => result.ok || result.reason, codeOf),
      ),
    );
    return { outcomes, looked };
  },

  async count_tries({ attempt, times }) {
    return Promise.all(
      Array.from({ length: times }, () => place.stores.tickets.countTry(attempt).catch(codeOf)),
    );
  },

  async redeem_forever({ accountId }) {
    const report = (line: Report) => say(line);
    for (let version = 0; ; version += 1) {
      const issued = await place.passwords.issueTicket({ accountId });
      if (!issued.ok) throw new Error(issued.reason);
      const { token } = issued.ticket;
      const sessionId = await openSession(accountId, version);
      report({ at: 'begin', version, token, sessionId });
      tell = report;
      const newPassword = passwordAt(accountId, version + 1);
      const result = await place.passwords.redeemTicket({ token, newPassword });
      tell = () => {};
      if (!result.ok) throw new Error(result.reason);
      report({ at: 'done', version });
    }
  },

  async migrate({ options }) {
    return migrate(place.db, options).then(() => true as const, codeOf);
  },
};

/**
 * Waits until the pipe has it. `process.stdout` keeps in memory what a busy reader leaves no room for,
 * and a kill would take that along: the last that was heard would not be the last that was done.
 */
function say(line: unknown): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

function openSession(accountKey: string, credentialsVersion: number): Promise<string> {
  return place.stores.sessions.create({
    accountKey,
    credentialsVersion,
    expiresAt: new Date(now + 86_400_000),
    now: new Date(now),
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const task = JSON.parse(line) as Task;
  if ('now' in task) now = task.now;
  const answer = await (tasks[task.do] as (task: Task) => Promise<unknown>)(task);
  say(answer);
}
await place.close();
