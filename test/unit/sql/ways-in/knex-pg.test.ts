import knexModule, { type Knex } from 'knex';
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { describeServer } from '../../../support/describe-server.js';
import { postgresPool } from '../../../support/postgres-server.js';
import { knexPostgresPool } from './knex-pools.js';
import { resetThrough } from './reset-through.js';
import { withPostgres } from './with-database.js';

// Its CommonJS typings hide the function behind `default`.
const openKnex = knexModule.default ?? knexModule;

const application = (knex: Knex, db: Kysely<unknown>): Parameters<typeof resetThrough>[0] => ({
  db: db as never,
  async addUser({ id, email, passwordHash }) {
    await knex('users').insert({ id, email, password_hash: passwordHash });
  },
  async audit(transaction, account_id) {
    const { sql, bindings } = knex('audit').insert({ account_id }).toSQL().toNative();
    await transaction.executeQuery(CompiledQuery.raw(sql, [...bindings]));
  },
  audited: () => knex('audit').pluck('account_id'),
});

describeServer('Knex over pg', 'postgres', () => {
  test('its own connections are lent to Kysely', () =>
    withPostgres(async ({ url, connections }) => {
      const knex = openKnex({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
      try {
        const dialect = new PostgresDialect({ pool: knexPostgresPool(knex) });
        await resetThrough(application(knex, new Kysely({ dialect })));
        expect(await connections()).toBe(1);
      } finally {
        await knex.destroy();
      }
    }));

  test('since Knex 3.3 both sit on a pool of the application', () =>
    withPostgres(async ({ url, connections }) => {
      const pool = postgresPool({ connectionString: url, max: 1 });
      const knex = openKnex({ client: 'pg', connectionPool: pool });
      try {
        await resetThrough(
          application(knex, new Kysely({ dialect: new PostgresDialect({ pool }) })),
        );
        expect(await connections()).toBe(1);
      } finally {
        await knex.destroy();
        await pool.end();
      }
    }));

  test('a lent connection that broke is not lent again', () =>
    withPostgres(async ({ url }) => {
      const knex = openKnex({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
      knex.client.logger.warn = () => {};
      try {
        const db = new Kysely({ dialect: new PostgresDialect({ pool: knexPostgresPool(knex) }) });
        const killer = new pg.Client({ connectionString: url });
        await killer.connect();
        const id = sql<{ id: number }>`select pg_backend_pid() as id`;
        const cut = db.transaction().execute(async (tx) => {
          const victim = (await id.execute(tx)).rows[0]?.id;
          await killer.query('select pg_terminate_backend($1)', [victim]);
          await id.execute(tx);
        });
        await expect(cut).rejects.toThrow();
        await killer.end();
        expect((await id.execute(db)).rows).toHaveLength(1);
        expect(await knex('audit').pluck('account_id')).toEqual([]);
      } finally {
        await knex.destroy();
      }
    }));
});
