import { Kysely, MysqlDialect, type MysqlPool, sql } from 'kysely';
import { isLatchkeyError } from 'latchkey';
import { mysqlPool } from 'latchkey/sql';
import mysql from 'mysql2';
import mysqlPromise from 'mysql2/promise';
import { afterEach, describe, expect, test } from 'vitest';
import { describeServer } from '../../support/describe-server.js';

const SERVER = process.env.LATCHKEY_TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/';

const opened: { end(): unknown }[] = [];
afterEach(async () => {
  for (const pool of opened.splice(0)) await pool.end();
});
const keep = <Pool extends { end(): unknown }>(pool: Pool): Pool => {
  opened.push(pool);
  return pool;
};

describe('what mysqlPool takes', () => {
  test('a pool with callbacks comes back as it is', () => {
    const pool = keep(mysql.createPool(SERVER));
    expect(mysqlPool(pool)).toBe(pool);
  });

  test('a pool of mysql2/promise comes back as the pool that it wraps, and not as a copy', () => {
    const pool = keep(mysqlPromise.createPool(SERVER));
    expect(mysqlPool(pool)).toBe(pool.pool);
  });

  test('the promise side of a pool with callbacks leads back to it', () => {
    const pool = keep(mysql.createPool(SERVER));
    expect(mysqlPool(pool.promise())).toBe(pool);
  });

  const noop = () => {};
  // As `mariadb` and `mysql` shape their pools.
  const mariadb = { getConnection: async () => {}, query: async () => [], end: async () => {} };
  const mysqlOne = { getConnection: noop, query: noop, end: noop };
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a URL', SERVER],
    ['options', { uri: SERVER }],
    ['a pool of the package mariadb', mariadb],
    ['a pool of the package mysql', mysqlOne],
    ['something that wraps such a pool', { pool: mysqlOne }],
    ['a cluster', mysql.createPoolCluster()],
    ['a part of a cluster', mysql.createPoolCluster().of('*')],
    ['a pool that is still a promise', Promise.resolve(mysqlOne)],
  ])('%s is refused with the cure', (_name, value) => {
    const error = errorOf(() => mysqlPool(value as MysqlPool));
    expect(error).toMatchObject({ code: 'ERR_INVALID_OPTION' });
    expect(error.message).toContain('"pool"');
    expect(error.message).toContain('`mysql2/promise`');
    expect(error.message).toContain('mariadb');
  });
});

describeServer('mysqlPool', 'mariadb', () => {
  test('a single connection is refused', async () => {
    const connection = await mysqlPromise.createConnection(SERVER);
    try {
      expect(() => mysqlPool(connection as unknown as MysqlPool)).toThrow(/createPool/);
    } finally {
      await connection.end();
    }
  });

  test('Kysely speaks through it to a pool of mysql2/promise, which goes on working', async () => {
    const pool = keep(mysqlPromise.createPool({ uri: SERVER, connectionLimit: 1 }));
    const db = new Kysely({ dialect: new MysqlDialect({ pool: mysqlPool(pool) }) });
    const id = sql<{ id: number }>`select connection_id() as id`;
    const ours = (await id.execute(db)).rows[0];
    const [theirs] = await pool.query('select connection_id() as id');
    expect(theirs).toEqual([ours]);
  });

  test('without it the pool hands out a connection that never comes to Kysely', async () => {
    const pool = keep(mysqlPromise.createPool({ uri: SERVER, connectionLimit: 1 }));
    let answered = false;
    const acquired = new Promise((resolve) => pool.pool.once('acquire', resolve));
    const db = new Kysely({ dialect: new MysqlDialect({ pool: pool as unknown as MysqlPool }) });
    void sql`select 1`.execute(db).then(() => {
      answered = true;
    });
    await acquired;
    // By the time that another connection was opened and answered twice, one that had been told
    // would have answered as well.
    const rival = keep(mysqlPromise.createPool(SERVER));
    await rival.query('select 1');
    await rival.query('select 1');
    expect(answered).toBe(false);
  });
});

function errorOf(work: () => unknown): Error & { code: string } {
  try {
    work();
  } catch (error) {
    if (isLatchkeyError(error)) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
