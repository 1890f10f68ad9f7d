import { type Dialect, Kysely, MysqlDialect, PostgresDialect, SqliteDialect } from 'kysely';
import { libsqlDatabase } from 'latchkey/sql';
import type { DemoTables } from './demo-users.js';

export interface Connecting {
  /** At most so many connections at once: every process has some. @default 5 */
  readonly connections?: number;
  /** Hears the number under which the server knows a new connection. */
  readonly onConnection?: (id: number) => void;
}

/** How to reach a database of each kind, by the protocol of its URL. Drivers load on first use. */
const dialects: Readonly<Record<string, (url: string, how: Connecting) => Promise<Dialect>>> = {
  file: sqliteFile,
  'postgres:': postgresServer,
  'mysql:': mysqlServer,
};

/** Connects by an URL or a file path, without anything of the test runner. */
export async function connect(url: string, how: Connecting = {}): Promise<Kysely<DemoTables>> {
  const dialect = dialects[URL.canParse(url) ? new URL(url).protocol : 'file'];
  if (dialect === undefined) throw new Error(`No dialect for ${new URL(url).protocol}`);
  return new Kysely<DemoTables>({ dialect: await dialect(url, how) });
}

async function sqliteFile(file: string): Promise<Dialect> {
  const { default: Libsql } = await import('libsql');
  return new SqliteDialect({
    database: async () => {
      const database = new Libsql(file);
      database.pragma('busy_timeout = 5000');
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      return libsqlDatabase(database);
    },
  });
}

async function postgresServer(url: string, { connections = 5, onConnection }: Connecting) {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
  });
  // A connection that breaks reports here, too; whoever uses it learns of it by its statement.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    onConnection?.((client as unknown as { processID: number }).processID);
  });
  return new PostgresDialect({ pool });
}

async function mysqlServer(url: string, { connections = 5, onConnection }: Connecting) {
  const { default: mysql } = await import('mysql2');
  const pool = mysql.createPool({ uri: url, connectionLimit: connections });
  pool.on('connection', (connection) => {
    connection.on('error', () => {});
    onConnection?.(connection.threadId);
  });
  return new MysqlDialect({ pool });
}
