import { type RedisClient, redisThrottle, redisTokenStore } from 'latchkey/redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWhere } from '../../support/describe-where.js';
import { afterOneStep, clientKinds, dies, type OpenClient } from '../../support/redis-clients.js';
import { type RedisCluster, startRedisCluster } from '../../support/redis-cluster.js';
import {
  newPrefix,
  REDIS_URL,
  redisAnswers,
  redisStarts,
  removeKeys,
} from '../../support/redis-server.js';
import { ticketOf, together } from './fixtures.js';

const [answers, starts] = [await redisAnswers(), await redisStarts()];
const limit = { points: 20, windowSeconds: 3600 };

/** Two clients, one of each kind, as two processes of an application would have them. */
function races(open: (kind: (typeof clientKinds)[number]) => Promise<OpenClient>): void {
  const clients: OpenClient[] = [];
  beforeAll(async () => {
    for (const kind of clientKinds) clients.push(await open(kind));
  });
  afterAll(() => {
    for (const { close } of clients) close();
  });
  const each = <T>(make: (client: RedisClient) => T): T[] =>
    clients.map(({ client }) => make(client));
  const keyPrefix = newPrefix();
  afterAll(async () => {
    if (answers === true) await removeKeys(REDIS_URL, keyPrefix);
  });

  it('of fifty concurrent closes of one ticket one spends it', async () => {
    const stores = each((client) => redisTokenStore(client, { keyPrefix }));
    for (let round = 0; round < 10; round += 1) {
      const accountKey = `close-${round}`;
      const [spent, other] = [ticketOf(accountKey), ticketOf(accountKey)];
      for (const record of [spent, other]) await stores[0]!.insert(record);
      const closing = { accountKey, spentId: spent.ticket.id, belowVersion: 1 };
      const closed = await together(50, (index) => stores[index % 2]!.close(closing));
      expect(closed.filter(Boolean)).toHaveLength(1);
      expect((await stores[1]!.findByDigest(spent.digest))?.state).toBe('spent');
      expect((await stores[1]!.findByDigest(other.digest))?.state).toBe('superseded');
    }
  });

  it('fifty concurrent promotions leave one live, and a close among them leaves none', async () => {
    const stores = each((client) => redisTokenStore(client, { keyPrefix }));
    const records = Array.from({ length: 50 }, () => ticketOf('promote', { state: 'candidate' }));
    await together(50, (index) => stores[0]!.insert(records[index]!));
    const promote = (index: number, credentialsVersion: number) =>
      stores[index % 2]!.promote({ ticket: records[index]!.ticket, credentialsVersion });
    const states = async () =>
      (await together(50, (index) => stores[0]!.findByDigest(records[index]!.digest))).map(
        (ticket) => ticket?.state,
      );

    expect(await together(50, (index) => promote(index, 0))).not.toContain(false);
    expect((await states()).filter((state) => state === 'live')).toHaveLength(1);

    // The change has raised the version; whoever promotes now was told the new one.
    await Promise.all([
      stores[0]!.close({ accountKey: 'promote', spentId: null, belowVersion: 1 }),
      together(50, (index) => promote(index, 1)),
    ]);
    expect(new Set(await states())).toEqual(new Set(['superseded']));
  });

  it('one digest is never two tickets, however concurrently it is stored', async () => {
    const stores = each((client) => redisTokenStore(client, { keyPrefix }));
    const digest = ticketOf('twice').digest;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        stores[index % 2]!.insert({ ticket: ticketOf(`twice-${index}`).ticket, digest }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect((await stores[0]!.findByDigest(digest))?.accountKey).toBe(`twice-${winner}`);
  });

  it('what a crash has left under a digest makes room for one ticket and no more', async () => {
    const stores = each((client) => redisTokenStore(client, { keyPrefix }));
    for (let round = 0; round < 10; round += 1) {
      const crashed = ticketOf(`crashed-${round}`);
      const dying = redisTokenStore(afterOneStep(clients[round % 2]!.client, dies), { keyPrefix });
      await expect(dying.insert(crashed)).rejects.toMatchObject({ statusCode: 503 });
      const records = Array.from({ length: 20 }, (_, index) => ticketOf(`room-${round}-${index}`));
      const { digest } = crashed;
      const outcomes = await Promise.allSettled(
        records.map(({ ticket }, index) => stores[index % 2]!.insert({ ticket, digest })),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
      expect(await stores[1]!.findByDigest(digest)).toEqual(records[winner]!.ticket);
      const listed = await together(20, (index) =>
        stores[0]!.listByAccount({ accountKey: `room-${round}-${index}`, limit: 9 }),
      );
      expect(listed.flat()).toHaveLength(1);
    }
  });

  it('of two hundred concurrent tries by two clients exactly as many are admitted as there are points', async () => {
    const throttles = each((client) => redisThrottle(client, { keyPrefix }));
    const admitted = async (count: number) => {
      const decisions = await together(count, (index) =>
        throttles[index % 2]!.consume('flood', limit),
      );
      return decisions.filter(({ allowed }) => allowed).length;
    };
    expect(await admitted(200)).toBe(20);
    expect(await admitted(200)).toBe(0);

    // What was refused is not counted: three refunds make room for three.
    await together(3, (index) => throttles[index % 2]!.refund('flood', limit));
    expect(await admitted(50)).toBe(3);
    await throttles[0]!.clear('flood', limit);
    expect(await admitted(50)).toBe(20);
  });

  it('any number of concurrent refunds give back no more than was counted, and open no window', async () => {
    const throttles = each((client) => redisThrottle(client, { keyPrefix }));
    await throttles[0]!.consume('refund', limit);
    await together(50, (index) => throttles[index % 2]!.refund('refund', limit));
    const decisions = await together(60, (index) => throttles[index % 2]!.consume('refund', limit));
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(20);
    await throttles[0]!.refund('never counted', limit);
    expect(await throttles[0]!.consume('never counted', limit)).toMatchObject({ remaining: 19 });
  });
}

describeWhere('races on Redis', answers, () => races((kind) => kind.single(REDIS_URL)));

describeWhere('Redis Cluster', starts, () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster?.remove());
  describe('races', () => races((kind) => kind.cluster(cluster.ports)));

  it('a Cluster that has forgotten its scripts is told them again, and no key is in two slots', async () => {
    for (const kind of clientKinds) {
      const { client, close } = await kind.cluster(cluster.ports);
      const store = redisTokenStore(client, { keyPrefix: newPrefix() });
      await cluster.flushScripts();
      // Thirty accounts are on every node of three.
      await together(30, async (index) => {
        const record = ticketOf(`{account}-${index}}{`);
        await store.insert(record);
        await store.close({
          accountKey: record.ticket.accountKey,
          spentId: record.ticket.id,
          belowVersion: 1,
        });
        expect((await store.findByDigest(record.digest))?.state).toBe('spent');
      });
      close();
    }
  });
});
