import type { Limit, Throttle } from 'latchkey';
import type { RedisClient } from './client.js';
import { damagedError, invalid } from './errors.js';
import { digest } from './keys.js';
import { placeOf, type RedisOptions } from './options.js';
import { script } from './script.js';
import { requireText } from './values.js';

/** Counts and compares in one step. What is refused is not counted, and moves no window. */
const CONSUME = script(`
local points = tonumber(ARGV[1])
local counted = tonumber(redis.call('GET', KEYS[1]) or '0')
if counted >= points then return {0, 0, redis.call('PTTL', KEYS[1])} end
counted = redis.call('INCR', KEYS[1])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return {1, points - counted, redis.call('PTTL', KEYS[1])}
`);

/** A window that has ended has nothing to give back, and must not begin with a present. */
const REFUND = script(`
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end
return 1
`);

const CLEAR = script(`return redis.call('DEL', KEYS[1])`);

const LONGEST_WINDOW_SECONDS = 366 * 24 * 60 * 60;

/**
 * Counts tries in Redis, for any number of processes together, in fixed windows that begin with a
 * key's first try. Of any number of concurrent tries at most `points` are admitted in a window.
 * Windows are measured by Redis' clock alone. Keys are stored as digests.
 *
 * While Redis is away nothing can be counted, and so nobody is let in: sign-ins and requests
 * answer 503. A Redis that evicts keys forgets counts; `maxmemory-policy noeviction` does not.
 *
 * @param client the application's own, of the package redis or ioredis; it is never closed
 * @param options.keyPrefix - must differ for each deployment on one Redis, or they use up each
 *   other's tries. @default 'latchkey'
 * @param options.timeoutSeconds - @default 3
 * @throws LatchkeyError `ERR_INVALID_OPTION` at once for another client or an impossible option;
 *   `ERR_STORE` (503) from every method while Redis is away
 *
 * @example
 * ```ts
 * const throttle = redisThrottle(await createClient({ url }).connect());
 * const passwords = new PasswordService({ stores, mailer, links, throttle });
 * ```
 */
export function redisThrottle(client: RedisClient, options: RedisOptions = {}): Throttle {
  const { connection, keyPrefix } = placeOf(client, options);
  const keyOf = (key: string, limit: Limit) => {
    requireText('key', key);
    requireLimit(limit);
    const { points, windowSeconds } = limit;
    return `${keyPrefix}:throttle:${digest(JSON.stringify([points, windowSeconds, key]))}`;
  };

  return {
    async consume(key, limit) {
      const keys = [keyOf(key, limit)];
      const milliseconds = Math.ceil(limit.windowSeconds * 1000);
      const reply = await connection.run(CONSUME, keys, [
        String(limit.points),
        String(milliseconds),
      ]);
      const [admitted, remaining, left] = Array.isArray(reply) ? reply.map(Number) : [];
      if (admitted === undefined || remaining === undefined || left === undefined)
        throw damagedError('A counter');
      return admitted === 1
        ? { allowed: true, remaining, resetSeconds: left / 1000 }
        : { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(left / 1000)) };
    },

    async refund(key, limit) {
      await connection.run(REFUND, [keyOf(key, limit)], []);
    },

    async clear(key, limit) {
      await connection.run(CLEAR, [keyOf(key, limit)], []);
    },
  };
}

function requireLimit(limit: Limit): void {
  const valid =
    Number.isSafeInteger(limit?.points) &&
    limit.points >= 1 &&
    Number.isFinite(limit.windowSeconds) &&
    limit.windowSeconds > 0 &&
    limit.windowSeconds <= LONGEST_WINDOW_SECONDS;
  if (!valid)
    throw invalid(
      `A limit has "points" of at least 1 and "windowSeconds" of at most ${LONGEST_WINDOW_SECONDS}.`,
    );
}
