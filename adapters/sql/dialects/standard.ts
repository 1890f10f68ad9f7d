import { type RawBuilder, sql } from 'kysely';
import type { Dialect, FirstRows, IndexDefinition, TableDefinition, Upsert } from '../dialect.js';
import type { Handle } from '../handle.js';

// `UPDATE … RETURNING` counts right on every driver; libsql's own counter can be stale.
async function countWritten(statement: RawBuilder<unknown>, handle: Handle): Promise<number> {
  const { rows } = await sql`${statement} returning 1 as written`.execute(handle);
  return rows.length;
}

/** What PostgreSQL and SQLite have in common. */
export const standard = {
  returnsRows: true,
  countWritten,
  check: (condition: RawBuilder<unknown>) => sql` check (${condition})`,

  asText: (expression: RawBuilder<unknown>) => sql`cast(${expression} as text)`,
  flagText: (flag: RawBuilder<unknown>) => sql`cast(${flag} as text)`,

  upsert: ({ table, columns, values, key, set }: Upsert) => sql`
    insert into ${table} as present (${columns}) values (${values})
    on conflict (${key}) do update set ${set((column) => sql`present.${sql.id(column)}`)}`,

  // Rows are locked once they are known to match, whichever way they were found.
  forced: () => sql``,

  deleteFirst: ({ table, key, where, orderBy, limit }: FirstRows) => sql`
    delete from ${table} where ${key} in (
      select ${key} from ${table} where ${where} order by ${orderBy} limit ${limit}
    )`,
} satisfies Partial<Dialect>;

/** CREATE TABLE and one CREATE INDEX for each index. */
export function createTable(
  { table, columns, constraints, indexes = [] }: TableDefinition,
  options: RawBuilder<unknown>,
): RawBuilder<unknown>[] {
  const lines = constraints === undefined ? columns : sql`${columns},${constraints}`;
  return [
    sql`create table if not exists ${table} (${lines}
)${options}`,
    ...indexes.map((index) => createIndex(table, index)),
  ];
}

export function createIndex(
  table: RawBuilder<unknown>,
  { name, columns, where }: IndexDefinition,
): RawBuilder<unknown> {
  const condition = where === undefined ? sql`` : sql` where ${where}`;
  return sql`create index if not exists ${name} on ${table} (${columns})${condition}`;
}
