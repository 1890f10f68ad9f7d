import { createThrottleTable, rateLimitThrottle, throttleTableSql } from 'latchkey/rate-limit';
import { testPasswords } from 'latchkey/testing';
import mysql from 'mysql2';
import mysqlPromise from 'mysql2/promise';
import pg from 'pg';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeServer } from '../../support/describe-server.js';
import { throwAwayMysqlDatabase } from '../../support/mysql-server.js';
import { postgresPool, throwAwayDatabase } from '../../support/postgres-server.js';

const LIMIT = { points: 2, windowSeconds: 60 };
const refusal = { code: 'ERR_SCHEMA', message: expect.stringContaining('createThrottleTable') };
const hoursAgo = (hours: number) => Date.now() - hours * 3_600_000;

describeServer('the table of a throttle', 'postgres', () => {
  let database: Awaited<ReturnType<typeof throwAwayDatabase>>;
  let pools: pg.Pool[] = [];
  const connect = (options: pg.PoolConfig = {}) => {
    const pool = postgresPool({ connectionString: database.url, max: 4, ...options });
    pools.push(pool);
    return pool;
  };
  beforeEach(async () => {
    pools = [];
    database = await throwAwayDatabase();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  it('is missing with ERR_SCHEMA and the cure, and is there after createThrottleTable', async () => {
    const postgres = connect();
    const throttle = rateLimitThrottle({ postgres });
    await expect(throttle.consume('key', LIMIT)).rejects.toMatchObject(refusal);
    const { passwords } = testPasswords({ throttle });
    await expect(
      passwords.authenticate({ identifier: 'a@example.org', password: 'x' }),
    ).rejects.toMatchObject({ code: 'ERR_STORE', cause: refusal });
    await createThrottleTable({ postgres });
    expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: true });
    const { rows } = await postgres.query(
      "select schemaname, tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    expect(rows).toEqual([{ schemaname: 'latchkey', tablename: 'throttle' }]);
  });

  it('may be made by ten at once, and again', async () => {
    const ten = Array.from({ length: 10 }, () => connect({ max: 1 }));
    await Promise.all(ten.map((postgres) => createThrottleTable({ postgres })));
    await Promise.all(ten.map((postgres) => createThrottleTable({ postgres })));
    const postgres = connect();
    await rateLimitThrottle({ postgres }).consume('key', LIMIT);
  });

  it('is made by the printed SQL as well, under other names too, and by it twice', async () => {
    const postgres = connect();
    const names = { schema: 'auth', tablePrefix: 'lk_' };
    const printed = throttleTableSql('postgres', names);
    await postgres.query(printed);
    await postgres.query(printed);
    await createThrottleTable({ postgres, ...names });
    await rateLimitThrottle({ postgres, ...names }).consume('key', LIMIT);
    expect((await postgres.query('select points from auth.lk_throttle')).rows).toEqual([
      { points: 1 },
    ]);
    expect(printed).not.toContain('latchkey');
  });

  it('loses the rows of windows that ended more than an hour ago, and only those', async () => {
    const postgres = connect();
    await createThrottleTable({ postgres });
    await postgres.query(
      `insert into latchkey.throttle
       select 'old ' || n, 1, $1::bigint from generate_series(1, 2500) n
       union all select 'fresh', 1, $2::bigint`,
      [hoursAgo(2), hoursAgo(0.5)],
    );
    await rateLimitThrottle({ postgres }).consume('key', LIMIT);
    const left = async () => {
      const { rows } = await postgres.query('select count(*)::int as n from latchkey.throttle');
      return rows[0].n;
    };
    await expect.poll(left, { timeout: 20_000 }).toBe(2);
    const { rows } = await postgres.query("select key from latchkey.throttle where key = 'fresh'");
    expect(rows).toHaveLength(1);
    const { rows: plan } = await postgres
      .query(
        'set enable_seqscan = off; explain delete from latchkey.throttle where key = any(array(select key from latchkey.throttle where expire < 1 order by expire limit 5))',
      )
      .then((results) => (results as unknown as pg.QueryResult[])[1] as pg.QueryResult);
    expect(JSON.stringify(plan)).toContain('throttle_expire');
  });

  it('is read whatever the application makes of 64-bit integers', async () => {
    for (const parse of [BigInt, String, Number]) {
      const types = {
        getTypeParser: (oid: number, format?: 'text') =>
          oid === pg.types.builtins.INT8 ? parse : pg.types.getTypeParser(oid, format),
      } as pg.CustomTypesConfig;
      const postgres = connect({ types });
      await createThrottleTable({ postgres });
      const throttle = rateLimitThrottle({ postgres });
      for (const allowed of [true, true, false])
        expect(await throttle.consume(`key ${parse.name}`, LIMIT)).toMatchObject({ allowed });
    }
  });

  it('is counted in at a strict isolation level, after conflicts', async () => {
    const postgres = connect({ options: '-c default_transaction_isolation=serializable' });
    await createThrottleTable({ postgres });
    const throttle = rateLimitThrottle({ postgres, timeoutMs: 30_000 });
    for (let round = 0; round < 5; round += 1) {
      const decisions = await Promise.all(
        [1, 2, 3, 4].map(() => throttle.consume(`key ${round}`, LIMIT)),
      );
      expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(2);
    }
  });
});

describeServer('the table of a throttle', 'mariadb', () => {
  let database: Awaited<ReturnType<typeof throwAwayMysqlDatabase>>;
  let pools: mysql.Pool[] = [];
  const connect = (options: mysql.PoolOptions = {}) => {
    const pool = mysql.createPool({ uri: database.url, connectionLimit: 4, ...options });
    pools.push(pool);
    return pool;
  };
  beforeEach(async () => {
    pools = [];
    database = await throwAwayMysqlDatabase();
  });
  afterEach(async () => {
    await Promise.all(pools.map((pool) => pool.promise().end()));
    await database.drop();
  });

  it('is missing with ERR_SCHEMA and the cure, and is there after createThrottleTable', async () => {
    const pool = connect();
    const throttle = rateLimitThrottle({ mysql: pool });
    await expect(throttle.consume('key', LIMIT)).rejects.toMatchObject(refusal);
    await createThrottleTable({ mysql: pool });
    expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: true });
    const [tables] = await pool.promise().query({ sql: 'show tables', rowsAsArray: true });
    expect(tables).toEqual([['latchkey_throttle']]);
  });

  it('may be made by ten at once, and again', async () => {
    const ten = Array.from({ length: 10 }, () => connect({ connectionLimit: 1 }));
    await Promise.all(ten.map((pool) => createThrottleTable({ mysql: pool })));
    await Promise.all(ten.map((pool) => createThrottleTable({ mysql: pool })));
  });

  it('is made by the printed SQL as well, under another prefix too, and by it twice', async () => {
    const pool = connect();
    const names = { tablePrefix: 'lk_' };
    for (const _ of [1, 2]) await pool.promise().query(throttleTableSql('mysql', names));
    const throttle = rateLimitThrottle({ mysql: pool, ...names });
    expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: true });
  });

  it('is read through a pool of mysql2/promise, and one with other forms of rows', async () => {
    await createThrottleTable({ mysql: connect() });
    const promising = mysqlPromise.createPool({ uri: database.url });
    const odd = connect({
      rowsAsArray: true,
      namedPlaceholders: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      typeCast: () => 'nonsense',
    });
    try {
      for (const pool of [promising, odd]) {
        const throttle = rateLimitThrottle({ mysql: pool });
        for (const allowed of [true, true, false])
          expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed });
        await throttle.refund('key', LIMIT);
        for (const allowed of [true, false])
          expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed });
        await throttle.clear('key', LIMIT);
      }
    } finally {
      await promising.end();
    }
  });

  it('loses the rows of windows that ended more than an hour ago, and only those', async () => {
    const pool = connect();
    await createThrottleTable({ mysql: pool });
    const rows = Array.from({ length: 2_500 }, (_, n) => [`old ${n}`, 1, hoursAgo(2)]);
    await pool
      .promise()
      .query('insert into latchkey_throttle values ?', [[...rows, ['fresh', 1, hoursAgo(0.5)]]]);
    await rateLimitThrottle({ mysql: pool }).consume('key', LIMIT);
    const left = async () => {
      const [found] = await pool
        .promise()
        .query<mysql.RowDataPacket[]>(
          "select `key` from latchkey_throttle where `key` not like '2/%'",
        );
      return found.map(({ key }) => key);
    };
    await expect.poll(left, { timeout: 20_000 }).toEqual(['fresh']);
  });

  it('needs a database to be in', async () => {
    const url = new URL(database.url);
    url.pathname = '/';
    const throttle = rateLimitThrottle({ mysql: connect({ uri: url.href }) });
    await expect(throttle.consume('key', LIMIT)).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
    });
  });
});
