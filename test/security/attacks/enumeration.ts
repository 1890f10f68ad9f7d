import { performance } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import {
  cheapHasher,
  openService,
  passwordOf,
  type ServiceOverrides,
} from '../../support/open-service.js';
import { countCalls } from '../../support/wrap-stores.js';

const right = passwordOf(1);

const ACCOUNTS = {
  known: { id: 'known', email: 'known@example.org', password: right },
  disabled: { id: 'disabled', email: 'disabled@example.org', password: right, enabled: false },
  deleted: { id: 'deleted', email: 'deleted@example.org', password: right, deleted: true },
  passwordless: { id: 'passwordless', email: 'passwordless@example.org' },
  provider: { id: 'provider', email: 'provider@example.org', identityProvider: 'Google' },
};
const IDENTIFIERS = [
  ...Object.values(ACCOUNTS).map(({ email }) => email),
  'unknown@example.org',
  'not-even-an-address',
];

/** What a request for a link answers. */
const ASKED = { ok: true, flowId: null };

async function open(engine: Engine, overrides: ServiceOverrides = {}) {
  const service = openService(engine, overrides);
  for (const account of Object.values(ACCOUNTS)) await service.seedAccount(account);
  return service;
}

/** ATTACKS.md, "Enumeration". The statistics over time are the bench's. */
export function enumerationAttacks(engine: Engine): void {
  it('attack 35: a request answers deep-equal for every kind of account and for none', async () => {
    const service = await open(engine);
    for (const identifier of IDENTIFIERS) {
      expect(await service.passwords.requestReset({ identifier })).toStrictEqual(ASKED);
      await service.passwords.drainOutbox();
    }
    // Beyond the limit per account the answer is still the same.
    for (let n = 0; n < 5; n += 1)
      for (const identifier of ['known@example.org', 'unknown@example.org']) {
        expect(await service.passwords.requestReset({ identifier })).toStrictEqual(ASKED);
        await service.passwords.drainOutbox();
      }
    expect(service.eventsOf('reset.limited').length).toBeGreaterThan(0);
    expect(service.mails.map((mail) => [mail.to, mail.kind])).toEqual([
      ['known@example.org', 'reset_link'],
      ['passwordless@example.org', 'initial_password_link'],
      ['provider@example.org', 'provider_account'],
      ['known@example.org', 'reset_link'],
      ['known@example.org', 'reset_link'],
    ]);
  });

  it('attack 35: a full outbox and a throttled client are told to everyone alike', async () => {
    const service = await open(engine, {
      maxPending: 2,
      limits: { requestsPerClient: { points: 4, windowSeconds: 900 } },
    });
    const answers = async (ip: string) => {
      const seen: unknown[] = [];
      for (const identifier of ['known@example.org', 'unknown@example.org'])
        seen.push(
          await service.passwords
            .requestReset({ identifier }, { context: { ip } })
            .catch(({ code, statusCode, headers, expose }) => ({
              code,
              statusCode,
              headers,
              expose,
            })),
        );
      return seen;
    };
    expect(await answers('203.0.113.1')).toStrictEqual([ASKED, ASKED]);
    const [known, unknown] = await answers('203.0.113.1');
    expect(known).toMatchObject({ code: 'ERR_OUTBOX_FULL', statusCode: 503 });
    expect(unknown).toStrictEqual(known);
    const [knownThrottled, unknownThrottled] = await answers('203.0.113.1');
    expect(knownThrottled).toMatchObject({ ok: false, reason: 'throttled' });
    expect(unknownThrottled).toStrictEqual(knownThrottled);
  });

  it('attack 35: a refused sign-in answers deep-equal whatever was wrong', async () => {
    const service = await open(engine);
    for (const identifier of IDENTIFIERS)
      expect(
        await service.passwords.authenticate({
          identifier,
          password: identifier === 'known@example.org' ? passwordOf(2) : right,
        }),
      ).toStrictEqual({ ok: false, reason: 'invalid_credentials' });
  });

  it.each(['fails', 'refuses'] as const)(
    'attack 36: a mail server that %s does not show in the answer',
    async (mailServer) => {
      const service = await open(engine);
      service.mailServer = mailServer;
      for (const identifier of ['known@example.org', 'unknown@example.org'])
        expect(await service.passwords.requestReset({ identifier })).toStrictEqual(ASKED);
      await service.passwords.drainOutbox();
      const told = mailServer === 'fails' ? 'outbox.deferred' : 'outbox.given_up';
      expect(service.eventsOf(told)).toHaveLength(1);
    },
  );

  it('attack 36: a request never waits for a mailer, not even in-process', async () => {
    let called = 0;
    const service = await open(engine, {
      outbox: 'in-process',
      mailTimeoutSeconds: 0.05,
      mailer: () => {
        called += 1;
        return new Promise<never>(() => {});
      },
    });
    for (const identifier of ['known@example.org', 'unknown@example.org'])
      expect(await service.passwords.requestReset({ identifier })).toStrictEqual(ASKED);
    expect(called).toBe(0);
    await service.close();
    expect(called).toBe(1);
    expect(service.eventsOf('outbox.deferred')).toMatchObject([{ cause: 'timeout' }]);
  });

  it('attack 37: known and unknown identifiers cost the same store calls and hashes', async () => {
    const hashes: string[] = [];
    const counted = countCalls();
    const service = await open(engine, {
      stores: counted.wrap,
      hasher: {
        ...cheapHasher,
        hash: (password) => {
          hashes.push('hash');
          return cheapHasher.hash(password);
        },
        verify: (hash, password) => {
          hashes.push('verify');
          return cheapHasher.verify(hash, password);
        },
      },
    });
    const workOf = async (work: () => Promise<unknown>) => {
      counted.calls.length = 0;
      hashes.length = 0;
      await work();
      return { calls: [...counted.calls], hashes: [...hashes] };
    };
    const { passwords } = service;
    await passwords.requestReset({ identifier: 'first@example.org' });
    await passwords.authenticate({ identifier: 'first@example.org', password: right });
    const requests = [];
    const signIns = [];
    for (const identifier of IDENTIFIERS) {
      requests.push(await workOf(() => passwords.requestReset({ identifier })));
      const password = passwordOf(9);
      signIns.push(await workOf(() => passwords.authenticate({ identifier, password })));
    }
    expect(new Set(requests.map((work) => JSON.stringify(work)))).toEqual(
      new Set([JSON.stringify({ calls: ['outbox.enqueue'], hashes: [] })]),
    );
    expect(signIns[0]).toEqual({
      calls: ['users.findByAddress', 'credentials.read'],
      hashes: ['verify'],
    });
    for (const work of signIns) expect(work).toEqual(signIns[0]);
  });

  it('attack 37: input is checked before anything is looked up', async () => {
    const counted = countCalls();
    const service = await open(engine, { stores: counted.wrap });
    const { passwords } = service;
    for (const identifier of ['known@example.org', 'unknown@example.org']) {
      expect(
        await passwords.requestReset({ identifier, link: 'https://evil.example' }),
      ).toMatchObject({ ok: false, reason: 'invalid_input' });
      expect(
        await passwords.authenticate({ identifier, password: 'with\0NUL and some length' }),
      ).toMatchObject({ ok: false, reason: 'invalid_input' });
    }
    expect(counted.calls).toEqual([]);
  });

  it('attack 37: the first unknown sign-in of a process hashes no more than the first known one', async () => {
    const countedHashes = async (identifier: string) => {
      let hashes = 0;
      const service = openService(engine, {
        hasher: {
          ...cheapHasher,
          hash: (password) => {
            hashes += 1;
            return cheapHasher.hash(password);
          },
          verify: (hash, password) => {
            hashes += 1;
            return cheapHasher.verify(hash, password);
          },
        },
      });
      const startedAt = performance.now();
      await service.passwords.authenticate({ identifier, password: passwordOf(9) });
      return { hashes, took: performance.now() - startedAt };
    };
    await open(engine);
    const known = await countedHashes('known@example.org');
    const unknown = await countedHashes('unknown@example.org');
    expect(unknown.hashes).toBe(known.hashes);
  });

  it('attack 38: an unknown identifier is throttled exactly like a known one', async () => {
    const service = await open(engine);
    const context = { ip: '203.0.113.5' };
    const seriesOf = async (identifier: string) => {
      const series = [];
      for (let n = 0; n < 13; n += 1) {
        const password = passwordOf(9);
        const result = await service.passwords.authenticate({ identifier, password }, { context });
        series.push(result.ok || result.reason);
      }
      return series;
    };
    const known = await seriesOf('known@example.org');
    expect(known.filter((reason) => reason === 'throttled')).toHaveLength(3);
    for (const identifier of ['unknown@example.org', 'provider@example.org'])
      expect(await seriesOf(identifier)).toEqual(known);
    // Another spelling of the same address is the same address to the throttle.
    expect(await seriesOf('UNKNOWN@example.org')).toEqual(known.map(() => 'throttled'));
  });
}
