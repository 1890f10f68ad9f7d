import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import {
  type Dialect,
  Kysely,
  type Logger,
  PostgresDialect,
  SqliteDialect,
  type Transaction,
} from 'kysely';
import {
  libsqlDatabase,
  migrate,
  type SqlStores,
  type SqlStoresOptions,
  sqlStores,
} from 'latchkey/sql';
import Libsql from 'libsql';
import { beforeAll } from 'vitest';
import {
  createDemoUsers,
  type DemoAccount,
  type DemoTables,
  demoMapping,
  insertDemoAccount,
} from './demo-users.js';
import { describeWhere } from './describe-where.js';
import { mysqlAnswers, mysqlDialect, throwAwayMysqlDatabase } from './mysql-server.js';
import { pglitePool, wipe } from './pglite-pool.js';
import { postgresAnswers, postgresPool, throwAwayDatabase } from './postgres-server.js';

export type DemoStores = SqlStores<string, object, Transaction<DemoTables>>;

/** A database of its own, with our tables and the demo's users. */
export interface OpenEngine {
  readonly stores: DemoStores;
  readonly db: Kysely<DemoTables>;
  /** A file path or a server URL, for another process; `null` where only this one can connect. */
  readonly url: string | null;
  /** Further connections to the same database, as another process would have; closed with it. */
  connect(log?: Logger): Kysely<DemoTables>;
  seedAccount(account: DemoAccount): Promise<void>;
  close(): Promise<void>;
}

export interface SqlEngine {
  readonly name: 'sqlite' | 'pglite' | 'postgres' | 'mariadb';
  open(options?: Omit<SqlStoresOptions, 'users'>): Promise<OpenEngine>;
  /** Does ahead of the first test what would take up its time. */
  warmUp?(): Promise<void>;
  /** `true`, or why there is no such server here. */
  available(): Promise<true | string>;
}

interface Place {
  readonly url: string | null;
  dialect(): Dialect;
  remove(): Promise<void>;
}

function engine(
  name: SqlEngine['name'],
  place: () => Promise<Place>,
  available: SqlEngine['available'],
): SqlEngine {
  return {
    name,
    available,
    async open(options = {}) {
      const { url, dialect, remove } = await place();
      const connections: Kysely<DemoTables>[] = [];
      const connect = (log?: Logger) => {
        const db = new Kysely<DemoTables>({ dialect: dialect(), ...(log && { log }) });
        connections.push(db);
        return db;
      };
      const db = connect();
      await createDemoUsers(db);
      await migrate(db, options);
      return {
        db,
        url,
        connect,
        stores: sqlStores(db, { ...options, users: demoMapping }),
        seedAccount: (account) => insertDemoAccount(db, account),
        async close() {
          await Promise.all(connections.map((connection) => connection.destroy()));
          await remove();
        },
      };
    },
  };
}

/**
 * Opens a SQLite file as an application should: with a write-ahead log, and patience. The
 * patience is short here because drivers wait without yielding, and a test may hold the lock in
 * the same process.
 */
export function sqliteDialect(file: string): SqliteDialect {
  return new SqliteDialect({
    database: async () => {
      const database = new Libsql(file);
      database.pragma('busy_timeout = 100');
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = NORMAL');
      return libsqlDatabase(database);
    },
  });
}

export function postgresDialect(url: string, connections = 10): PostgresDialect {
  return new PostgresDialect({ pool: postgresPool({ connectionString: url, max: connections }) });
}

const sqlite = engine(
  'sqlite',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-'));
    const url = join(folder, 'test.db');
    return {
      url,
      dialect: () => sqliteDialect(url),
      remove: () => rm(folder, { recursive: true, force: true }),
    };
  },
  async () => true,
);

// PGlite takes seconds to start, so a test file starts one and uses it again, wiped.
const idle: PGlite[] = [];

const pglite = engine(
  'pglite',
  async () => {
    const database = idle.pop() ?? new PGlite();
    return {
      url: null,
      dialect: () => new PostgresDialect({ pool: pglitePool(database) }),
      async remove() {
        await wipe(database);
        idle.push(database);
      },
    };
  },
  async () => true,
);

const postgres = engine(
  'postgres',
  async () => {
    const { url, drop } = await throwAwayDatabase();
    return { url, dialect: () => postgresDialect(url), remove: drop };
  },
  postgresAnswers,
);

const mariadb = engine(
  'mariadb',
  async () => {
    const { url, drop } = await throwAwayMysqlDatabase();
    return { url, dialect: () => mysqlDialect(url), remove: drop };
  },
  mysqlAnswers,
);

export const sqlEngines: readonly SqlEngine[] = [
  sqlite,
  { ...pglite, warmUp: async () => (await pglite.open()).close() },
  postgres,
  mariadb,
];

/** Opens the database that a URL of one of the engines names, as another process does. */
export function dialectOf(url: string): Dialect {
  if (url.startsWith('postgres')) return postgresDialect(url);
  return url.startsWith('mysql') ? mysqlDialect(url) : sqliteDialect(url);
}

const availability = new Map(
  await Promise.all(sqlEngines.map(async (each) => [each.name, await each.available()] as const)),
);

/** Declares the same tests for every engine. */
export function describeEngines(
  title: string,
  tests: (engine: SqlEngine) => void,
  engines: readonly SqlEngine[] = sqlEngines,
): void {
  for (const each of engines)
    describeWhere(`${title} on ${each.name}`, availability.get(each.name), () => {
      if (each.warmUp !== undefined) beforeAll(each.warmUp, 180_000);
      tests(each);
    });
}
