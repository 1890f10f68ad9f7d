import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.js';
import type { Handle } from './handle.js';

/** Which rows to write: all that match, or the first of them that nobody else is writing. */
export interface RowsUpdate {
  readonly table: RawBuilder<unknown>;
  readonly set: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
  /** Serves the condition, and the order. Where rows are locked as they are read, it is forced. */
  readonly index: RawBuilder<unknown>;
  readonly firstFree?: { readonly orderBy: RawBuilder<unknown>; readonly limit: number };
}

const id = sql.id('id');

/** Writes rows and answers these columns of each, as they are afterwards. */
export async function updateRows<Row extends { readonly id: string }>(
  database: Database,
  update: RowsUpdate,
  columns: RawBuilder<Row>,
  tx: Handle | undefined,
): Promise<Row[]> {
  const { table, set, where, index, firstFree } = update;
  const { dialect } = database;
  const held = firstFree === undefined ? dialect.forUpdate : dialect.forUpdateOfFree;
  const first =
    firstFree === undefined ? sql`` : sql`order by ${firstFree.orderBy} limit ${firstFree.limit}`;
  const keys = sql<{ id: string }>`
    select id from ${table}${dialect.forced(index)} where ${where} ${first} ${held}`;

  if (dialect.returnsRows) {
    const condition = firstFree === undefined ? where : dialect.isAmong(id, keys);
    return database.rows(
      sql<Row>`update ${table} set ${set} where ${condition} returning ${columns}`,
      tx,
    );
  }
  return database.inTransaction(tx, async (held) => {
    const rows = await database.rows(keys, held);
    if (rows.length === 0) return [];
    const written = sql`${id} in (${sql.join(rows.map((row) => row.id))})`;
    await database.written(sql`update ${table} set ${set} where ${written}`, held);
    return database.rows(sql<Row>`select ${columns} from ${table} where ${written}`, held);
  });
}
