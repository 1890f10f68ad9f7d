import { Redis } from 'ioredis';
import {
  type RedisClient,
  redisSessionIndex,
  redisSessionStore,
  redisStores,
  redisThrottle,
  redisTokenStore,
} from 'latchkey/redis';
import { createClient, createClientPool } from 'redis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWhere } from '../../support/describe-where.js';
import { clientKinds, type OpenClient } from '../../support/redis-clients.js';
import {
  dumpRedis,
  newPrefix,
  REDIS_URL,
  redisAnswers,
  removeKeys,
} from '../../support/redis-server.js';
import { digestOf, NOW, ticketOf, versions } from './fixtures.js';

const INVALID = { code: 'ERR_INVALID_OPTION' };
const limit = { points: 2, windowSeconds: 60 };

it('what is no client is refused at once, with a cure', () => {
  const unconnected = createClient();
  const lazy = new Redis({ lazyConnect: true });
  for (const client of [
    ...[undefined, null, {}, [], 'redis://127.0.0.1:6379', () => {}, new URL(REDIS_URL)],
    ...[unconnected.multi(), unconnected.legacy(), lazy.pipeline(), lazy.multi()],
    { connect() {}, eval() {} },
    { connect() {}, evalsha() {}, eval() {} },
  ] as unknown as RedisClient[])
    for (const make of [redisTokenStore, redisThrottle, redisSessionIndex])
      expect(() => make(client)).toThrow(
        expect.objectContaining({ ...INVALID, message: expect.stringMatching(/createClient/) }),
      );
});

it('impossible options are refused at once', () => {
  const client = createClient();
  for (const options of [
    ...['', '{a}', 'a}b', 'a b', 'a\n', 'x'.repeat(101), 7, null].map((keyPrefix) => ({
      keyPrefix,
    })),
    ...[0, -1, Number.NaN, 601, '3', null].map((timeoutSeconds) => ({ timeoutSeconds })),
    ...['', 7, null, {}].map((realm) => ({ realm })),
  ])
    expect(() => redisTokenStore(client, options as object)).toThrow(
      expect.objectContaining(INVALID),
    );
  const misspelt = { prefix: 'shop' } as object;
  const credentials = versions();
  for (const make of [
    () => redisTokenStore(client, misspelt),
    () => redisThrottle(client, misspelt),
    () => redisThrottle(client, { realm: 'default' } as object),
    () => redisSessionIndex(client, misspelt),
    () => redisSessionStore(client, { credentials, ...misspelt }),
    () => redisStores(client, { realm: 'default', credentials }, misspelt),
    () => redisStores(client, { realm: 'default', credentials }, { realm: 'other' } as object),
  ])
    expect(make).toThrow(
      expect.objectContaining({ ...INVALID, message: expect.stringMatching(/unknown.*keyPrefix/) }),
    );
  expect(() => redisSessionStore(client, {} as never)).toThrow(/"credentials"/);
  expect(() => redisSessionIndex(client, { clock: 1 as never })).toThrow(/"clock"/);
});

it('a client that was never connected is a coded error', async () => {
  const throttle = redisThrottle(createClient({ url: REDIS_URL }));
  await expect(throttle.consume('key', limit)).rejects.toMatchObject({
    code: 'ERR_STORE',
    cause: { message: 'The client is closed' },
  });
});

const answers = await redisAnswers();

describeWhere('bad input', answers, () => {
  const keyPrefix = newPrefix();
  const clients: OpenClient[] = [];
  beforeAll(async () => {
    for (const kind of clientKinds) clients.push(await kind.single(REDIS_URL));
    const pool = createClientPool({ url: REDIS_URL }, { minimum: 1, maximum: 3 });
    await pool.connect();
    clients.push({ client: pool, close: () => pool.destroy() });
  });
  afterAll(async () => {
    for (const { close } of clients) close();
    await removeKeys(REDIS_URL, keyPrefix);
  });

  it('accounts are kept apart whatever their keys look like', async () => {
    for (const [round, { client }] of clients.entries()) {
      const stores = redisStores(
        client,
        { realm: 'default', credentials: versions() },
        { keyPrefix: `${keyPrefix}:${round}` },
      );
      const accountKeys = [
        ...['', ' ', 'a', 'A', 'a ', '{a}', '}{', '{', 'a}b{c', 'a:b', '*', 'é', 'e\u0301'],
        ...['a\0', 'a\0b', '\0', '\ud800', '\ud801', '\ufffd', '__proto__', '"', "'", '\n'],
        ...['x'.repeat(10_000), `${'x'.repeat(10_000)}y`, '{'.repeat(10_000)],
      ];
      const records = accountKeys.map((accountKey) => ticketOf(accountKey));
      const sessionIds: string[] = [];
      for (const record of records) {
        await stores.tickets.insert(record);
        const session = { credentialsVersion: 0, now: new Date(NOW), expiresAt: new Date(NOW + 9) };
        sessionIds.push(
          await stores.sessions.create({ accountKey: record.ticket.accountKey, ...session }),
        );
      }
      const query = (index: number) => ({ sessionId: sessionIds[index]!, now: new Date(NOW) });
      for (const [index, { ticket, digest }] of records.entries()) {
        expect(await stores.tickets.findByDigest(digest)).toEqual(ticket);
        expect(await stores.sessions.find(query(index))).toMatchObject({
          accountKey: ticket.accountKey,
        });
      }
      for (const [index, { ticket, digest }] of records.entries()) {
        const { accountKey } = ticket;
        expect(
          await stores.tickets.close({ accountKey, spentId: ticket.id, belowVersion: 1 }),
        ).toBe(true);
        expect((await stores.tickets.findByDigest(digest))?.state).toBe('spent');
        const everySession = { accountKey, belowVersion: null, except: null };
        expect(await stores.sessions.revoke(everySession)).toBe(1);
        expect(await stores.sessions.find(query(index))).toBeNull();
      }
      // No key of ours shows an id, and each key is one slot's: it has one tag, or none.
      for (const [key] of await dumpRedis(REDIS_URL, keyPrefix))
        expect(key).toMatch(/^[\w:-]+(\{[\w-]{22}\})?$/);
    }
  });

  it('what is no text, date or version never becomes a key or a value', async () => {
    const { client } = clients[0]!;
    const options = { keyPrefix: `${keyPrefix}:refused` };
    const tickets = redisTokenStore(client, options);
    const sessions = redisSessionStore(client, { ...options, credentials: versions() });
    const index = redisSessionIndex(client, options);
    const throttle = redisThrottle(client, options);
    const session = { accountKey: 'ann', credentialsVersion: 0, expiresAt: new Date(NOW) };
    for (const bad of [undefined, null, 7, {}, [], ['ann'], { $ne: null }, true] as never[]) {
      for (const call of [
        () => tickets.insert(ticketOf(bad)),
        () => tickets.close({ accountKey: bad, spentId: null, belowVersion: 1 }),
        () => tickets.removeByAccount(bad),
        () => tickets.recordProof({ accountKey: 'ann', ticketId: bad, proof: bad }),
        () => tickets.countTry({ accountKey: bad, ticketId: 'x', limit: 5 }),
        () => tickets.countTry({ accountKey: 'ann', ticketId: bad, limit: 5 }),
        () => tickets.refundTry({ accountKey: bad, ticketId: 'x' }),
        () => tickets.refundTry({ accountKey: 'ann', ticketId: bad }),
        () => tickets.listByAccount({ accountKey: bad, limit: 5 }),
        () => tickets.revoke({ accountKey: bad, ticketId: null, purposes: ['reset'] }),
        () => tickets.insert(ticketOf('ann', { issuedAt: bad })),
        () =>
          tickets.insert(
            ticketOf('ann', { noticed: { change: 'password_changed', changedAt: bad } }),
          ),
        () => sessions.create({ ...session, accountKey: bad }),
        () => sessions.create({ ...session, expiresAt: bad }),
        () => sessions.revoke({ accountKey: bad, belowVersion: null, except: null }),
        () => index.add({ ...session, sessionId: bad }),
        () => index.list(bad),
        () => throttle.consume(bad, limit),
        () => throttle.consume('key', bad),
        ...(typeof bad === 'number'
          ? []
          : [
              () => sessions.create({ ...session, credentialsVersion: bad }),
              () => throttle.consume('key', { points: bad, windowSeconds: 1 }),
            ]),
      ])
        await expect(call(), call.toString()).rejects.toMatchObject(INVALID);
      expect(await tickets.findByDigest(bad)).toBeNull();
      expect(await sessions.find({ sessionId: bad, now: new Date(NOW) })).toBeNull();
      expect(await sessions.remove(bad)).toBe(false);
    }
    for (const version of [-1, 1.5, Number.NaN, 2 ** 53])
      await expect(
        sessions.create({ ...session, credentialsVersion: version }),
      ).rejects.toMatchObject(INVALID);
    for (const points of [0, -1, 1.5, Number.POSITIVE_INFINITY])
      await expect(throttle.consume('key', { points, windowSeconds: 1 })).rejects.toMatchObject(
        INVALID,
      );
    expect(await dumpRedis(REDIS_URL, options.keyPrefix)).toEqual([]);
  });

  it('a ticket of another realm, or under no digest, is not stored', async () => {
    const tickets = redisTokenStore(clients[1]!.client, { keyPrefix: `${keyPrefix}:realm` });
    const { ticket, digest } = ticketOf('ann');
    for (const record of [
      { ticket: { ...ticket, realm: 'other' }, digest },
      { ticket, digest: new Uint8Array(31) },
      { ticket, digest: 'a'.repeat(32) as never },
    ])
      await expect(tickets.insert(record)).rejects.toMatchObject({ code: 'ERR_STORE' });
    expect(await dumpRedis(REDIS_URL, `${keyPrefix}:realm`)).toEqual([]);
  });

  it('a line that somebody else has written opens nothing', async () => {
    const { client } = clients[1]!;
    const prefix = `${keyPrefix}:damaged`;
    const tickets = redisTokenStore(client, { keyPrefix: prefix });
    const { ticket, digest } = ticketOf('ann');
    await tickets.insert({ ticket, digest });
    const [key] = (await dumpRedis(REDIS_URL, `${prefix}:tickets`))[0]!;
    const redis = client as Redis;
    const line = (await redis.hget(key, ticket.id))!;
    for (const written of ['', 'live', line.replace('live', 'revived'), line.slice(0, -1)]) {
      await redis.hset(key, ticket.id, written);
      await expect(tickets.findByDigest(digest)).rejects.toMatchObject({ code: 'ERR_STORE' });
    }
    // A line that belongs under another digest is not this one's.
    const stranger = Buffer.from(digestOf('stranger')).toString('base64url');
    const own = Buffer.from(digest).toString('base64url');
    await redis.hset(key, ticket.id, line.replace(own, stranger));
    expect(await tickets.findByDigest(digest)).toBeNull();
  });
});
