import { invalidOption } from './backend.js';
import { callbackPool, type MysqlPool, mysqlQuery } from './mysql.js';
import { type PostgresPool, requirePostgresPool } from './postgres.js';
import {
  mysqlTable,
  postgresTable,
  quotedPostgresTable,
  type ThrottleTableNames,
} from './table-names.js';

export type ThrottleDatabase =
  | ({ readonly postgres: PostgresPool } & ThrottleTableNames)
  | ({ readonly mysql: MysqlPool } & Omit<ThrottleTableNames, 'schema'>);

/**
 * Prints the SQL of {@link createThrottleTable}, for those who migrate by files. It may be applied
 * more than once.
 *
 * @example
 * ```ts
 * writeFileSync('migrations/throttle.sql', throttleTableSql('postgres'));
 * ```
 */
export function throttleTableSql(
  dialect: 'postgres' | 'mysql',
  names: ThrottleTableNames = {},
): string {
  return `${statements(dialect, names).join(';\n\n')};\n`;
}

function statements(dialect: 'postgres' | 'mysql', names: ThrottleTableNames): string[] {
  if (dialect === 'mysql')
    return [
      // A digest is compared by its bytes: the usual collations take "a" for "A".
      `create table if not exists \`${mysqlTable(names)}\` (
  \`key\` varchar(255) character set ascii collate ascii_bin not null primary key,
  points int not null,
  expire bigint unsigned not null,
  key throttle_expire (expire)
) engine = innodb`,
    ];
  if (dialect !== 'postgres') throw invalidOption('The dialect is "postgres" or "mysql".');
  const { schema, table } = postgresTable(names);
  const quoted = quotedPostgresTable(names);
  return [
    `create schema if not exists "${schema}"`,
    `create table if not exists ${quoted} (
  key text not null primary key,
  points integer not null,
  expire bigint not null
)`,
    `create index if not exists "${table}_expire" on ${quoted} (expire)`,
  ];
}

/**
 * Makes the table of a throttle in PostgreSQL or MySQL. Does nothing where it is, and any number
 * of processes may do it at once. On Redis there is nothing to make.
 *
 * @param database the pool, and the names that {@link rateLimitThrottle} is given
 * @throws what the driver throws, where a privilege is missing for example
 * @example
 * ```ts
 * await createThrottleTable({ postgres: pool });
 * ```
 */
export async function createThrottleTable(database: ThrottleDatabase): Promise<void> {
  if ('mysql' in database) {
    const pool = callbackPool(database.mysql);
    for (const statement of statements('mysql', database)) await mysqlQuery(pool, statement, []);
    return;
  }
  const { postgres: pool } = database;
  requirePostgresPool(pool);
  // Sent as one text these are one transaction, and its lock ends with it. IF NOT EXISTS alone fails
  // where two look at once. The number is that of `migrate` in latchkey/sql, which makes the schema
  // as well.
  await pool.query(
    ['select pg_advisory_xact_lock(7237121907846226801)', ...statements('postgres', database)].join(
      ';\n',
    ),
  );
}
