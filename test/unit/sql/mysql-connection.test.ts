import { Kysely, MysqlDialect, sql } from 'kysely';
import { assertSchema, migrate, sqlStores } from 'latchkey/sql';
import mysql, { type PoolOptions } from 'mysql2';
import promised from 'mysql2/promise';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeServer } from '../../support/describe-server.js';
import { throwAwayMysqlDatabase } from '../../support/mysql-server.js';

describeServer('connections to MySQL', 'mariadb', () => {
  let place: Awaited<ReturnType<typeof throwAwayMysqlDatabase>>;
  beforeAll(async () => {
    place = await throwAwayMysqlDatabase();
  });
  afterAll(() => place.drop());

  /** Runs `work` on a pool whose connections first run a statement. */
  async function withPool(
    first: string | null,
    work: (db: Kysely<unknown>) => Promise<void>,
    options: PoolOptions = {},
  ): Promise<void> {
    const pool = mysql.createPool({ uri: place.url, connectionLimit: 2, ...options });
    if (first !== null) pool.on('connection', (connection) => void connection.query(first));
    const db = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) });
    try {
      await work(db);
    } finally {
      await db.destroy();
    }
  }

  it.each([
    ["set sql_mode = 'NO_ENGINE_SUBSTITUTION'", {}, /STRICT_TRANS_TABLES/],
    ["set sql_mode = concat(@@sql_mode, ',NO_BACKSLASH_ESCAPES')", {}, /NO_BACKSLASH_ESCAPES/],
    ['set autocommit = 0', {}, /autocommit/],
    [null, { charset: 'latin1' }, /utf8mb4, not latin1/],
    [null, { charset: 'SJIS_JAPANESE_CI' }, /utf8mb4, not sjis/],
  ] as const)(
    '%s %o is refused with the setting, in and outside a transaction',
    async (first, options, says) => {
      await withPool(
        first,
        async (db) => {
          const refusal = { code: 'ERR_INVALID_OPTION', message: expect.stringMatching(says) };
          const { unitOfWork, credentials } = sqlStores(db);
          await expect(credentials.read('a1')).rejects.toMatchObject(refusal);
          await expect(unitOfWork.run(async () => {})).rejects.toMatchObject(refusal);
          await expect(migrate(db)).rejects.toMatchObject(refusal);
        },
        options,
      );
    },
  );

  it('the usual connection is looked at once', async () => {
    const asked: string[] = [];
    const pool = mysql.createPool({ uri: place.url, connectionLimit: 2 });
    const db = new Kysely<unknown>({
      dialect: new MysqlDialect({ pool }),
      log: ({ query }) => void asked.push(query.sql),
    });
    try {
      await migrate(db);
      await Promise.all([1, 2, 3].map(() => sqlStores(db).credentials.read('a1')));
      expect(asked.filter((text) => text.includes('@@session.sql_mode'))).toHaveLength(1);
    } finally {
      await db.destroy();
    }
  });

  it('a pool of mysql2/promise, which would hang for ever, is told with the cure', async () => {
    const pool = promised.createPool({ uri: place.url, connectionLimit: 1 });
    // With a connection at hand nothing is under way when the pool ends.
    await pool.query('select 1');
    const db = new Kysely<unknown>({ dialect: new MysqlDialect({ pool: pool as never }) });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const reading = sqlStores(db).credentials.read('a1');
      const refused = expect(reading).rejects.toMatchObject({
        code: 'ERR_STORE',
        message: expect.stringContaining('mysqlPool(pool)'),
      });
      await vi.advanceTimersByTimeAsync(10_000);
      await refused;
    } finally {
      vi.useRealTimers();
      await pool.end();
    }
  });

  it('our tables may have a database of their own on the server', async () => {
    const schema = `${new URL(place.url).pathname.slice(1)}_ours`;
    await withPool(null, async (db) => {
      const before = await db.introspection.getTables();
      try {
        await migrate(db, { schema });
        await assertSchema(db, { schema });
        const { credentials, unitOfWork } = sqlStores(db, { schema });
        const raised = await unitOfWork.run((tx) =>
          credentials.raiseVersion({ accountKey: 'a1', from: 0, changedAt: new Date(0) }, tx),
        );
        expect(raised).toBe(true);
        expect(await db.introspection.getTables()).toEqual(before);
      } finally {
        await sql`drop database if exists ${sql.id(schema)}`.execute(db);
      }
    });
  });

  it('attack 13: numbers and booleans as parameters find no ticket and no session', async () => {
    await withPool(null, async (db) => {
      await migrate(db);
      const { tickets, sessions } = sqlStores(db);
      for (const loose of [0, true, false, '0', '', null, [], {}, { length: 32 }]) {
        expect(await tickets.findByDigest(loose as never)).toBeNull();
        expect(await sessions.find({ sessionId: loose as never, now: new Date(0) })).toBeNull();
      }
    });
  });
});
