import type { Limit } from 'latchkey';
import { type Backend, hasMethod, invalidOption } from './backend.js';
import { codeOf, readCounts } from './rows.js';
import { postgresTable, quotedPostgresTable, type ThrottleTableNames } from './table-names.js';

/** A pool of the package `pg`, or anything that runs a statement the same way. */
export interface PostgresPool {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** Counters in a table. Every step is one statement, which holds one row. */
export function postgresBackend(pool: PostgresPool, names: ThrottleTableNames = {}): Backend {
  requirePostgresPool(pool);
  const { schema, table } = postgresTable(names);
  const quoted = quotedPostgresTable(names);
  return {
    name: 'PostgreSQL',
    async limiter(limit: Limit) {
      const { default: Limiter } = await import('rate-limiter-flexible/lib/RateLimiterPostgres.js');
      return new Limiter({
        storeClient: {
          // Its names for prepared statements are left away: they do not survive a pooler such as
          // PgBouncer that hands every transaction another connection.
          query: async ({ text, values }) => {
            const { rows } = await pool.query(text, values);
            return { rows: rows.map(readCounts), rowCount: rows.length };
          },
        },
        storeType: 'client',
        points: limit.points,
        duration: limit.windowSeconds,
        keyPrefix: '',
        schemaName: schema,
        tableName: table,
        tableCreated: true,
        clearExpiredByTimeout: false,
      });
    },
    async refund(key, points) {
      await pool.query(
        `update ${quoted} set points = least(points, $2) - 1
         where key = $1 and points > 0 and expire > $3`,
        [key, points, Date.now()],
      );
    },
    async purge(before, limit) {
      const { rows } = await pool.query(
        `delete from ${quoted} where key = any(array(
           select key from ${quoted} where expire < $1
           order by expire limit $2 for update skip locked
         )) returning 1`,
        [before, limit],
      );
      return rows.length;
    },
    isConflict: (error) => ['40001', '40P01'].includes(String(codeOf(error, 'code'))),
    isMissing: (error) => ['42P01', '3F000'].includes(String(codeOf(error, 'code'))),
  };
}

export function requirePostgresPool(pool: unknown): void {
  // A pool of mysql2 has a `query` as well, and would fail with the first try.
  if (!hasMethod(pool, 'query') || hasMethod(pool, 'getConnection'))
    throw invalidOption('The option "postgres" is a pool of the package pg.');
}
