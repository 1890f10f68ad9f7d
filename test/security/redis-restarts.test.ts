import { isLatchkeyError } from 'latchkey';
import { expect, it, onTestFinished } from 'vitest';
import { describeWhere } from '../support/describe-where.js';
import { sqlEngines } from '../support/engines.js';
import { cheapHasher, type OpenService, openService, passwordOf } from '../support/open-service.js';
import { RedisEngine } from '../support/redis-engine.js';
import { type OwnRedis, redisStarts, startRedis } from '../support/redis-server.js';
import { until } from '../support/until.js';

const PEOPLE = ['ann', 'bob', 'cid', 'dot'] as const;
const addressOf = (id: string) => `${id}@example.org`;

/** Accounts in SQLite; tickets and sessions in a Redis of the test's own, to be killed at will. */
async function open(persistence: 'none' | 'every-write') {
  const server = await startRedis(persistence);
  onTestFinished(() => server.remove());
  const engine = new RedisEngine('sqlite', { url: server.url, options: { timeoutSeconds: 1 } });
  await engine.use(await sqlEngines.find(({ name }) => name === 'sqlite')!.open());
  // The server is gone by then, and with it what engine.close() would tidy up.
  onTestFinished(async () => {
    await server.kill();
    await server.start();
    await engine.close();
  });
  const service = openService(engine, { hashing: { maxWaiting: 1000 } });
  for (const id of PEOPLE)
    await service.seedAccount({ id, email: addressOf(id), password: passwordOf(id) });
  return { server, engine, service };
}

/** What a call answers; `null` where Redis was away, which must be a 503 and nothing else. */
async function unlessAway<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    expect(isLatchkeyError(error) && error.statusCode).toBe(503);
    return null;
  }
}

async function issue({ passwords }: OpenService, accountId: string): Promise<string | null> {
  const issued = await unlessAway(passwords.issueTicket({ accountId }));
  return issued?.ok === true ? issued.ticket.token : null;
}

const crash = async (server: OwnRedis) => {
  await server.kill();
  await server.start();
};

const untilBack = (service: OpenService) =>
  until(async () => (await issue(service, 'ann')) !== null, 'tickets are issued again');

describeWhere('Redis crashes under the traffic', await redisStarts(), () => {
  it.each(['none', 'every-write'] as const)(
    'attack 19: no link opens twice, and it all works again by itself (persistence: %s)',
    async (persistence) => {
      const { server, service, engine } = await open(persistence);
      const { passwords } = service;
      const wins = new Map<string, string[]>();
      let crashed = false;
      let turns = 0;
      /** Each link is redeemed by three at once, over and over, until the crashes are over. */
      const traffic = PEOPLE.map(async (id) => {
        while (!crashed) {
          turns += 1;
          const token = await issue(service, id);
          if (token === null) continue;
          wins.set(token, []);
          await Promise.all(
            [1, 2, 3].map(async (n) => {
              const newPassword = passwordOf(`${id} ${turns} ${n}`);
              const result = await unlessAway(passwords.redeemTicket({ token, newPassword }));
              if (result?.ok === true) wins.get(token)?.push(newPassword);
            }),
          );
        }
      });
      for (let round = 0; round < 4; round += 1) {
        const from = turns;
        await until(() => turns > from + 20, 'the traffic goes on');
        await crash(server);
      }
      await untilBack(service);
      crashed = true;
      await Promise.all(traffic);

      const winners = [...wins.values()];
      expect(winners.filter(({ length }) => length > 1)).toEqual([]);
      const succeeded = winners.filter(({ length }) => length === 1).length;
      expect(succeeded).toBeGreaterThan(0);
      let versions = 0;
      for (const id of PEOPLE) versions += (await service.stores.credentials.read(id)).version;
      expect(versions).toBe(succeeded);
      for (const id of PEOPLE) {
        const hash = (await engine.account(id))!.passwordHash!;
        const known = [passwordOf(id), ...winners.flat()];
        const fits = await Promise.all(known.map((each) => cheapHasher.verify(hash, each)));
        expect(fits.filter(Boolean)).toHaveLength(1);
      }
      // Not even what Redis may have brought back from its disk opens again.
      for (const [token, { length }] of wins)
        if (length === 1)
          expect(
            await passwords.redeemTicket({ token, newPassword: passwordOf('again') }),
          ).toMatchObject({ ok: false });
    },
    120_000,
  );

  it('a link that Redis has lost is invalid, and the next one opens', async () => {
    const { server, service } = await open('none');
    const token = await issue(service, 'ann');
    const session = await service.signIn(addressOf('ann'), passwordOf('ann'));
    await crash(server);
    await untilBack(service);
    const newPassword = passwordOf('new');
    expect(await service.passwords.redeemTicket({ token: token!, newPassword })).toEqual({
      ok: false,
      reason: 'token_invalid',
    });
    expect(await service.isSessionGood(session!)).toBe(false);
    const next = await issue(service, 'ann');
    expect(await service.passwords.redeemTicket({ token: next!, newPassword })).toMatchObject({
      ok: true,
    });
  });

  it('a link that Redis has kept through a crash opens once', async () => {
    const { server, service } = await open('every-write');
    const token = (await issue(service, 'bob'))!;
    await crash(server);
    await untilBack(service);
    const newPassword = passwordOf('new');
    expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
      ok: true,
    });
    await crash(server);
    await untilBack(service);
    expect(await service.passwords.redeemTicket({ token, newPassword })).toEqual({
      ok: false,
      reason: 'token_used',
    });
  });

  it('attack 53: a password can be changed while Redis is away, and the sessions there open nothing from then on', async () => {
    const { server, service } = await open('every-write');
    const { passwords, stores } = service;
    const session = (await service.signIn(addressOf('cid'), passwordOf('cid')))!;
    expect(await service.isSessionGood(session)).toBe(true);
    await server.kill();
    const newPassword = passwordOf('new');
    expect(await passwords.adminSetPassword({ accountId: 'cid', newPassword })).toMatchObject({
      ok: true,
      sessions: 'revocation_pending',
    });
    await expect(service.isSessionGood(session)).rejects.toMatchObject({ statusCode: 503 });
    await server.start();
    await untilBack(service);
    // It is there again, and refused by its version.
    expect(await service.isSessionGood(session)).toBe(false);
    service.clock.advance(700);
    await passwords.drainOutbox();
    expect(await stores.outbox.status({ countUpTo: 10 })).toMatchObject({ pending: 0 });
    const stamp = { accountKey: 'cid', sessionId: session, credentialsVersion: 1 };
    expect(await stores.sessions.restamp(stamp)).toBeNull();
  });
});
