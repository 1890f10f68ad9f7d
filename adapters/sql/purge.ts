import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.js';
import type { Handle } from './handle.js';
import { fromDate } from './values.js';

/** What to delete: a realm's rows of a table whose instant lies before `before`, oldest first. */
export interface Purge {
  readonly table: RawBuilder<unknown>;
  readonly key: string;
  readonly instant: string;
  readonly realm: string;
  readonly before: Date;
  readonly limit: number;
}

/** Deletes at most `limit` rows, so that one statement never holds its locks for long. */
export function purgeRows(
  database: Database,
  purge: Purge,
  tx: Handle | undefined,
): Promise<number> {
  const { table, realm, limit } = purge;
  const instant = sql.id(purge.instant);
  return database.written(
    database.dialect.deleteFirst({
      table,
      key: sql.id(purge.key),
      where: sql`realm = ${realm} and ${instant} < ${fromDate(purge.before)}`,
      orderBy: instant,
      limit,
    }),
    tx,
  );
}
