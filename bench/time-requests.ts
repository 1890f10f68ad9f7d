import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { unwrap } from 'latchkey';
import { addressOf, unknownAddressOf } from './accounts.js';
import type { Auc } from './auc.js';
import type { Engine } from './engines.js';
import { duration } from './load.js';
import type { Row } from './measurement.js';
import { aucOf, intervalOf, type Sample } from './sample.js';
import { openSubject } from './subject.js';

const WARM_UP = 500;
const LONGEST_DRAIN_SECONDS = 60;

/**
 * Tries to tell by time whether an address has an account, as somebody does who asks for many:
 * by the request itself, by the one that follows it, and by those that are made while the worker
 * is still at the work of the earlier ones. The engine has the first `accounts` accounts.
 */
export async function timeRequests(
  engine: Engine,
  asking: {
    readonly deliver: 'link' | 'code';
    readonly requests: number;
    readonly accounts: number;
  },
): Promise<{ readonly byItself: Timed; readonly byNext: Timed }> {
  const { deliver, requests, accounts } = asking;
  const { passwords, stores } = openSubject(engine, 'in-process');

  const ask = async (): Promise<Sample> => {
    const known = randomInt(2) === 1;
    const n = randomInt(accounts);
    const identifier = known ? addressOf(n) : unknownAddressOf(n);
    const milliseconds = await duration(async () =>
      unwrap(await passwords.requestReset({ identifier, deliver })),
    );
    return { known, milliseconds };
  };

  for (let i = 0; i < WARM_UP; i++) await ask();
  const asked: Sample[] = [];
  for (let i = 0; i < requests; i++) asked.push(await ask());

  const askedUntil = Date.now();
  const following: Sample[] = [];
  const isDrained = async () => {
    const { oldestDueAt } = await stores.outbox.status({ countUpTo: 1 });
    return oldestDueAt === null || oldestDueAt.getTime() > askedUntil;
  };
  let drained = false;
  while (!drained && Date.now() < askedUntil + LONGEST_DRAIN_SECONDS * 1000) {
    for (let i = 0; i < 20; i++) {
      following.push(await ask());
      await pause(1);
    }
    drained = await isDrained();
  }
  const seconds = ((Date.now() - askedUntil) / 1000).toFixed(0);
  await passwords.close();

  const all = [...asked, ...following];
  const drain = drained ? `drained in ${seconds} s` : `not drained after ${seconds} s`;
  return {
    byItself: timed(
      aucOf(all),
      `${asked.length} requests and ${following.length} that followed, ${drain}`,
    ),
    byNext: timed(aucOf(ofPrevious(all)), `${all.length - 1} requests`),
  };
}

/** A row but for its name. */
type Timed = Omit<Row, 'what'>;

/** The time of each request beside whether the address of the one before was known. */
function ofPrevious(samples: readonly Sample[]): Sample[] {
  return samples
    .slice(1)
    .map(({ milliseconds }, i) => ({ milliseconds, known: samples[i]?.known === true }));
}

function timed(told: Auc, requests: string): Timed {
  return {
    value: told.value,
    budget: { atLeast: 0.49, atMost: 0.51 },
    detail: `${intervalOf(told)}, ${requests}`,
  };
}
