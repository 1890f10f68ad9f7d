import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { drizzle } from 'drizzle-orm/sqlite-proxy';
import { CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import { libsqlDatabase, migrate, sqlStores } from 'latchkey/sql';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resetThrough } from './reset-through.js';

const users = sqliteTable('users', {
  id: text('id').primaryKey(),
  email: text('email').unique(),
  passwordHash: text('password_hash'),
});
const audit = sqliteTable('audit', { accountId: text('account_id').notNull() });

let folder: string;
let open: () => InstanceType<typeof Libsql>;
const opened: { close(): unknown }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-'));
  open = () => {
    const database = new Libsql(join(folder, 'app.db'));
    database.pragma('busy_timeout = 100');
    database.pragma('journal_mode = WAL');
    opened.push(database);
    return database;
  };
  const database = open();
  database.exec('create table users (id text primary key, email text unique, password_hash text)');
  database.exec('create table audit (account_id text not null)');
});
afterEach(async () => {
  for (const database of opened.splice(0)) database.close();
  await rm(folder, { recursive: true, force: true });
});

const kyselyOver = (database: InstanceType<typeof Libsql>) =>
  new Kysely<unknown>({ dialect: new SqliteDialect({ database: libsqlDatabase(database) }) });

/** Drizzle over a connection of this file's: its drivers for SQLite import packages not here. */
function drizzleOver(database: InstanceType<typeof Libsql>) {
  return drizzle(async (statement, parameters, method) => {
    const prepared = database.prepare(statement);
    if (method !== 'run') return { rows: prepared.raw().all(parameters) };
    prepared.run(parameters);
    return { rows: [] };
  });
}

test('Drizzle keeps its connection to the file, and Kysely gets one of its own', async () => {
  const orm = drizzleOver(open());
  await resetThrough({
    db: kyselyOver(open()),
    async addUser(user) {
      await orm.insert(users).values(user);
    },
    async audit(transaction, accountId) {
      const { sql, params } = orm.insert(audit).values({ accountId }).toSQL();
      await transaction.executeQuery(CompiledQuery.raw(sql, params));
    },
    audited: async () => (await orm.select().from(audit)).map((row) => row.accountId),
  });
});

async function rowsAfterRollback(ours: InstanceType<typeof Libsql>, other: typeof ours) {
  const orm = drizzleOver(other);
  const db = kyselyOver(ours);
  await migrate(db);
  let outcome: unknown = 'written';
  const failed = sqlStores(db).unitOfWork.run(async () => {
    // Another request, between two statements of ours.
    await new Promise((resolve) => setImmediate(resolve));
    await orm
      .insert(audit)
      .values({ accountId: 'of another request' })
      .catch((error) => {
        outcome = error.cause?.code ?? error.code;
      });
    throw new Error('ours is rolled back');
  });
  await expect(failed).rejects.toThrow('ours is rolled back');
  return { outcome, rows: (await orm.select().from(audit)).map((row) => row.accountId) };
}

test('on one connection for both, what others write goes with our rollback, without a word', async () => {
  const shared = open();
  expect(await rowsAfterRollback(shared, shared)).toEqual({ outcome: 'written', rows: [] });
});

test('on connections of their own they are told to wait instead', async () => {
  expect(await rowsAfterRollback(open(), open())).toEqual({ outcome: 'SQLITE_BUSY', rows: [] });
});
