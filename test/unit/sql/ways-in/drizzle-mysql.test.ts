import { mysqlTable, text, varchar } from 'drizzle-orm/mysql-core';
import { drizzle } from 'drizzle-orm/mysql2';
import { CompiledQuery, Kysely, MysqlDialect } from 'kysely';
import { mysqlPool } from 'latchkey/sql';
import mysql from 'mysql2';
import mysqlPromise from 'mysql2/promise';
import { expect, test } from 'vitest';
import { describeServer } from '../../../support/describe-server.js';
import { resetThrough } from './reset-through.js';
import { withMysql } from './with-database.js';

const users = mysqlTable('users', {
  id: varchar('id', { length: 36 }).primaryKey(),
  email: varchar('email', { length: 191 }).unique(),
  passwordHash: text('password_hash'),
});
const audit = mysqlTable('audit', { accountId: varchar('account_id', { length: 36 }).notNull() });

const one = (uri: string) => ({ uri, connectionLimit: 1 });
const made = [
  [
    'over a pool of mysql2',
    (url: string) => {
      const pool = mysql.createPool(one(url));
      const orm = drizzle(pool);
      return { orm, pool: mysqlPool(orm.$client) };
    },
  ],
  [
    'over a pool of mysql2/promise',
    (url: string) => {
      const pool = mysqlPromise.createPool(one(url));
      const orm = drizzle(pool);
      return { orm, pool: mysqlPool(orm.$client) };
    },
  ],
  [
    'that opened its own pool',
    (url: string) => {
      const orm = drizzle({ connection: one(url) });
      return { orm, pool: mysqlPool(orm.$client) };
    },
  ],
] as const;

describeServer('Drizzle over mysql2', 'mariadb', () => {
  test.each(made)('%s: its $client is the pool', (_name, make) =>
    withMysql(async ({ url, connections }) => {
      const { orm, pool } = make(url);
      try {
        await resetThrough({
          db: new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) }),
          async addUser(user) {
            await orm.insert(users).values(user);
          },
          async audit(transaction, accountId) {
            const { sql, params } = orm.insert(audit).values({ accountId }).toSQL();
            await transaction.executeQuery(CompiledQuery.raw(sql, params));
          },
          audited: async () => (await orm.select().from(audit)).map((row) => row.accountId),
        });
        expect(await connections()).toBe(1);
      } finally {
        await new Promise((resolve) => pool.end(resolve));
      }
    }),
  );
});
