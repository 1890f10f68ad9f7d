import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { migrate } from 'latchkey/sql';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { describeServer } from '../../support/describe-server.js';
import { type DrizzleProject, drizzleProject } from '../../support/drizzle-kit.js';
import { sqliteDialect } from '../../support/engines.js';
import { mysqlDialect, throwAwayMysqlDatabase } from '../../support/mysql-server.js';
import { postgresPool, throwAwayDatabase } from '../../support/postgres-server.js';

/*
 * The real drizzle-kit, told to lose data without asking, on databases with our tables in them. The
 * application's schema has a column that its table has not, so a run that did nothing is seen.
 */

// The tool is twelve megabytes of JavaScript, compiled anew by each run.
vi.setConfig({ testTimeout: 120_000 });

const after: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of after.splice(0).reverse()) await undo();
});

const tool = async (schema: string): Promise<DrizzleProject> => {
  const project = await drizzleProject(schema);
  after.push(project.remove);
  return project;
};

describeServer('drizzle-kit push', 'postgres', () => {
  const schema = `
    import { pgTable, text } from 'drizzle-orm/pg-core';
    export const users = pgTable('users', { id: text('id').primaryKey(), note: text('note') });`;

  async function open() {
    const { url, drop } = await throwAwayDatabase();
    const db = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: postgresPool({ connectionString: url }) }),
    });
    after.push(drop, () => db.destroy());
    await sql`create table users (id text primary key)`.execute(db);
    await sql`create table stray (id text)`.execute(db);
    await migrate(db);
    return { url, db };
  }

  test('leaves our tables alone as it comes, in the schema where they are', async () => {
    const { url, db } = await open();
    const before = await ours(db);
    const { run } = await tool(schema);
    const { output } = await run('push', { dialect: 'postgresql', dbCredentials: { url } }, FORCE);
    expect(output).toContain('Changes applied');
    expect(await columnsOf(db, 'users')).toEqual(['id', 'note']);
    // What it may see and does not know, it drops.
    expect(await columnsOf(db, 'stray')).toEqual([]);
    expect(await ours(db)).toEqual(before);
    expect(before).toContain('credentials');
  });

  test('drops them once it is told to look after their schema', async () => {
    const { url, db } = await open();
    const { run } = await tool(schema);
    const schemaFilter = ['public', 'latchkey'];
    await run('push', { dialect: 'postgresql', dbCredentials: { url }, schemaFilter }, FORCE);
    expect(await ours(db)).toEqual([]);
  });
});

describe('drizzle-kit push on sqlite', () => {
  const schema = `
    import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
    export const users = sqliteTable('users', { id: text('id').primaryKey(), note: text('note') });`;

  async function open() {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-'));
    const url = join(folder, 'test.db');
    const db = new Kysely<unknown>({ dialect: sqliteDialect(url) });
    after.push(
      () => rm(folder, { recursive: true, force: true }),
      () => db.destroy(),
    );
    await sql`create table users (id text primary key not null)`.execute(db);
    await migrate(db);
    return { db, config: { dialect: 'sqlite', dbCredentials: { url } } };
  }

  test('leaves our tables alone with a filter', async () => {
    const { db, config } = await open();
    const before = await ours(db);
    const { run } = await tool(schema);
    const { output } = await run('push', { ...config, tablesFilter: FILTER }, FORCE);
    expect(output).toContain('Changes applied');
    expect(await columnsOf(db, 'users')).toEqual(['id', 'note']);
    expect(await ours(db)).toEqual(before);
    expect(before).toContain('latchkey_credentials');
  });

  test('drops them without one', async () => {
    const { db, config } = await open();
    const { run } = await tool(schema);
    await run('push', config, FORCE);
    expect(await ours(db)).toEqual([]);
  });
});

describeServer('drizzle-kit push', 'mariadb', () => {
  // Drizzle Kit 0.31 does not see primary keys on MariaDB and would add one again and again.
  const schema = `
    import { mysqlTable, text, varchar } from 'drizzle-orm/mysql-core';
    export const users = mysqlTable('users', {
      id: varchar('id', { length: 36 }).notNull(),
      note: text('note'),
    });`;

  async function open() {
    const { url, drop } = await throwAwayMysqlDatabase();
    const db = new Kysely<unknown>({ dialect: mysqlDialect(url, 1) });
    after.push(drop, () => db.destroy());
    await sql`create table users (id varchar(36) not null)`.execute(db);
    await migrate(db);
    // It stops at any CHECK in the database (next test), so tables of our names stand for ours.
    for (const name of await ours(db)) {
      await sql`drop table ${sql.table(name)}`.execute(db);
      await sql`create table ${sql.table(name)} (id int not null)`.execute(db);
    }
    return { db, config: { dialect: 'mysql', dbCredentials: { url } } };
  }

  test('leaves our tables alone with a filter', async () => {
    const { db, config } = await open();
    const before = await ours(db);
    const { run } = await tool(schema);
    const { output } = await run('push', { ...config, tablesFilter: FILTER }, FORCE);
    expect(output).toContain('Changes applied');
    expect(await columnsOf(db, 'users')).toEqual(['id', 'note']);
    expect(await ours(db)).toEqual(before);
    expect(before).toContain('latchkey_credentials');
  });

  test('drops them without one', async () => {
    const { db, config } = await open();
    const { run } = await tool(schema);
    await run('push', config, FORCE);
    expect(await ours(db)).toEqual([]);
  });

  /** @see https://github.com/drizzle-team/drizzle-orm/issues/5550 */
  test('stops at any CHECK in the database, filter or not, and changes nothing', async () => {
    const { db, config } = await open();
    await sql`create table latchkey_guarded (n int check (n > 0))`.execute(db);
    const before = await ours(db);
    const { run } = await tool(schema);
    for (const tablesFilter of [FILTER, []]) {
      const { exitCode, output } = await run('push', { ...config, tablesFilter }, FORCE);
      expect({ exitCode, applied: output.includes('applied') }).toEqual({
        exitCode: 1,
        applied: false,
      });
    }
    expect(await columnsOf(db, 'users')).toEqual(['id']);
    expect(await ours(db)).toEqual(before);
  });
});

test('drizzle-kit generate compares with its own snapshots and asks no database', async () => {
  const { folder, run } = await tool(`
    import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
    export const users = sqliteTable('users', { id: text('id').primaryKey() });`);
  const url = join(folder, 'never-made.db');
  await run('generate', { dialect: 'sqlite', dbCredentials: { url }, out: './out' });
  const files = (await readdir(join(folder, 'out'))).filter((name) => name.endsWith('.sql'));
  expect(files).toHaveLength(1);
  const text = await readFile(join(folder, 'out', files[0] ?? ''), 'utf8');
  expect(text).toContain('CREATE TABLE `users`');
  expect(text).not.toMatch(/latchkey|drop/i);
  expect(await readdir(folder)).not.toContain('never-made.db');
});

const FORCE = '--force';
const FILTER = ['!latchkey_*'];

async function ours(db: Kysely<unknown>): Promise<string[]> {
  const tables = await db.introspection.getTables();
  return tables
    .filter(({ name, schema }) => schema === 'latchkey' || name.startsWith('latchkey_'))
    .map(({ name }) => name)
    .sort();
}

async function columnsOf(db: Kysely<unknown>, table: string): Promise<string[]> {
  const tables = await db.introspection.getTables();
  return tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
}
