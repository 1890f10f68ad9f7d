import type { MysqlPool } from 'kysely';
import { LatchkeyError } from 'latchkey';

/** What is used of a pool of `mysql2/promise`: the pool with callbacks that it wraps. */
export interface MysqlPromisePool {
  readonly pool: MysqlPool;
}

/**
 * Answers the pool that Kysely's `MysqlDialect` takes, from either kind of mysql2 pool. Nothing is
 * copied: it is the application's own pool, with its connections and its limit.
 *
 * Kysely calls `getConnection` with a callback. A pool of `mysql2/promise` ignores it and answers
 * with a promise that nobody reads, so that the first statement waits for ever and its connection
 * is never given back.
 *
 * @param pool made by `createPool` of `mysql2` or of `mysql2/promise`
 * @throws `ERR_INVALID_OPTION` for anything else: a single connection, a cluster, a pool of the
 *   packages `mysql` or `mariadb`
 * @example
 * ```ts
 * import { MysqlDialect } from 'kysely';
 * import { createPool } from 'mysql2/promise';
 *
 * const pool = createPool('mysql://app@127.0.0.1/app');
 * const db = new Kysely<Tables>({ dialect: new MysqlDialect({ pool: mysqlPool(pool) }) });
 * ```
 */
export function mysqlPool(pool: MysqlPool | MysqlPromisePool): MysqlPool {
  if (isCallbackPool(pool)) return pool;
  if (isObject(pool) && isCallbackPool(pool.pool)) return pool.pool;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    'The option "pool" must be what `createPool` of `mysql2` or `mysql2/promise` answers. ' +
      'Instead of a single connection or a cluster, and beside the pool of another driver, such ' +
      'as `mariadb` (which Prisma 7 uses) or `mysql`, open a small one of mysql2.',
  );
}

// Only mysql2 has a way from the one kind to the other; `mysql` has the same `getConnection`, but
// fills values into the text by other rules.
function isCallbackPool(value: unknown): value is MysqlPool {
  return (
    isObject(value) &&
    typeof value.getConnection === 'function' &&
    typeof value.end === 'function' &&
    typeof value.promise === 'function'
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
