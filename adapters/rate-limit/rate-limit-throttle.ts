import { memoryThrottle, type Throttle } from 'latchkey';
import { invalidOption } from './backend.js';
import { type MysqlPool, mysqlBackend } from './mysql.js';
import { type PostgresPool, postgresBackend } from './postgres.js';
import { type RedisClient, redisBackend } from './redis.js';
import { type SharedThrottleOptions, sharedThrottle } from './shared-throttle.js';
import type { ThrottleTableNames } from './table-names.js';

/** Where tries are counted: exactly one of `redis`, `postgres`, `mysql` and `memory`. */
export type RateLimitThrottleOptions =
  | ({
      /** A connected client of the package redis or ioredis, single or cluster. */
      readonly redis: RedisClient;
      /**
       * Comes before every key. It must differ for each deployment on one Redis: two that share it
       * use up each other's tries. @default 'latchkey:throttle:'
       */
      readonly keyPrefix?: string | undefined;
    } & SharedThrottleOptions)
  | ({
      /** A pool of the package pg. */
      readonly postgres: PostgresPool;
    } & ThrottleTableNames &
      SharedThrottleOptions)
  | ({
      /** A pool of the package mysql2 or mysql2/promise. */
      readonly mysql: MysqlPool;
    } & Omit<ThrottleTableNames, 'schema'> &
      SharedThrottleOptions)
  | {
      /** Counts in this process alone, as `memoryThrottle` of the core. */
      readonly memory: true;
      /** @default 100_000 */
      readonly maxKeys?: number | undefined;
    };

const SHARED = ['secret', 'timeoutMs'];

/** What can be said about each store. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  redis: ['keyPrefix', ...SHARED],
  postgres: ['schema', 'tablePrefix', ...SHARED],
  mysql: ['tablePrefix', ...SHARED],
  memory: ['maxKeys'],
};
const STORES = Object.keys(OPTIONS);

/**
 * Counts tries in a store that all processes share, through rate-limiter-flexible: in fixed windows
 * that begin with a key's first try. Of any number of tries at once, over any number of processes,
 * exactly as many are allowed as the limit says; a refused one is not counted.
 *
 * It takes the client or pool that the application has, and never closes it. Tables are made by
 * {@link createThrottleTable} beforehand. Where the store is down, or silent for `timeoutMs`, calls
 * reject, and `PasswordService` answers 503: nobody is let in uncounted.
 *
 * @throws `ERR_INVALID_OPTION` at once for no such client or pool, or an unknown option; `ERR_SCHEMA`
 *   when first used, if the table is missing; `ERR_STORE` where the store gives no answer in time;
 *   otherwise what the driver throws
 * @example
 * ```ts
 * const passwords = new PasswordService({
 *   stores,
 *   mailer,
 *   links,
 *   throttle: rateLimitThrottle({ redis: await createClient().connect() }),
 * });
 * ```
 */
export function rateLimitThrottle(options: RateLimitThrottleOptions): Throttle {
  const named = STORES.filter((store) => Object.hasOwn(options ?? {}, store));
  if (named.length !== 1)
    throw invalidOption(`A throttle counts in one of: ${STORES.map((s) => `"${s}"`).join(', ')}.`);
  for (const store of named) refuseUnknown(options, store);
  if ('redis' in options)
    return sharedThrottle(redisBackend(options.redis, options.keyPrefix), options);
  if ('postgres' in options)
    return sharedThrottle(postgresBackend(options.postgres, options), options);
  if ('mysql' in options) return sharedThrottle(mysqlBackend(options.mysql, options), options);
  if (options.memory !== true) throw invalidOption('The option "memory" is true or left away.');
  const { maxKeys } = options;
  return memoryThrottle(maxKeys === undefined ? {} : { maxKeys });
}

/** Who misspells `secret` would keep digests that can be tried out, and never hear of it. */
function refuseUnknown(options: object, store: string): void {
  const known = [store, ...(OPTIONS[store] ?? [])];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw invalidOption(`The option "${unknown}" is unknown; there are: ${known.join(', ')}.`);
}
