import knexModule from 'knex';
import { CompiledQuery, Kysely, MysqlDialect, type MysqlPool } from 'kysely';
import { mysqlPool } from 'latchkey/sql';
import mysql from 'mysql2';
import { expect, test } from 'vitest';
import { describeServer } from '../../../support/describe-server.js';
import { knexMysqlPool } from './knex-pools.js';
import { resetThrough } from './reset-through.js';
import { withMysql } from './with-database.js';

const openKnex = knexModule.default ?? knexModule;

describeServer('Knex over mysql2', 'mariadb', () => {
  test('its own connections are lent to Kysely', () =>
    withMysql(async ({ url, connections }) => {
      const knex = openKnex({ client: 'mysql2', connection: url, pool: { min: 0, max: 1 } });
      try {
        await through(knex, knexMysqlPool(knex));
        expect(await connections()).toBe(1);
      } finally {
        await knex.destroy();
      }
    }));

  test('since Knex 3.3 both sit on a pool of the application', () =>
    withMysql(async ({ url, connections }) => {
      const pool = mysql.createPool({ uri: url, connectionLimit: 1 });
      // Knex's typings leave out that mysql2 may call back with `null`.
      const knex = openKnex({ client: 'mysql2', connectionPool: pool as never });
      try {
        await through(knex, mysqlPool(pool));
        expect(await connections()).toBe(1);
      } finally {
        await knex.destroy();
        await new Promise((resolve) => pool.end(resolve));
      }
    }));
});

function through(knex: ReturnType<typeof openKnex>, pool: MysqlPool): Promise<void> {
  return resetThrough({
    db: new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) }),
    async addUser({ id, email, passwordHash }) {
      await knex('users').insert({ id, email, password_hash: passwordHash });
    },
    async audit(transaction, account_id) {
      const { sql, bindings } = knex('audit').insert({ account_id }).toSQL().toNative();
      await transaction.executeQuery(CompiledQuery.raw(sql, [...bindings]));
    },
    audited: () => knex('audit').pluck('account_id'),
  });
}
