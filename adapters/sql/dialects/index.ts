import { MysqlAdapter, PostgresAdapter, SqliteAdapter } from 'kysely';
import { LatchkeyError } from 'latchkey';
import type { Dialect, SqlDialect } from '../dialect.js';
import type { Handle } from '../handle.js';
import { mysql } from './mysql.js';
import { postgres } from './postgres.js';
import { sqlite } from './sqlite.js';

const dialects: Readonly<Record<SqlDialect, Dialect>> = { postgres, mysql, sqlite };

/** Looks a dialect up by name; throws `ERR_INVALID_OPTION` for an unknown one. */
export function dialectNamed(name: unknown): Dialect {
  if (typeof name === 'string' && Object.hasOwn(dialects, name)) {
    return dialects[name as SqlDialect];
  }
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    `The option "dialect" must be one of ${Object.keys(dialects).join(', ')}.`,
  );
}

/** Recognises the dialect of a Kysely instance by its adapter, subclasses included. */
export function dialectOf(handle: Handle): Dialect {
  const { adapter } = handle.getExecutor();
  if (adapter instanceof PostgresAdapter) return postgres;
  if (adapter instanceof MysqlAdapter) return mysql;
  if (adapter instanceof SqliteAdapter) return sqlite;
  // Another copy of Kysely, or a dialect that starts from scratch.
  for (
    let type = Object.getPrototypeOf(adapter);
    type !== null;
    type = Object.getPrototypeOf(type)
  ) {
    const name = String(type.constructor?.name);
    if (/postgres|pglite/i.test(name)) return postgres;
    if (/mysql|mariadb/i.test(name)) return mysql;
    if (/sqlite|libsql/i.test(name)) return sqlite;
  }
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    'The database behind this Kysely instance is not recognised: set the option "dialect" to ' +
      `one of ${Object.keys(dialects).join(', ')}.`,
  );
}
