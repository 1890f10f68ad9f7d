import type { Limit } from 'latchkey';
import { untilReady } from 'latchkey/redis';
import { type Backend, hasMethod, invalidOption } from './backend.js';

/** A client of the package `redis` (node-redis 4 and later), single or cluster. */
export interface NodeRedisClient {
  eval(script: string, call: { keys: string[]; arguments: string[] }): Promise<unknown>;
  del(key: string): Promise<unknown>;
}

/** A client of the package `ioredis`, single or cluster. */
export interface IoRedisClient {
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  del(key: string): Promise<unknown>;
  defineCommand(name: string, definition: { lua: string; numberOfKeys?: number }): unknown;
}

export type RedisClient = NodeRedisClient | IoRedisClient;

// DECRBY keeps the key's time to live, and a key that has expired is not there.
const REFUND = `
local counted = tonumber(redis.call('get', KEYS[1]))
if counted and counted > 0 then
  redis.call('decrby', KEYS[1], counted - math.min(counted, tonumber(ARGV[1])) + 1)
end`;

/** Counters with a time to live. Every step is one script on one key, so a cluster runs it too. */
export function redisBackend(client: RedisClient, keyPrefix = 'latchkey:throttle:'): Backend {
  if (typeof keyPrefix !== 'string' || keyPrefix.length > 200)
    throw invalidOption('The option "keyPrefix" is a text of at most 200 characters.');
  const commands = commandsOf(client);
  return {
    name: 'Redis',
    ready: (signal) => untilReady(client, signal),
    async limiter(limit: Limit) {
      const { default: Limiter } = await import('rate-limiter-flexible/lib/RateLimiterRedis.js');
      const limiter = new Limiter({
        storeClient: commands,
        useRedisPackage: true,
        points: limit.points,
        // It cuts fractions off, and a window of zero seconds would never end.
        duration: Math.ceil(limit.windowSeconds),
        keyPrefix: '',
      });
      return {
        consume: (key) => limiter.consume(keyPrefix + key),
        delete: (key) => limiter.delete(keyPrefix + key),
      };
    },
    async refund(key, points) {
      await commands.eval(REFUND, { keys: [keyPrefix + key], arguments: [String(points)] });
    },
  };
}

/**
 * Both packages by the shape of node-redis. rate-limiter-flexible would define a command on a
 * client of ioredis, one for all of its limiters, the application's own among them.
 */
function commandsOf(client: RedisClient) {
  if (!hasMethod(client, 'eval') || !hasMethod(client, 'del'))
    throw invalidOption('The option "redis" is a client of the package redis or ioredis.');
  const isIoRedis = (given: RedisClient): given is IoRedisClient =>
    hasMethod(given, 'defineCommand');
  return {
    eval: (script: string, call: { keys: string[]; arguments: string[] }) =>
      isIoRedis(client)
        ? client.eval(script, call.keys.length, ...call.keys, ...call.arguments)
        : client.eval(script, call),
    del: async (key: string) => Number(await client.del(key)),
  };
}
