import { inspect } from 'node:util';
import {
  DummyDriver,
  Kysely,
  type PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type Transaction,
} from 'kysely';
import { LatchkeyError } from 'latchkey';
import { sqlStores } from 'latchkey/sql';
import { expect, it } from 'vitest';
import type { DemoTables } from '../../support/demo-users.js';
import { describeEngines, postgresDialect } from '../../support/engines.js';
import { entry, NOW } from './fixtures.js';

const CONFLICTS = {
  sqlite: 'SQLITE_BUSY_SNAPSHOT',
  pglite: '40001',
  postgres: '40P01',
  mariadb: 'ER_LOCK_DEADLOCK',
} as const;

describeEngines('failures', (engine) => {
  it('a closed database is ERR_STORE, in and outside a transaction', async () => {
    const opened = await engine.open();
    await opened.close();
    const { outbox, unitOfWork } = opened.stores;
    await expect(outbox.enqueue(entry('e1'))).rejects.toMatchObject({ code: 'ERR_STORE' });
    await expect(unitOfWork.run(async () => {})).rejects.toMatchObject({ code: 'ERR_STORE' });
  });

  it("what the caller's own code throws comes back untouched, and nothing is kept", async () => {
    const opened = await engine.open();
    try {
      const { unitOfWork, outbox, credentials } = opened.stores;
      for (const thrown of [new TypeError('mine'), new LatchkeyError('ERR_HOOK', 'hook'), 'text']) {
        await expect(
          unitOfWork.run(async (tx) => {
            await outbox.enqueue(entry('e1'), tx);
            await credentials.raiseVersion({ accountKey: 'a1', from: 0, changedAt: NOW }, tx);
            throw thrown;
          }),
        ).rejects.toBe(thrown);
      }
      expect(await outbox.status({ countUpTo: 9 })).toEqual({ pending: 0, oldestDueAt: null });
      expect(await credentials.read('a1')).toEqual({
        version: 0,
        changedAt: null,
        changeRequired: null,
      });
    } finally {
      await opened.close();
    }
  });

  it('a conflict runs the work again, five times in all, however deep it is wrapped', async () => {
    const opened = await engine.open();
    try {
      const { unitOfWork } = opened.stores;
      const code = CONFLICTS[engine.name];
      const conflict = Object.assign(new Error('conflict'), { code });
      const wrapped = new LatchkeyError('ERR_HOOK', 'A hook threw.', { cause: conflict });
      let runs = 0;
      const failing = (times: number) => {
        runs = 0;
        return unitOfWork.run(async () => {
          runs++;
          if (runs <= times) throw wrapped;
          return 'done';
        });
      };
      expect(await failing(2)).toBe('done');
      expect(runs).toBe(3);
      await expect(failing(9)).rejects.toBe(wrapped);
      expect(runs).toBe(5);
    } finally {
      await opened.close();
    }
  });

  it('an error quotes no value of a refused row', async () => {
    const opened = await engine.open();
    try {
      await sql`
        create table guarded (
          id varchar(50) primary key, email varchar(50),
          password_hash varchar(50) check (length(password_hash) < 9)
        )`.execute(opened.db);
      await sql`insert into guarded values ('g1', 'g@example.com', 'old')`.execute(opened.db);
      const { users } = sqlStores(opened.db, { users: { table: 'guarded' } });
      const error = await users
        .replacePasswordHash({ accountKey: 'g1', from: 'old', to: 'a-secret-hash' })
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'ERR_STORE' });
      expect((error as Error).cause).toMatchObject({
        message: expect.stringMatching(/check|constraint/i),
      });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('a-secret-hash');
    } finally {
      await opened.close();
    }
  });

  it('a transaction that reads before it writes survives a rival process', async () => {
    if (engine.name === 'pglite') return;
    const opened = await engine.open();
    try {
      const rival = sqlStores(opened.connect());
      const { unitOfWork, credentials, outbox } = opened.stores;
      let runs = 0;
      await Promise.all([
        ...Array.from({ length: 5 }, (_, index) =>
          unitOfWork.run(async (tx) => {
            runs++;
            await credentials.read('a1', tx);
            await outbox.enqueue(entry(`mine-${index}`), tx);
          }),
        ),
        ...Array.from({ length: 5 }, (_, index) => rival.outbox.enqueue(entry(`rival-${index}`))),
      ]);
      expect(await outbox.status({ countUpTo: 99 })).toMatchObject({ pending: 10 });
      expect(runs).toBeGreaterThanOrEqual(5);
    } finally {
      await opened.close();
    }
  });

  it('a server that ends the connection in the middle is ERR_STORE, and nothing is kept', async () => {
    if (engine.name !== 'postgres') return;
    const opened = await engine.open();
    try {
      const { unitOfWork, outbox } = opened.stores;
      const killer = opened.connect();
      await expect(
        unitOfWork.run(async (tx: Transaction<DemoTables>) => {
          await outbox.enqueue(entry('e1'), tx);
          const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
          await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(killer);
          await outbox.enqueue(entry('e2'), tx);
        }),
      ).rejects.toMatchObject({ code: 'ERR_STORE' });
      expect(await outbox.status({ countUpTo: 9 })).toMatchObject({ pending: 0 });
    } finally {
      await opened.close();
    }
  });
});

it('a server that is not there is ERR_STORE with the cause', async () => {
  const db = new Kysely<unknown>({ dialect: postgresDialect('postgres://x@127.0.0.1:1/x') });
  await expect(sqlStores(db).outbox.enqueue(entry('e1'))).rejects.toMatchObject({
    code: 'ERR_STORE',
    statusCode: 503,
    cause: { code: 'ECONNREFUSED' },
  });
  await db.destroy();
});

it('a dialect that is not recognised names the cure', () => {
  class OracleAdapter {}
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new OracleAdapter() as PostgresAdapter,
      createDriver: () => new DummyDriver(),
      createIntrospector: (instance) => new PostgresIntrospector(instance),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  expect(() => sqlStores(db)).toThrow(/set the option "dialect"/);
  expect(() => sqlStores(db, { dialect: 'oracle' as 'sqlite' })).toThrow(
    /"dialect" must be one of/,
  );
  expect(() => sqlStores(db, { dialect: 'sqlite', schema: 'x' })).toThrow(/"schema"/);
  expect(sqlStores(db, { dialect: 'postgres' }).realm).toBe('default');
});
