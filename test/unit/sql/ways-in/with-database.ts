import mysql from 'mysql2/promise';
import pg from 'pg';
import { throwAwayMysqlDatabase } from '../../../support/mysql-server.js';
import { throwAwayDatabase } from '../../../support/postgres-server.js';

export interface ServerDatabase {
  readonly url: string;
  /** How many connections the server sees on this database, apart from the one that asks. */
  connections(): Promise<number>;
}

/** A database with the tables of an application in it, dropped afterwards. */
export async function withPostgres(
  work: (database: ServerDatabase) => Promise<void>,
): Promise<void> {
  const { url, drop } = await throwAwayDatabase();
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query(`
      create table users (id text primary key, email text unique, password_hash text);
      create table audit (account_id text not null);`);
    await work({
      url,
      async connections() {
        const { rows } = await client.query<{ count: number }>(`
          select count(*)::integer as count from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`);
        return rows[0]?.count ?? Number.NaN;
      },
    });
  } finally {
    await client.end();
    await drop();
  }
}

/** The same on MariaDB or MySQL. */
export async function withMysql(work: (database: ServerDatabase) => Promise<void>): Promise<void> {
  const { url, drop } = await throwAwayMysqlDatabase();
  const client = await mysql.createConnection(url);
  try {
    await client.query(
      'create table users (id varchar(36) primary key, email varchar(191) unique, password_hash text)',
    );
    await client.query('create table audit (account_id varchar(36) not null)');
    await work({
      url,
      async connections() {
        const [rows] = await client.query(`
          select count(*) as count from information_schema.processlist
          where db = database() and id <> connection_id()`);
        return (rows as { count: number }[])[0]?.count ?? Number.NaN;
      },
    });
  } finally {
    await client.end();
    await drop();
  }
}
