import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import type { AddedColumns, Dialect } from '../dialect.js';
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

/**
 * There is no ADD COLUMN IF NOT EXISTS. So the rows are put aside and the table is made anew, which
 * may be done twice: an added column that is there already is the one that is read, since a name is
 * looked for inside a subquery before it is looked for around it. It gets the columns of all steps at
 * once, or a step that is run again would take away what a later one has added. No table is renamed,
 * because a view of the application's that reads it would forbid that.
 */
function rebuild({ to, place, key, present, since }: AddedColumns) {
  const aside = sql.id(`${place.name}_aside`);
  const newColumns = since.map(({ name, type }) => sql`,\n  ${sql.id(name)} ${type}`);
  const columns = sql`${to.columns}${sql.join(newColumns, sql``)}`;
  const names = [...present, ...since.map(({ name }) => name)].map((name) => sql.id(name));
  const kept = present.map((name) => sql`present.${sql.id(name)}`);
  const isSame = sql.raw(key.map((name) => `own.${name} = present.${name}`).join(' and '));
  const own = since.map(
    ({ name }) => sql`(
    select ${sql.id(name)} from ${to.table} as own where ${isSame})`,
  );
  const indexes = [...(to.indexes ?? []), ...since.flatMap(({ index }) => index ?? [])];
  const before = since.map(({ name, before }) => sql`${before} as ${sql.id(name)}`);
  const strict = sql` strict`;
  return [
    // It is gone where an earlier run was cut outside of a transaction, and its rows are aside.
    ...createTable(to, strict),
    ...createTable({ ...to, table: aside, columns, indexes: [] }, strict),
    sql`insert or replace into ${aside} (${sql.join(names)})
select ${sql.join([...kept, ...own])}
from ${to.table} as present cross join (select ${sql.join(before)}) as absent`,
    sql`drop table ${to.table}`,
    ...createTable({ ...to, columns, indexes }, strict),
    sql`insert into ${to.table} (${sql.join(names)}) select ${sql.join(names)} from ${aside}`,
    sql`drop table ${aside}`,
  ];
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
  addColumns: rebuild,

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
