import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import type { Dialect } from '../dialect.js';
import type { Handle } from '../handle.js';
import { printerOf } from './printer.js';
import { createTable, standard } from './standard.js';

// Kysely begins a deferred transaction. One that reads first and writes later fails at once with
// SQLITE_BUSY_SNAPSHOT, whatever the busy timeout, when another process wrote in between. An
// immediate one waits for its turn at the start instead.
async function beginImmediate(transaction: Handle): Promise<void> {
  await sql`rollback`.execute(transaction);
  await sql`begin immediate`.execute(transaction);
}

export const sqlite: Dialect = {
  ...standard,
  name: 'sqlite',
  schema: null,
  hasSchemas: false,
  tablePrefix: 'latchkey_',
  isolation: null,
  types: {
    key: sql`text`,
    text: sql`text`,
    integer: sql`integer`,
    digest: sql`blob`,
    position: sql`integer primary key autoincrement`,
  },
  // Without STRICT it stores a text where a number or a digest belongs.
  createTable: (definition) => createTable(definition, sql` strict`),

  asInteger: (decimal) => sql`cast(${decimal} as integer)`,
  same: (column, text) => sql`${column} = ${text} collate binary`,
  setFlag: sql`true`,
  // Whoever has begun to write is alone.
  forUpdate: sql``,
  forUpdateOfFree: sql``,
  isAmong: (key, select) => sql`${key} in (${select})`,

  beginWriting: beginImmediate,
  whileMigrating: async (transaction, work) => {
    await beginImmediate(transaction);
    return work();
  },

  isConflict: ({ code }) => code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'),
  isMissing: ({ message }) => /\bno such (table|column)\b|\bhas no column named\b/.test(message),
  isForeignLetter: () => false,

  printer: () =>
    printerOf({
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    }),
};
