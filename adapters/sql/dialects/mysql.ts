import { MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, type RawBuilder, sql } from 'kysely';
import { LatchkeyError } from 'latchkey';
import type { Dialect, IndexDefinition } from '../dialect.js';
import { checkMysqlConnection } from './check-mysql-connection.js';
import { printerOf } from './printer.js';

const CONFLICTS = ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD'];
const MISSING = ['ER_NO_SUCH_TABLE', 'ER_BAD_FIELD_ERROR', 'ER_BAD_DB_ERROR'];
const MIGRATION_WAIT_SECONDS = 120;

const bytesOf = (text: RawBuilder<unknown>) => sql`cast(convert(${text} using utf8mb4) as binary)`;
/** A text that stands in the statement itself. Kysely leaves the backslash, which escapes here. */
const literal = (text: string) => sql.lit(text.replaceAll('\\', '\\\\'));

// There is no CREATE INDEX IF NOT EXISTS on MySQL, and no partial index on either.
const indexLine = ({ name, columns }: IndexDefinition) => sql`index ${name} (${columns})`;

/**
 * MariaDB and MySQL. Neither answers the rows of an UPDATE, so what needs them reads them under a
 * lock first. A definition of a table ends the transaction that it stands in.
 */
export const mysql: Dialect = {
  name: 'mysql',
  schema: null,
  hasSchemas: true,
  tablePrefix: 'latchkey_',
  // Their own, REPEATABLE READ, reads what was there when the transaction began, not what a lock
  // was waited for, and locks gaps between rows, which makes strangers' inserts wait.
  isolation: 'read committed',
  types: {
    key: sql`varchar(255)`,
    text: sql`longtext`,
    integer: sql`bigint`,
    digest: sql`binary(32)`,
    position: sql`bigint not null auto_increment primary key`,
  },
  // `drizzle-kit push` ends without a word where it meets a CHECK on MariaDB, on any table.
  check: () => sql``,
  createTable: ({ table, columns, constraints, indexes = [] }) => {
    const lines = [
      columns,
      ...(constraints === undefined ? [] : [constraints]),
      ...indexes.map(
        (each) => sql`
  ${indexLine(each)}`,
      ),
    ];
    return [
      sql`create table if not exists ${table} (${sql.join(lines, sql`,`)}
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin`,
    ];
  },
  // Only MariaDB has ADD COLUMN IF NOT EXISTS, and neither a transaction for it. All of them come by one
  // statement, which is done or not, and is put together from what is there.
  addColumns: ({ to, place, since, added }) => {
    const actions = since
      .filter(({ name }) => added.includes(name))
      .flatMap(({ name, type, index }) => [
        sql`add column ${sql.id(name)} ${type}`,
        ...(index === undefined ? [] : [sql`add ${indexLine(index)}`]),
      ]);
    const alter = sql`alter table ${to.table} ${sql.join(actions)}`;
    const schema = place.schema === null ? sql`database()` : literal(place.schema);
    const [first] = added;
    return [
      sql`set @latchkey_step = (select if(count(*) = 0, ${literal(
        alter.compile(mysql.printer()).sql,
      )}, 'do 0')
from information_schema.columns where table_schema = ${schema}
  and table_name = ${literal(place.name)} and column_name = ${literal(first ?? '')})`,
      sql`prepare latchkey_step from @latchkey_step`,
      sql`execute latchkey_step`,
      sql`deallocate prepare latchkey_step`,
    ];
  },

  asText: (expression) => sql`cast(${expression} as char)`,
  // A column of numbers takes a text for a number, by its index; a column of texts must not be
  // read as numbers, in which `7 of nine` is 7.
  asInteger: (decimal) => sql`${decimal}`,
  same: (column, text) => sql`${bytesOf(column)} = ${bytesOf(text)}`,
  // A BIT is read as a byte of that value.
  flagText: (flag) => {
    const byte = (value: number) => sql`char(${sql.lit(value)} using utf8mb4)`;
    return sql`replace(replace(cast(${flag} as char), ${byte(0)}, '0'), ${byte(1)}, '1')`;
  },
  setFlag: sql`true`,

  upsert: ({ table, columns, values, set }) => sql`
    insert into ${table} (${columns}) values (${values})
    on duplicate key update ${set((column) => sql.id(column))}`,
  // By a subquery it would look at every row of the table.
  deleteFirst: ({ table, where, orderBy, limit }) => sql`
    delete from ${table} where ${where} order by ${orderBy} limit ${limit}`,
  returnsRows: false,
  forUpdate: sql`for update`,
  forUpdateOfFree: sql`for update skip locked`,
  // It locks, or waits for, each row that it looks at: by a scan that is every row of the table.
  forced: (index) => sql` force index (${index})`,
  isAmong: (key, select) => sql`${key} in (${select})`,
  async countWritten(statement, handle) {
    const { numAffectedRows = 0n } = await statement.execute(handle);
    return Number(numAffectedRows);
  },

  checkConnection: checkMysqlConnection,
  beginWriting: async () => {},
  async whileMigrating(transaction, work) {
    // The lock is the connection's, not the transaction's: that ends with the first table.
    // One name for the whole server: a schema may be reached from several databases.
    const lock = sql`'latchkey.migrate'`;
    const { rows } = await sql<{ locked: unknown }>`
      select get_lock(${lock}, ${MIGRATION_WAIT_SECONDS}) as locked`.execute(transaction);
    if (Number(rows[0]?.locked) !== 1) throw stillMigrating();
    try {
      return await work();
    } finally {
      // A connection that is gone has released it, and must not hide why it went.
      await sql`select release_lock(${lock})`.execute(transaction).catch(() => {});
    }
  },

  isConflict: ({ code }) => CONFLICTS.includes(code),
  isLongWait: ({ code }) => code === 'ER_LOCK_WAIT_TIMEOUT',
  isMissing: ({ code }) => MISSING.includes(code),
  isForeignLetter: ({ code }) => /^ER_CANT_AGGREGATE_[23N]COLLATIONS$/.test(code),

  printer: () =>
    printerOf({
      createAdapter: () => new MysqlAdapter(),
      createIntrospector: (db) => new MysqlIntrospector(db),
      createQueryCompiler: () => new MysqlQueryCompiler(),
    }),
};

function stillMigrating(): LatchkeyError {
  return new LatchkeyError(
    'ERR_STORE',
    `Another process has been migrating for ${MIGRATION_WAIT_SECONDS} seconds.`,
  );
}
