import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely';
import { migrate } from 'latchkey/sql';
import Libsql from 'libsql';
import pg from 'pg';
import type { Tables } from './tables.js';

const SERVER = process.env.BENCH_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

export type EngineName = 'PostgreSQL' | 'SQLite';

/** A database of its own, as an application would open it, with a users table and our tables. */
export interface Engine {
  readonly name: EngineName;
  readonly version: string;
  readonly db: Kysely<Tables>;
  /**
   * Runs one statement with the driver itself, on the same pool: what an application would have to
   * do at the very least.
   */
  bare(statement: string, values: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

export const engines: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  PostgreSQL: openPostgres,
  SQLite: openSqlite,
};

async function openPostgres(): Promise<Engine> {
  const name = `latchkey_bench_${randomBytes(6).toString('hex')}`;
  await onServer(`create database ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 10 });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await prepare(db);
  const { rows } = await pool.query<{ server_version: string }>('show server_version');
  return {
    name: 'PostgreSQL',
    version: rows[0]?.server_version.split(' ')[0] ?? 'unknown',
    db,
    bare: (statement, values) => pool.query(statement, [...values]),
    close: async () => {
      // A connection may still be closing when its database goes.
      pool.on('error', () => {});
      await db.destroy();
      await onServer(`drop database ${name} with (force)`);
    },
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function openSqlite(): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const database = new Libsql(join(folder, 'bench.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('busy_timeout = 5000');
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  await prepare(db);
  const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(db);
  return {
    name: 'SQLite',
    version: rows[0]?.version ?? 'unknown',
    db,
    bare: async (statement, values) => database.prepare(statement).run(...values),
    close: async () => {
      await db.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

async function prepare(db: Kysely<Tables>): Promise<void> {
  await migrate(db);
  await sql`
    create table users (
      id text primary key, email text not null unique, password_hash text, name text,
      email_verified boolean not null
    )`.execute(db);
}
