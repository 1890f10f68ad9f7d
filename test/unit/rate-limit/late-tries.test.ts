import type { Throttle } from 'latchkey';
import { type RedisClient, rateLimitThrottle } from 'latchkey/rate-limit';
import { expect, it, onTestFinished } from 'vitest';
import { describeWhere } from '../../support/describe-where.js';
import { lineTo } from '../../support/line-to.js';
import { clientKinds } from '../../support/redis-clients.js';
import { newPrefix, REDIS_URL, redisAnswers, removeKeys } from '../../support/redis-server.js';
import { throttleClient } from '../../support/throttle-clients.js';
import { describeThrottles, throttleStores } from '../../support/throttle-stores.js';
import { until } from '../../support/until.js';

const LIMIT = { points: 3, windowSeconds: 600 };

/** More than the limit: they would lock the key's owner out if they were counted. */
const refusedTries = (throttle: Throttle) =>
  Promise.all(
    Array.from({ length: 6 }, () =>
      expect(throttle.consume('key', LIMIT)).rejects.toMatchObject({ code: 'ERR_STORE' }),
    ),
  );

for (const kind of clientKinds) {
  describeWhere(`tries while Redis is away, by ${kind.name}`, await redisAnswers(), () => {
    it('are refused, never counted, and leave nothing at the client', async () => {
      const keyPrefix = newPrefix();
      const line = await lineTo(REDIS_URL);
      const { client, close } = await kind.single(line.url);
      onTestFinished(async () => {
        close();
        await line.close();
        await removeKeys(REDIS_URL, keyPrefix);
      });
      const listeners = () => Number(Reflect.get(client, 'listenerCount').call(client, 'ready'));
      const redis = client as unknown as RedisClient;
      const throttle = rateLimitThrottle({ redis, keyPrefix, timeoutMs: 30_000 });
      const hasty = rateLimitThrottle({ redis, keyPrefix, timeoutMs: 50 });
      expect(await throttle.consume('other', LIMIT)).toMatchObject({ allowed: true });
      const before = listeners();
      await line.cut();
      await until(
        () => ('status' in client ? client.status !== 'ready' : !Reflect.get(client, 'isReady')),
        'the client has noticed',
      );
      await refusedTries(hasty);
      await expect.poll(listeners).toBe(before);
      // This one has the time to wait until Redis is back, behind whatever was queued before it.
      const waiting = throttle.consume('key', LIMIT);
      await line.mend();
      expect(await waiting).toMatchObject({ allowed: true, remaining: 2 });
      expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: true, remaining: 1 });
    });
  });
}

describeThrottles(
  'tries while the store is silent',
  (kind) => {
    it('are given back when they are counted after they were refused', async () => {
      const store = await kind.open();
      onTestFinished(() => store.close());
      if (store.place === null) throw new Error('This store has no server.');
      const line = await lineTo(store.place.url);
      onTestFinished(() => line.close());
      const client = await throttleClient({ ...store.place, url: line.url });
      onTestFinished(() => client.close());
      const hasty = client.throttle({ timeoutMs: 100 });
      // It has all that it needs for another try, and a connection.
      await until(
        () =>
          hasty.consume('other', LIMIT).then(
            () => true,
            () => false,
          ),
        'a try in time',
      );
      line.stall();
      await refusedTries(hasty);
      line.resume();
      const throttle = store.throttle();
      const remaining = async () => {
        const decision = await throttle.consume('key', LIMIT);
        if (!decision.allowed) return 'none';
        await throttle.refund('key', LIMIT);
        return decision.remaining;
      };
      // They arrive in their own time: something of them is there, and then nothing.
      await expect.poll(() => store.dump(), { timeout: 20_000 }).toMatch(ofKey('3/600', 2));
      await expect.poll(remaining, { timeout: 20_000 }).toBe(2);
    });
  },
  throttleStores.filter(({ name }) => name !== 'memory'),
);

/** A dump in which there are counters of that many keys. */
function ofKey(limit: string, keys: number): RegExp {
  return new RegExp(`(${limit}:[^]*){${keys}}`);
}
