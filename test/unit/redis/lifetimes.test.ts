import { redisSessionIndex, redisStores, redisThrottle, redisTokenStore } from 'latchkey/redis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWhere } from '../../support/describe-where.js';
import { clientKinds, type OpenClient } from '../../support/redis-clients.js';
import {
  dumpRedis,
  newPrefix,
  onServer,
  REDIS_URL,
  redisAnswers,
  removeKeys,
} from '../../support/redis-server.js';
import { until } from '../../support/until.js';
import { NOW, ticketOf, together, versions } from './fixtures.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The longest that a test may take between writing a key and looking at it. */
const SLACK = 60_000;

describeWhere('how long things are kept', await redisAnswers(), () => {
  const prefix = newPrefix();
  let redis: OpenClient;
  beforeAll(async () => {
    redis = await clientKinds[0]!.single(REDIS_URL);
  });
  afterAll(async () => {
    redis.close();
    await removeKeys(REDIS_URL, prefix);
  });

  const keysOf = async (keyPrefix: string) =>
    (await dumpRedis(REDIS_URL, keyPrefix)).map(([key]) => key);
  const expectLife = async (keyPrefix: string, milliseconds: number) => {
    const keys = await keysOf(keyPrefix);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      const left = await onServer(REDIS_URL, (client) => client.pTTL(key));
      expect(left, key).toBeLessThanOrEqual(milliseconds);
      expect(left, key).toBeGreaterThan(milliseconds - SLACK);
    }
  };

  it.each([
    ['Redis’', Date.now()],
    ['an hour behind', Date.now() - HOUR],
    ['an hour ahead', Date.now() + HOUR],
    ['years behind', NOW - 4000 * DAY],
    ['years ahead', NOW + 4000 * DAY],
  ])('a ticket outlives its life by three hours, by a clock that is %s', async (name, now) => {
    const keyPrefix = `${prefix}:ticket:${encodeURIComponent(name).replaceAll('%', '')}`;
    const tickets = redisTokenStore(redis.client, { keyPrefix });
    const { ticket, digest } = ticketOf('ann', {
      issuedAt: new Date(now),
      expiresAt: new Date(now + HOUR),
    });
    await tickets.insert({ ticket, digest });
    await expectLife(keyPrefix, 4 * HOUR);
    // A tombstone stays as long: a double-clicker is told the truth.
    await tickets.close({ accountKey: 'ann', spentId: ticket.id, belowVersion: 1 });
    await expectLife(keyPrefix, 4 * HOUR);
    expect((await tickets.findByDigest(digest))?.state).toBe('spent');
  });

  it('a shorter-lived ticket takes nothing from the life of a longer-lived one', async () => {
    const keyPrefix = `${prefix}:longest`;
    const tickets = redisTokenStore(redis.client, { keyPrefix });
    const long = ticketOf('ann', { purpose: 'invite', expiresAt: new Date(NOW + 72 * HOUR) });
    await tickets.insert(long);
    await tickets.insert(ticketOf('ann'));
    await expectLife(`${keyPrefix}:tickets`, 75 * HOUR);
  });

  it('what has long expired goes when something new comes', async () => {
    const keyPrefix = `${prefix}:tidy`;
    const sql = { realm: 'default', credentials: versions() };
    const { tickets, sessions } = redisStores(redis.client, sql, { keyPrefix });
    let now = NOW;
    const index = redisSessionIndex(redis.client, { keyPrefix, clock: () => new Date(now) });
    const sessionIds: string[] = [];
    // Four hours each: in all, one is good, and of those before only what may be by some clock.
    for (let round = 0; round < 8; round += 1, now += 4 * HOUR) {
      const expiresAt = new Date(now + HOUR);
      await tickets.insert(ticketOf('ann', { issuedAt: new Date(now), expiresAt }));
      const session = { accountKey: 'ann', credentialsVersion: 0, expiresAt };
      sessionIds.push(await sessions.create({ ...session, now: new Date(now) }));
      await index.add({ ...session, sessionId: `session-${round}` });
    }
    for (const [key, content] of await dumpRedis(REDIS_URL, keyPrefix))
      if (!key.includes(':ticket:')) expect(Object.keys(content as object).length, key).toBe(2);
    expect((await index.list('ann')).map(({ sessionId }) => sessionId).sort()).toEqual([
      'session-6',
      'session-7',
    ]);
    const last = { sessionId: sessionIds[7]!, now: new Date(now - 4 * HOUR) };
    expect(await sessions.find(last)).not.toBeNull();
  });

  it('nothing of a removed account is left', async () => {
    const keyPrefix = `${prefix}:removed`;
    const { tickets, sessions } = redisStores(
      redis.client,
      { realm: 'default', credentials: versions() },
      { keyPrefix },
    );
    await together(5, () => tickets.insert(ticketOf('ann')));
    const session = { credentialsVersion: 0, now: new Date(NOW), expiresAt: new Date(NOW + 9) };
    await together(5, () => sessions.create({ accountKey: 'ann', ...session }));
    await tickets.removeByAccount('ann');
    await sessions.revoke({ accountKey: 'ann', belowVersion: null, except: null });
    expect(await keysOf(keyPrefix)).toEqual([]);
  });

  it('a window ends by itself, however often it was refused, and begins anew with the next try', async () => {
    const keyPrefix = `${prefix}:window`;
    const throttle = redisThrottle(redis.client, { keyPrefix });
    const limit = { points: 1, windowSeconds: 0.5 };
    expect(await throttle.consume('key', limit)).toMatchObject({ allowed: true, remaining: 0 });
    let refused = 0;
    await until(async () => {
      const { allowed } = await throttle.consume('key', limit);
      if (!allowed) refused += 1;
      return allowed;
    }, 'the window ends');
    expect(refused).toBeGreaterThan(0);
  });
});
