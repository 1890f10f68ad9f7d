import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { describeServer } from '../../../support/describe-server.js';
import { postgresPool } from '../../../support/postgres-server.js';
import { resetThrough } from './reset-through.js';
import { withPostgres } from './with-database.js';

const users = pgTable('users', {
  id: text('id').primaryKey(),
  email: text('email').unique(),
  passwordHash: text('password_hash'),
});
const audit = pgTable('audit', { accountId: text('account_id').notNull() });

const made: [string, (url: string) => ReturnType<typeof open>][] = [
  [
    'over a pool of the application',
    (url) => open(postgresPool({ connectionString: url, max: 1 })),
  ],
  ['that opened its own pool', (url) => drizzle({ connection: { connectionString: url, max: 1 } })],
];
const open = (pool: pg.Pool) => drizzle(pool);

describeServer('Drizzle over node-postgres', 'postgres', () => {
  test.each(made)('%s: its $client is the pool', (_name, make) =>
    withPostgres(async ({ url, connections }) => {
      const orm = make(url);
      try {
        await resetThrough({
          db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: orm.$client }) }),
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
        await orm.$client.end();
      }
    }),
  );
});
