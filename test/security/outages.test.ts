import { Kysely, PostgresDialect } from 'kysely';
import { isLatchkeyError, LatchkeyError, MailDeliveryError, unwrap } from 'latchkey';
import { sqlStores } from 'latchkey/sql';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DemoTables, demoMapping } from '../support/demo-users.js';
import { type AppStores, type Engine, forEachEngine } from '../support/each-engine.js';
import {
  cheapHasher,
  codeIn,
  type OpenService,
  openService,
  passwordOf,
  tokenIn,
} from '../support/open-service.js';
import { wrapStores } from '../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('old') };
const newPassword = passwordOf('new');

/** What is to be seen of an account from outside: which password works, and what lives. */
async function stateOf(service: OpenService, token: string, session: string) {
  const { passwords, stores } = service;
  const { passwordHash } = (await stores.users.findByKey('ann'))!;
  const inspected = await passwords.inspectTicket({ token });
  return {
    password: (await cheapHasher.verify(passwordHash!, newPassword)) ? 'new' : 'old',
    version: (await stores.credentials.read('ann')).version,
    ticket: inspected.ok || inspected.reason,
    session: await service.isSessionGood(session),
    pending: (await stores.outbox.status({ countUpTo: 100 })).pending,
  };
}

const BEFORE = { password: 'old', version: 0, ticket: true, session: true, pending: 0 };
const AFTER = { password: 'new', version: 1, session: false, pending: 1 };

/** A realm's own account in memory; on SQL the realms share the users table. */
async function seedAnew(engine: Engine, realm?: string): Promise<void> {
  const passwordHash = await cheapHasher.hash(ANN.password);
  if ((await engine.account('ann', realm)) === null)
    await engine.seed({ id: 'ann', email: ANN.email, passwordHash }, realm);
  else await engine.update('ann', { passwordHash }, realm);
}

const lost = () => new LatchkeyError('ERR_STORE', 'The database went away.');

/** Stores of which the n-th call fails, before it does anything or after it has done it. */
function failing(n: number, when: 'before' | 'after') {
  const state = { failed: false, call: '' };
  return {
    state,
    wrap: (stores: AppStores) =>
      wrapStores(stores, async ({ index, name }, run) => {
        if (index !== n) return run();
        state.failed = true;
        state.call = name;
        if (when === 'after') await run();
        throw lost();
      }),
  };
}

const WAYS = {
  reset: { ticket: 'token_used' },
  change: { ticket: 'token_superseded' },
  'direct set': { ticket: 'token_superseded' },
} as const;

function changeBy({ passwords }: OpenService, way: keyof typeof WAYS, token: string) {
  if (way === 'reset') return passwords.redeemTicket({ token, newPassword });
  if (way === 'direct set')
    return passwords.adminSetPassword({ accountId: 'ann', newPassword, notify: true });
  const currentPassword = ANN.password;
  return passwords.changePassword({ accountId: 'ann', currentPassword, newPassword });
}

forEachEngine(
  'a database that fails in the middle',
  (engine) => {
    it.each(Object.keys(WAYS) as (keyof typeof WAYS)[])(
      'leaves an account wholly before or wholly after a %s, whichever call fails',
      async (way) => {
        const seen = new Set<string>();
        for (const when of ['before', 'after'] as const)
          for (let n = 0; ; n += 1) {
            const realm = `${way} ${when} ${n}`;
            const fault = failing(n, when);
            const steady = openService(engine, { realm });
            const broken = openService(engine, { realm, clock: steady.clock, stores: fault.wrap });
            await seedAnew(engine, realm);
            const issued = await steady.passwords.issueTicket({ accountId: 'ann' });
            const token = issued.ok ? issued.ticket.token : '';
            const session = await steady.stores.sessions.create({
              accountKey: 'ann',
              credentialsVersion: 0,
              expiresAt: new Date(steady.clock.now().getTime() + 60_000),
              now: steady.clock.now(),
            });
            const outcome = await changeBy(broken, way, token).then(
              ({ ok }) => ok,
              (error) => isLatchkeyError(error) && error.code,
            );
            const state = await stateOf(steady, token, session);
            const wholly = state.version === 0 ? BEFORE : { ...AFTER, ...WAYS[way] };
            expect(state).toEqual(wholly);
            if (!fault.state.failed) {
              expect(outcome).toBe(true);
              break;
            }
            // The look at the outbox beside the change is nobody's business but the operator's.
            expect(outcome).toBe(fault.state.call === 'outbox.status' ? true : 'ERR_STORE');
            seen.add(state.password);
            // And either way there is a way on.
            if (state.version === 0)
              expect(await changeBy(steady, way, token)).toMatchObject({ ok: true });
          }
        // "after" includes a commit whose answer was lost.
        expect([...seen].sort()).toEqual(['new', 'old']);
      },
    );

    it('loses no request and no notice, whichever call of the worker fails', async () => {
      for (const when of ['before', 'after'] as const)
        for (let n = 0; ; n += 1) {
          const realm = `worker ${when} ${n}`;
          const fault = failing(n, when);
          const steady = openService(engine, { realm });
          const broken = openService(engine, { realm, clock: steady.clock, stores: fault.wrap });
          await seedAnew(engine, realm);
          expect(await steady.passwords.requestReset({ identifier: ANN.email })).toEqual({
            ok: true,
            flowId: null,
          });
          await broken.passwords.drainOutbox().catch((error) => {
            expect(error).toMatchObject({ code: 'ERR_STORE' });
          });
          for (let tries = 0; tries < 3; tries += 1) {
            steady.clock.advance(120);
            await steady.passwords.drainOutbox();
          }
          const mails = [...broken.mails, ...steady.mails];
          expect(mails.length).toBeGreaterThan(0);
          const newest = tokenIn(mails.at(-1));
          expect(await steady.passwords.inspectTicket({ token: newest })).toMatchObject({
            ok: true,
          });
          expect(await steady.stores.outbox.status({ countUpTo: 9 })).toMatchObject({ pending: 0 });
          if (!fault.state.failed) break;
        }
    });

    it('loses no code and mails no second one, whichever call of the worker fails', async () => {
      for (const when of ['before', 'after'] as const)
        for (let n = 0; ; n += 1) {
          const realm = `codes ${when} ${n}`;
          const fault = failing(n, when);
          const steady = openService(engine, { realm });
          const broken = openService(engine, { realm, clock: steady.clock, stores: fault.wrap });
          await seedAnew(engine, realm);
          const asked = { identifier: ANN.email, deliver: 'code' } as const;
          const { flowId } = unwrap(await steady.passwords.requestReset(asked));
          await broken.passwords.drainOutbox().catch(() => {});
          steady.clock.advance(120);
          await steady.passwords.drainOutbox();
          const codes = new Set([...broken.mails, ...steady.mails].map(codeIn));
          expect(codes.size).toBe(1);
          const key = { flowId: flowId ?? '', code: [...codes].join() };
          expect(await steady.passwords.exchangeCode(key)).toMatchObject({ ok: true });
          if (!fault.state.failed) break;
        }
    });

    it('answers a request that could not be written with a 503, for everyone alike', async () => {
      const answers = [];
      for (const identifier of ['ann@example.org', 'unknown@example.org']) {
        const service = openService(engine, { stores: failing(1, 'before').wrap });
        await seedAnew(engine);
        answers.push(
          await service.passwords
            .requestReset({ identifier })
            .catch(({ code, statusCode, expose }) => ({ code, statusCode, expose })),
        );
      }
      expect(answers[0]).toEqual({ code: 'ERR_STORE', statusCode: 503, expose: false });
      expect(answers[1]).toEqual(answers[0]);
    });
  },
  ['memory', 'sqlite'],
);

forEachEngine(
  'a mailer that fails',
  (engine) => {
    it.each([
      ['throws', () => Promise.reject(new Error('connect ECONNREFUSED 192.0.2.1'))],
      [
        'throws at once',
        () => {
          throw new TypeError('bug');
        },
      ],
      ['throws something odd', () => Promise.reject(null)],
      ['hangs', () => new Promise<never>(() => {})],
    ])(
      'that %s is tried again, seen as an event, and delivers the same link in the end',
      async (_how, fail) => {
        let broken = true;
        const attempted: string[] = [];
        const service = openService(engine, {
          mailTimeoutSeconds: 0.02,
          mailer: (mail) => {
            attempted.push(tokenIn(mail));
            return broken ? fail() : Promise.resolve();
          },
        });
        await service.seedAccount(ANN);
        expect(await service.request(ANN.email)).toEqual([]);
        service.clock.advance(8);
        await service.passwords.drainOutbox();
        expect(service.eventsOf('outbox.deferred').map(({ attempts }) => attempts)).toEqual([1, 2]);
        for (const { cause } of service.eventsOf('outbox.deferred'))
          expect(['failed', 'timeout']).toContain(cause);
        expect(service.eventsOf('mail.sent')).toEqual([]);
        broken = false;
        service.clock.advance(30);
        await service.passwords.drainOutbox();
        expect(service.eventsOf('mail.sent')).toHaveLength(1);
        expect(new Set(attempted).size).toBe(1);
        expect(service.eventsOf('ticket.issued')).toHaveLength(1);
        expect(
          await service.passwords.redeemTicket({ token: attempted[0]!, newPassword }),
        ).toMatchObject({ ok: true });
      },
    );

    it('that refuses for good is not tried again; it is an event and can be listed', async () => {
      const service = openService(engine, {
        mailer: () =>
          Promise.reject(new MailDeliveryError('550 ann@example.org', { permanent: true })),
      });
      await service.seedAccount(ANN);
      await service.request(ANN.email);
      service.clock.advance(600);
      await service.passwords.drainOutbox();
      expect(service.eventsOf('outbox.given_up')).toMatchObject([
        { kind: 'reset_mail', reason: 'refused' },
      ]);
      expect(await service.passwords.listGivenUp()).toHaveLength(1);
      expect(JSON.stringify(service.events)).not.toContain('ann@example.org');
    });

    it('that is down for more than an hour loses the request with an event, never in silence', async () => {
      const service = openService(engine, { mailer: () => Promise.reject(new Error('down')) });
      await service.seedAccount(ANN);
      await service.request(ANN.email);
      for (let n = 0; n < 10; n += 1) {
        service.clock.advance(660);
        await service.passwords.drainOutbox();
      }
      expect(service.eventsOf('outbox.given_up')).toMatchObject([{ reason: 'expired' }]);
      expect(service.eventsOf('ticket.issued').length).toBeLessThanOrEqual(3);
    });

    it('leaves the link of an earlier mail working', async () => {
      const service = openService(engine);
      await service.seedAccount(ANN);
      await service.request(ANN.email);
      const earlier = service.lastToken();
      service.mailServer = 'fails';
      await service.request(ANN.email);
      expect(await service.passwords.inspectTicket({ token: earlier })).toMatchObject({ ok: true });
      service.mailServer = 'accepts';
      service.clock.advance(60);
      await service.passwords.drainOutbox();
      expect(await service.passwords.inspectTicket({ token: earlier })).toEqual({
        ok: false,
        reason: 'token_superseded',
      });
      expect(await service.passwords.inspectTicket({ token: service.lastToken() })).toMatchObject({
        ok: true,
      });
    });

    it('does not hold back the mails of others', async () => {
      const service = openService(engine, {
        mailer: (mail) =>
          mail.to === ANN.email ? Promise.reject(new Error('no')) : Promise.resolve(),
      });
      await service.seedAccount(ANN);
      for (let n = 0; n < 7; n += 1) {
        await service.seedAccount({
          id: `other-${n}`,
          email: `other-${n}@example.org`,
          password: passwordOf(n),
        });
        await service.passwords.requestReset({
          identifier: n === 3 ? ANN.email : `other-${n}@example.org`,
        });
      }
      await service.passwords.drainOutbox();
      expect(service.mails).toHaveLength(6);
    });
  },
  ['memory', 'sqlite', 'postgres', 'mariadb'],
);

describe('a PostgreSQL server that cuts the connections', () => {
  forEachEngine(
    'cut connections',
    (engine) => {
      /** A pool whose connections can be cut off, each by its own process id on the server. */
      function cuttable() {
        const pids = new Set<number>();
        const pool = new pg.Pool({ connectionString: engine.url!, max: 4 });
        pool.on('error', () => {});
        pool.on('connect', (client) => {
          client.on('error', () => {});
          pids.add((client as unknown as { processID: number }).processID);
        });
        const db = new Kysely<DemoTables>({ dialect: new PostgresDialect({ pool }) });
        onTestFinished(() => db.destroy());
        const stores = sqlStores(db, { users: demoMapping });
        return {
          stores: stores as AppStores,
          async cut() {
            const admin = new pg.Client({ connectionString: engine.url! });
            await admin.connect();
            for (const pid of pids) await admin.query('select pg_terminate_backend($1)', [pid]);
            await admin.end();
            pids.clear();
          },
        };
      }

      it('in the middle of a transaction: wholly before, a coded error, and the next try works', async () => {
        const { stores, cut } = cuttable();
        let cutNow = true;
        const steady = openService(engine);
        const service = openService(engine, {
          clock: steady.clock,
          stores: () => stores,
          hooks: { onPasswordChange: () => (cutNow ? cut() : undefined) },
        });
        await steady.seedAccount(ANN);
        const issued = await steady.passwords.issueTicket({ accountId: 'ann' });
        const token = issued.ok ? issued.ticket.token : '';
        const session = (await steady.signIn(ANN.email, ANN.password))!;
        await expect(service.passwords.redeemTicket({ token, newPassword })).rejects.toMatchObject({
          code: 'ERR_STORE',
          statusCode: 503,
        });
        expect(await stateOf(steady, token, session)).toEqual(BEFORE);
        expect(service.eventsOf('password.changed')).toEqual([]);

        cutNow = false;
        expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
          ok: true,
        });
        expect(await stateOf(steady, token, session)).toEqual({
          ...AFTER,
          ticket: 'token_used',
        });
      });

      it('between a mail and its record: the entry comes back with the same link, and nothing is lost', async () => {
        const { stores, cut } = cuttable();
        let cutNow = true;
        const steady = openService(engine);
        const service = openService(engine, {
          clock: steady.clock,
          stores: () => stores,
          mailer: async () => {
            if (cutNow) await cut();
          },
        });
        await steady.seedAccount(ANN);
        await service.passwords.requestReset({ identifier: ANN.email });
        await service.passwords.drainOutbox().catch((error) => {
          expect(error).toMatchObject({ code: 'ERR_STORE' });
        });
        cutNow = false;
        service.clock.advance(120);
        await service.passwords.drainOutbox();
        const tokens = service.mails.map(tokenIn);
        expect(new Set(tokens).size).toBe(1);
        expect(
          await steady.passwords.redeemTicket({ token: tokens[0]!, newPassword }),
        ).toMatchObject({ ok: true });
        // The notice is what is left.
        expect(await steady.stores.outbox.status({ countUpTo: 9 })).toMatchObject({ pending: 1 });
      });
    },
    ['postgres'],
  );
});
