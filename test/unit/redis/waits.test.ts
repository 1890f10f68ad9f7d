import { Redis } from 'ioredis';
import { redisThrottle } from 'latchkey/redis';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../support/redis-server.js';
import { together } from './fixtures.js';

const LIMIT = { points: 2, windowSeconds: 60 };

it('of an outage without an end leave nothing at the client once their time is up', async () => {
  // Nobody listens there, and the client goes on trying.
  const client = new Redis(await freePort(), { retryStrategy: () => 5 });
  client.on('error', () => {});
  onTestFinished(() => client.disconnect());
  const listeners = () => client.listenerCount('ready') + client.listenerCount('end');
  const before = listeners();
  const throttle = redisThrottle(client, { timeoutSeconds: 0.02 });
  for (let wave = 0; wave < 4; wave += 1) {
    const tries = together(250, () =>
      expect(throttle.consume('key', LIMIT)).rejects.toMatchObject({ code: 'ERR_STORE' }),
    );
    expect(listeners()).toBeLessThanOrEqual(before + 2);
    await tries;
    // They are there while anybody waits: nobody does any more.
    await expect.poll(listeners).toBe(before);
  }
});
