import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, MysqlDialect, PostgresDialect, SqliteDialect } from 'kysely';
import { libsqlDatabase } from 'latchkey/sql';
import Sqlite from 'libsql';
import mysql from 'mysql2';
import pg from 'pg';
import type { DemoDatabase } from './schema.js';

/** Opens the database that `DATABASE_URL` names. */
export function openDatabase(databaseUrl: string): Kysely<DemoDatabase> {
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
    // An idle connection that the server cuts must not end the process; the next query tells.
    pool.on('error', (error) => console.error(`database: ${error.message}`));
    // Nor must one that is cut in the middle of a query; the query's own error tells.
    pool.on('connect', (client) => client.on('error', () => {}));
    return new Kysely({ dialect: new PostgresDialect({ pool }) });
  }
  if (databaseUrl.startsWith('mysql://')) {
    const pool = mysql.createPool({ uri: databaseUrl, connectionLimit: 10 });
    pool.on('connection', (connection) => connection.on('error', () => {}));
    return new Kysely({ dialect: new MysqlDialect({ pool }) });
  }
  if (/^\w+:\/\//.test(databaseUrl))
    throw new Error('DATABASE_URL must be a file path or start with postgres:// or mysql://.');

  mkdirSync(dirname(databaseUrl), { recursive: true });
  const database = new Sqlite(databaseUrl);
  // Two demos may share the file: readers do not block, and a writer waits for its turn.
  database.pragma('journal_mode = WAL');
  database.pragma('busy_timeout = 5000');
  return new Kysely({ dialect: new SqliteDialect({ database: libsqlDatabase(database) }) });
}
