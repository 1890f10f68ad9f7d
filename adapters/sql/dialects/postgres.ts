import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import type { Dialect } from '../dialect.js';
import { printerOf } from './printer.js';
import { createIndex, createTable, standard } from './standard.js';

/** PostgreSQL, PGlite, and engines that speak its protocol. */
export const postgres: Dialect = {
  ...standard,
  name: 'postgres',
  schema: 'latchkey',
  hasSchemas: true,
  tablePrefix: '',
  isolation: null,
  types: {
    key: sql`text`,
    text: sql`text`,
    integer: sql`bigint`,
    digest: sql`bytea`,
    position: sql`bigint generated always as identity primary key`,
  },
  createTable: (definition) => createTable(definition, sql``),
  addColumns: ({ to, since, added }) => {
    const columns = since.filter(({ name }) => added.includes(name));
    const actions = columns.map(
      ({ name, type }) => sql`add column if not exists ${sql.id(name)} ${type}`,
    );
    return [
      sql`alter table ${to.table} ${sql.join(actions)}`,
      ...columns.flatMap(({ index }) => (index === undefined ? [] : createIndex(to.table, index))),
    ];
  },

  asInteger: (decimal) => sql`cast(${decimal} as bigint)`,
  same: (column, text) => sql`cast(${column} as text) collate "C" = ${text}`,
  // Of no type, so it becomes the column's.
  setFlag: sql`'1'`,
  forUpdate: sql`for update`,
  forUpdateOfFree: sql`for update skip locked`,
  // As an array the subquery runs exactly once; as a plain IN the planner may run it again, skip
  // the rows that it locked itself, and claim more than the limit.
  isAmong: (key, select) => sql`${key} = any(array(${select}))`,
  // By a plain IN a batch reads the whole table where it is small. Two purges share the work.
  deleteFirst: ({ table, key, where, orderBy, limit }) => sql`
    delete from ${table} where ${key} = any(array(
      select ${key} from ${table} where ${where} order by ${orderBy} limit ${limit}
      for update skip locked
    ))`,

  beginWriting: async () => {},
  // The number is arbitrary and ours; the lock ends with the transaction, however that ends.
  whileMigrating: async (transaction, work) => {
    await sql`select pg_advisory_xact_lock(7237121907846226801)`.execute(transaction);
    // A backend learns of what others have made when it locks a relation, not when it gets an
    // advisory lock: until then IF NOT EXISTS goes by what it remembers, and fails with 23505.
    await sql`select 1 from pg_catalog.pg_namespace limit 1`.execute(transaction);
    return work();
  },

  isConflict: ({ code }) => code === '40001' || code === '40P01',
  isMissing: ({ code }) => code === '42P01' || code === '42703' || code === '3F000',
  isForeignLetter: ({ code }) => code === '22P05',

  printer: () =>
    printerOf({
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    }),
};
