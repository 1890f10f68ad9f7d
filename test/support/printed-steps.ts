import { type Kysely, sql } from 'kysely';
import { migrationSql, type SqlDialect, type SqlOptions } from 'latchkey/sql';
import type { SqlEngine } from './engines.js';

/** What an engine's SQL is printed as. */
export const DIALECT_OF: Readonly<Record<SqlEngine['name'], SqlDialect>> = {
  sqlite: 'sqlite',
  pglite: 'postgres',
  postgres: 'postgres',
  mariadb: 'mysql',
};

/** Applies printed statements one after the other, on one connection and outside of a transaction. */
export async function applyPrinted<DB>(
  db: Kysely<DB>,
  statements: readonly string[],
): Promise<void> {
  await db.connection().execute(async (connection) => {
    for (const statement of statements) await sql.raw(statement).execute(connection);
  });
}

/** The statements of the printed SQL: up to this step, with its record, and those that follow. */
export function printedSteps(
  dialect: SqlDialect,
  place: SqlOptions,
  lastStep: string,
): { readonly until: readonly string[]; readonly after: readonly string[] } {
  const statements = migrationSql(dialect, place)
    .split(/;\n+/)
    .filter((statement) => statement.trim() !== '');
  const end = statements.findIndex((statement) => statement.includes(`'${lastStep}'`)) + 1;
  if (end === 0) throw new Error(`No step is called ${lastStep}.`);
  return { until: statements.slice(0, end), after: statements.slice(end) };
}
