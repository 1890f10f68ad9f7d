import fc from 'fast-check';
import { dangerouslyUnlimited } from 'latchkey';
import { expect, it } from 'vitest';
import { type Engine, forEachEngine } from '../support/each-engine.js';
import { type OpenService, openService, passwordOf } from '../support/open-service.js';

interface ModelTicket {
  readonly token: string;
  readonly purpose: 'reset' | 'administrative' | 'invite';
  readonly address: string;
  readonly version: number;
  readonly expiresAt: number;
  state: 'candidate' | 'live' | 'spent' | 'superseded' | 'purged';
}

/** All that a ticket's life depends on, for one account, in plain variables. */
class Model {
  version = 0;
  address = 'ann@example.org';
  password = passwordOf('start');
  tickets: ModelTicket[] = [];
  /** Instants at which a request minted its first token, under the version of then. */
  mints: { at: number; version: number }[] = [];

  /** What the holder of a token must be told. */
  verdict(ticket: ModelTicket, now: number): true | string {
    if (ticket.state === 'purged') return 'token_invalid';
    if (ticket.state === 'spent') return 'token_used';
    if (ticket.state === 'superseded') return 'token_superseded';
    if (now >= ticket.expiresAt) return 'token_expired';
    if (ticket.address !== this.address) return 'token_invalid';
    return true;
  }

  /** A change of the password: the ticket that was spent on it, and the end of all others. */
  change(password: string, spent?: ModelTicket): void {
    this.password = password;
    this.version += 1;
    for (const ticket of this.tickets)
      if (ticket.state === 'candidate' || ticket.state === 'live')
        ticket.state = ticket === spent ? 'spent' : 'superseded';
  }

  /** A mail was accepted: its link is the one, and the mailed ones before it are not. */
  deliver(token: string): void {
    const delivered = this.tickets.find((ticket) => ticket.token === token)!;
    if (delivered.state === 'spent' || delivered.version !== this.version) return;
    for (const ticket of this.tickets)
      if (ticket.purpose === 'reset' && ticket.state === 'live') ticket.state = 'superseded';
    delivered.state = 'live';
  }
}

/** The service and what its mailer was handed since the last look. */
interface Real {
  readonly service: OpenService;
  readonly engine: Engine;
  readonly attempts: { token: string; expiresAt: Date; accepted: boolean }[];
}

type Step = fc.AsyncCommand<Model, Real>;
let serial = 0;

/** After every step each token must answer as the model says, and only the one password work. */
async function compare(model: Model, { service, engine }: Real): Promise<void> {
  const now = service.clock.now().getTime();
  for (const ticket of model.tickets) {
    const result = await service.passwords.inspectTicket({ token: ticket.token });
    expect(result.ok || result.reason).toBe(model.verdict(ticket, now));
  }
  expect((await service.stores.credentials.read('ann')).version).toBe(model.version);
  const account = await engine.account('ann');
  expect(account?.email).toBe(model.address);
  // Of self-service links at most one delivered one works.
  const live = model.tickets.filter(
    (ticket) => ticket.purpose === 'reset' && ticket.state === 'live',
  );
  expect(live.length).toBeLessThanOrEqual(1);
}

function step(name: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return {
    check: () => true,
    run: async (model, real) => {
      await run(model, real);
      await compare(model, real);
    },
    toString: () => name,
  };
}

const request = (upper: boolean) =>
  step(`request${upper ? ' in capitals' : ''}`, async (model, { service }) => {
    // Only as typed or in lower case is an address found.
    const identifier = upper ? model.address.toUpperCase() : model.address;
    expect(await service.passwords.requestReset({ identifier })).toEqual({
      ok: true,
      flowId: null,
    });
  });

const drain = (mailServer: OpenService['mailServer']) =>
  step(`drain, the mail server ${mailServer}`, async (model, { service, attempts }) => {
    service.mailServer = mailServer;
    attempts.length = 0;
    await service.passwords.drainOutbox();
    const now = service.clock.now().getTime();
    for (const { token, expiresAt, accepted } of attempts) {
      if (!model.tickets.some((ticket) => ticket.token === token)) {
        model.mints.push({ at: now, version: model.version });
        model.tickets.push({
          token,
          purpose: 'reset',
          address: model.address,
          version: model.version,
          expiresAt: expiresAt.getTime(),
          state: 'candidate',
        });
        expect(expiresAt.getTime()).toBe(now + 3_600_000);
      }
      if (accepted) model.deliver(token);
    }
    // At most three requests in a quarter of an hour mint, and each at most three times.
    const recent = model.mints.filter(
      ({ at, version }) => version === model.version && at > now - 900_000,
    );
    expect(recent.length).toBeLessThanOrEqual(9);
  });

const issue = (purpose: 'administrative' | 'invite') =>
  step(`issue ${purpose}`, async (model, { service }) => {
    const issued = await service.passwords.issueTicket({ accountId: 'ann', purpose });
    if (!issued.ok) throw new Error(issued.reason);
    const { token, expiresAt } = issued.ticket;
    model.tickets.push({
      token,
      purpose,
      address: model.address,
      version: model.version,
      expiresAt: expiresAt.getTime(),
      state: 'live',
    });
  });

const redeem = (which: number, good: boolean) =>
  step(`redeem ${which} with a ${good ? 'good' : 'bad'} password`, async (model, { service }) => {
    const ticket = model.tickets[which % Math.max(1, model.tickets.length)];
    if (ticket === undefined) return;
    serial += 1;
    const newPassword = good ? passwordOf(serial) : 'short';
    const expected = model.verdict(ticket, service.clock.now().getTime());
    const result = await service.passwords.redeemTicket({ token: ticket.token, newPassword });
    if (expected !== true) expect(result).toEqual({ ok: false, reason: expected });
    else if (!good) expect(result).toMatchObject({ ok: false, reason: 'policy_violation' });
    else {
      expect(result).toMatchObject({ ok: true, credentialsVersion: model.version + 1 });
      model.change(newPassword, ticket);
    }
  });

const redeemNothing = step('redeem a token of nobody', async (_model, { service }) => {
  const token = 'x'.repeat(43);
  const newPassword = passwordOf('never');
  expect(await service.passwords.redeemTicket({ token, newPassword })).toEqual({
    ok: false,
    reason: 'token_invalid',
  });
});

const change = (right: boolean) =>
  step(`change with the ${right ? 'right' : 'wrong'} password`, async (model, { service }) => {
    serial += 1;
    const newPassword = passwordOf(serial);
    const currentPassword = right ? model.password : passwordOf('wrong');
    const result = await service.passwords.changePassword({
      accountId: 'ann',
      currentPassword,
      newPassword,
    });
    expect(result.ok || result.reason).toBe(right || 'wrong_password');
    if (right) model.change(newPassword);
  });

const directSet = step('direct set', async (model, { service }) => {
  serial += 1;
  const newPassword = passwordOf(serial);
  const set = await service.passwords.adminSetPassword({ accountId: 'ann', newPassword });
  expect(set).toMatchObject({ ok: true });
  model.change(newPassword);
});

const move = (address: string) =>
  step(`change the address to ${address}`, async (model, { engine }) => {
    await engine.update('ann', { email: address });
    model.address = address;
  });

const advance = (seconds: number) =>
  step(`advance ${seconds} s`, async (_model, { service }) => service.clock.advance(seconds));

/** As long as mails of an account are counted. */
const PURGED_AFTER_MS = 900_000;
const purge = step('purge', async (model, { service }) => {
  await service.passwords.purgeExpired();
  const now = service.clock.now().getTime();
  for (const ticket of model.tickets)
    if (ticket.expiresAt + PURGED_AFTER_MS < now) ticket.state = 'purged';
});

const signIn = step('sign in', async (model, { service }) => {
  const session = await service.signIn(model.address, model.password);
  expect(session).not.toBeNull();
  expect(await service.isSessionGood(session!)).toBe(true);
  expect(await service.signIn(model.address, passwordOf('wrong'))).toBeNull();
});

const steps = fc.commands(
  [
    fc.boolean().map(request),
    fc.constantFrom('accepts' as const, 'accepts' as const, 'fails' as const).map(drain),
    fc.constantFrom('administrative' as const, 'invite' as const).map(issue),
    fc.tuple(fc.nat(20), fc.boolean()).map(([which, good]) => redeem(which, good)),
    fc.constant(redeemNothing),
    fc.boolean().map(change),
    fc.constant(directSet),
    fc.constantFrom('ann@example.org', 'ann.new@example.org').map(move),
    fc.constantFrom(0.001, 20, 300, 1799, 1801, 3599, 3601, 90_000).map(advance),
    fc.constant(purge),
    fc.constant(signIn),
  ],
  { maxCommands: 40, size: 'max' },
);

forEachEngine(
  'the life of a ticket',
  (engine) => {
    it('is what a small model says, whatever happens in whatever order', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(steps, async (commands) => {
          // A realm of its own for each run; the account is made as at the start.
          run += 1;
          const attempts: Real['attempts'] = [];
          const model = new Model();
          const service = openService(engine, {
            realm: `run ${run}`,
            throttle: dangerouslyUnlimited(),
            mailer: async (mail) => {
              if ('url' in mail)
                attempts.push({
                  token: new URL(mail.url).searchParams.get('token')!,
                  expiresAt: mail.expiresAt,
                  accepted: service.mailServer === 'accepts',
                });
            },
          });
          const realm = `run ${run}`;
          const inRealm: Engine = {
            ...engine,
            name: engine.name,
            account: (id) => engine.account(id, realm),
            update: (id, columns) => engine.update(id, columns, realm),
          };
          if ((await inRealm.account('ann')) === null)
            await service.seedAccount({ id: 'ann', email: model.address });
          const passwordHash = await service.passwords
            .hashNewPassword({ newPassword: model.password })
            .then((result) => (result.ok ? result.passwordHash : null));
          await inRealm.update('ann', { email: model.address, passwordHash });
          await fc.asyncModelRun(
            () => ({ model, real: { service, engine: inRealm, attempts } }),
            commands,
          );
        }),
        { numRuns: engine.name === 'memory' ? 250 : 40 },
      );
    }, 60_000);
  },
  ['memory', 'sqlite'],
);
