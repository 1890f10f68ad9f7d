import { Redis } from 'ioredis';
import { redisSessionIndex, redisSessionStore } from 'latchkey/redis';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeWhere } from '../../support/describe-where.js';
import {
  dumpRedis,
  newPrefix,
  REDIS_URL,
  redisAnswers,
  removeKeys,
} from '../../support/redis-server.js';
import { NOW, together, versions } from './fixtures.js';

const MANY = 3000;
/** HSCAN goes by whole buckets, so a page may have a few more than it was asked for. */
const A_PAGE = 1100;

describeWhere('an account of thousands of sessions', await redisAnswers(), () => {
  const keyPrefix = newPrefix();
  let client: Redis;
  beforeAll(() => {
    client = new Redis(REDIS_URL);
    client.on('error', () => {});
  });
  afterAll(async () => {
    client.disconnect();
    await removeKeys(REDIS_URL, keyPrefix);
  });
  const times = { now: new Date(NOW), expiresAt: new Date(NOW + 1000) };

  it('ends in steps that let others in between, and keeps what was created meanwhile', async () => {
    const credentials = versions();
    const sessions = redisSessionStore(client, { keyPrefix, credentials, timeoutSeconds: 60 });
    const create = (credentialsVersion: number) =>
      sessions.create({ accountKey: 'ann', credentialsVersion, ...times });
    const old = await together(MANY, () => create(0));
    const [except] = old as [string];
    // So that Redis knows the script.
    await sessions.revoke({ accountKey: 'nobody', belowVersion: null, except: null });

    const evaluate = vi.spyOn(client, 'evalsha');
    const revoking = sessions.revoke({ accountKey: 'ann', belowVersion: 1, except });
    const young = await together(300, () => create(1));
    expect(await revoking).toBe(MANY - 1);
    // Rejected is what Redis was not told the script of; what was told after it is not counted here.
    const replies = await Promise.allSettled(evaluate.mock.results.map(({ value }) => value));
    const pages = replies.flatMap((reply) => (reply.status === 'fulfilled' ? [reply.value] : []));
    evaluate.mockRestore();
    const ended = pages.filter((page) => Array.isArray(page)).map(([, count]) => Number(count));
    expect(ended.length).toBeGreaterThanOrEqual(MANY / A_PAGE);
    expect(Math.max(...ended)).toBeLessThanOrEqual(A_PAGE);

    const stored = await dumpRedis(REDIS_URL, keyPrefix);
    expect(stored.map(([, content]) => Object.keys(content as object).length)).toEqual([301, 301]);
    credentials.known.ann = 1;
    for (const sessionId of young)
      expect(await sessions.find({ sessionId, now: times.now })).not.toBeNull();
    expect(await sessions.revoke({ accountKey: 'ann', belowVersion: null, except: null })).toBe(
      301,
    );
    expect(await dumpRedis(REDIS_URL, keyPrefix)).toEqual([]);
  });

  it('is listed and forgotten in such steps, each session once', async () => {
    const clock = () => times.now;
    const index = redisSessionIndex(client, { keyPrefix, clock, timeoutSeconds: 60 });
    const ids = Array.from({ length: MANY }, (_, number) => `session ${number}`);
    await together(MANY, (number) =>
      index.add({
        accountKey: 'ann',
        sessionId: ids[number] ?? '',
        credentialsVersion: 7,
        expiresAt: times.expiresAt,
      }),
    );
    const evaluate = vi.spyOn(client, 'evalsha');
    const listed = await index.list('ann');
    expect(evaluate.mock.calls.length).toBeGreaterThanOrEqual(MANY / A_PAGE);
    expect(listed.map(({ sessionId }) => sessionId).sort()).toEqual([...ids].sort());
    expect(listed.every(({ credentialsVersion }) => credentialsVersion === 7)).toBe(true);

    evaluate.mockClear();
    await index.remove({ accountKey: 'ann', sessionIds: ids });
    expect(evaluate.mock.calls).toHaveLength(3);
    evaluate.mockRestore();
    expect(await index.list('ann')).toEqual([]);
  });
});
