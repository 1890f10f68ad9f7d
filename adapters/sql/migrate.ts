import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isLatchkeyError } from 'latchkey';
import { type Database, database, type SqlOptions } from './database.js';
import type { Dialect, SqlDialect } from './dialect.js';
import { dialectNamed } from './dialects/index.js';
import { missingTables } from './errors.js';
import { migrations } from './migrations/index.js';
import { type TableNames, type Tables, tables } from './tables.js';
import { runInTransaction } from './unit-of-work.js';

/**
 * Makes the library's tables, or brings them up to date. Does nothing where they are, and of any
 * number of processes that start at once one does the work while the others wait for it. The
 * users table is not touched.
 *
 * @throws `ERR_STORE` where the database refuses, for lack of a privilege for example
 * @example
 * ```ts
 * const db = new Kysely({ dialect: new PostgresDialect({ pool }) });
 * await migrate(db);
 * ```
 */
export async function migrate<DB>(db: Kysely<DB>, options: SqlOptions = {}): Promise<void> {
  const target = database(db, options);
  if (missing(await applied(target)).length === 0) return;
  const { dialect, tables } = target;
  await runInTransaction(
    db,
    dialect,
    async () => {},
    (tx) =>
      dialect.whileMigrating(tx, async () => {
        const run = (statement: RawBuilder<unknown>) => target.rows(statement, tx);
        for (const statement of bootstrap(dialect, tables)) await run(statement);
        const done = await target.rows(names(tables), tx);
        for (const migration of missing(done.map((row) => row.name))) {
          for (const statement of migration.statements(dialect, tables)) await run(statement);
          await run(record(dialect, migration.name, tables));
        }
      }),
  );
}

/**
 * Throws `ERR_SCHEMA` where `migrate` has something to do. Good at the start of an application
 * whose migrations run elsewhere.
 */
export async function assertSchema<DB>(db: Kysely<DB>, options: SqlOptions = {}): Promise<void> {
  if (missing(await applied(database(db, options))).length > 0) throw missingTables();
}

/**
 * Prints the SQL that {@link migrate} runs on an empty database, for those who migrate by files. It
 * may be applied more than once, and to the tables of an earlier release: on one connection, and on
 * SQLite in one transaction.
 *
 * @example
 * ```ts
 * writeFileSync('migrations/latchkey.sql', migrationSql('postgres')); // or 'mysql', 'sqlite'
 * ```
 */
export function migrationSql(dialectName: SqlDialect, options: TableNames = {}): string {
  const dialect = dialectNamed(dialectName);
  const ours = tables(dialect, options);
  const printer = dialect.printer();
  const statements = [
    ...bootstrap(dialect, ours),
    ...migrations.flatMap(({ name, statements }) => [
      ...statements(dialect, ours),
      record(dialect, name, ours),
    ]),
  ];
  return statements.map((statement) => `${statement.compile(printer).sql};\n`).join('\n');
}

function bootstrap(dialect: Dialect, { schema, migrations }: Tables): RawBuilder<unknown>[] {
  return [
    ...(schema === null ? [] : [sql`create schema if not exists ${schema}`]),
    ...dialect.createTable({
      table: migrations,
      columns: sql`
  name ${dialect.types.key} not null primary key`,
    }),
  ];
}

function record(dialect: Dialect, name: string, { migrations }: Tables): RawBuilder<unknown> {
  const column = sql`name`;
  return dialect.upsert({
    table: migrations,
    key: column,
    columns: column,
    values: sql.lit(name),
    set: (present) => sql`name = ${present('name')}`,
  });
}

function names({ migrations }: Tables): RawBuilder<{ name: string }> {
  return sql<{ name: string }>`select name from ${migrations}`;
}

async function applied(target: Database): Promise<string[]> {
  try {
    const rows = await target.rows(names(target.tables), undefined);
    return rows.map((row) => row.name);
  } catch (error) {
    if (isLatchkeyError(error) && error.code === 'ERR_SCHEMA') return [];
    throw error;
  }
}

function missing(appliedNames: readonly string[]) {
  return migrations.filter(({ name }) => !appliedNames.includes(name));
}
