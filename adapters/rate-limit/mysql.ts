import type { Limit } from 'latchkey';
import { type Backend, hasMethod, invalidOption } from './backend.js';
import { codeOf, readCounts } from './rows.js';
import { mysqlTable, type ThrottleTableNames } from './table-names.js';

type Done = (error: unknown, result?: unknown) => void;

interface MysqlConnection {
  query(options: { sql: string; values?: unknown[] }, done: Done): unknown;
  rollback(done: (error: unknown) => void): unknown;
  release(): unknown;
}

/** A pool of the package `mysql2`, made by `mysql2` or by `mysql2/promise`. */
export type MysqlPool =
  | { getConnection(done: (error: unknown, connection: unknown) => void): unknown }
  | {
      readonly pool: {
        getConnection(done: (error: unknown, connection: unknown) => void): unknown;
      };
    };

/** Counters in a table of MySQL or MariaDB, in the database that the pool is connected to. */
export function mysqlBackend(given: MysqlPool, names: ThrottleTableNames = {}): Backend {
  const pool = callbackPool(given);
  const table = mysqlTable(names);
  let databaseName: Promise<string> | undefined;
  const connectedDatabase = () => {
    databaseName ??= currentDatabase(pool).catch((error) => {
      databaseName = undefined;
      throw error;
    });
    return databaseName;
  };
  return {
    name: 'MySQL',
    async limiter(limit: Limit) {
      const dbName = await connectedDatabase();
      const { default: Limiter } = await import('rate-limiter-flexible/lib/RateLimiterMySQL.js');
      return new Limiter({
        storeClient: {
          getConnection: (done) =>
            pool.getConnection((error, connection) => {
              if (error) done(error);
              else done(null, reading(connection));
            }),
        },
        storeType: 'pool',
        points: limit.points,
        duration: limit.windowSeconds,
        keyPrefix: '',
        dbName,
        tableName: table,
        tableCreated: true,
        clearExpiredByTimeout: false,
      });
    },
    async refund(key, points) {
      await mysqlQuery(
        pool,
        'update ?? set points = least(points, ?) - 1 where `key` = ? and points > 0 and expire > ?',
        [table, points, key, Date.now()],
      );
    },
    async purge(before, limit) {
      // By key, in a second statement: a DELETE that walks along the index on `expire` would lock
      // the gaps between the rows, into which other processes insert.
      const rows = await mysqlQuery(
        pool,
        'select `key` from ?? where expire < ? order by expire limit ?',
        [table, before, limit],
      );
      const keys = (rows as readonly { readonly key: string }[]).map(({ key }) => key);
      if (keys.length > 0)
        await mysqlQuery(pool, 'delete from ?? where `key` in (?) and expire < ?', [
          table,
          keys,
          before,
        ]);
      return keys.length;
    },
    isConflict: (error) => [1213, 1205, 1020].includes(Number(codeOf(error, 'errno'))),
    isMissing: (error) => codeOf(error, 'errno') === 1146,
  };
}

interface CallbackPool {
  getConnection(done: (error: unknown, connection: MysqlConnection) => void): unknown;
}

export function callbackPool(given: unknown): CallbackPool {
  // A pool of mysql2/promise carries the one that it wraps.
  const inner = (given as { pool?: unknown } | null | undefined)?.pool;
  const pool = hasMethod(inner, 'getConnection') ? inner : given;
  if (!hasMethod(pool, 'getConnection'))
    throw invalidOption('The option "mysql" is a pool of the package mysql2.');
  return pool as unknown as CallbackPool;
}

/** Runs one statement on a connection of the pool. */
export function mysqlQuery(pool: CallbackPool, text: string, values: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => {
      if (error) return reject(error);
      connection.query(plain(text, values), (failed, result) => {
        connection.release();
        if (failed) reject(failed);
        else resolve(result);
      });
    });
  });
}

async function currentDatabase(pool: CallbackPool): Promise<string> {
  const rows = await mysqlQuery(pool, 'select database() as name', []);
  const name = (rows as readonly { readonly name: unknown }[])[0]?.name;
  if (typeof name === 'string') return name;
  throw invalidOption('The pool of the option "mysql" is connected to no database: name one.');
}

/** Rows come as objects, whatever the pool says. */
function plain(text: string, values: unknown[] | undefined) {
  return {
    sql: text,
    ...(values === undefined ? {} : { values }),
    rowsAsArray: false,
    nestTables: false,
    // Only another function takes the place of the pool's own.
    typeCast: (_: unknown, next: () => unknown) => next(),
  };
}

/** What rate-limiter-flexible sees of a connection: rows in one form, whatever the pool says. */
function reading(connection: MysqlConnection) {
  return {
    query(text: string, ...rest: [Done] | [unknown[], Done]) {
      const answer = rest.at(-1) as Done;
      const values = rest.length === 2 ? (rest[0] as unknown[]) : undefined;
      connection.query(plain(text, values), (failed, result) =>
        answer(failed, Array.isArray(result) ? result.map(readCounts) : result),
      );
    },
    // It does not ask whether that worked. On a connection that is cut mysql2 would report an
    // `error` event, to nobody in particular.
    rollback: () => connection.rollback(() => {}),
    release: () => connection.release(),
  };
}
