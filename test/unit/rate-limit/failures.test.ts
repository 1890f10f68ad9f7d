import type { Throttle } from 'latchkey';
import { testPasswords } from 'latchkey/testing';
import mysql from 'mysql2';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Line, lineTo } from '../../support/line-to.js';
import { type ThrottlePlace, throttleClient } from '../../support/throttle-clients.js';
import {
  describeThrottles,
  type OpenThrottleStore,
  throttleStores,
} from '../../support/throttle-stores.js';

const LIMIT = { points: 3, windowSeconds: 600 };
const OWNER = { email: 'owner@example.org', password: 'the owner chose this one' };
const ofSeveralProcesses = throttleStores.filter(({ name }) => name !== 'memory');

/** The message of every error in a chain of causes. */
const said = (error: unknown): string =>
  error instanceof Error ? `${error.message} ${error.stack} ${said(error.cause)}` : String(error);

async function expectClosedDoor(throttle: Throttle): Promise<void> {
  const { passwords } = testPasswords({ accounts: [OWNER], throttle });
  const call = { context: { ip: '192.0.2.1' } };
  for (const password of [OWNER.password, 'wrong'])
    await expect(
      passwords.authenticate({ identifier: OWNER.email, password }, call),
    ).rejects.toMatchObject({ code: 'ERR_STORE', statusCode: 503 });
  await expect(passwords.requestReset({ identifier: OWNER.email }, call)).rejects.toMatchObject({
    code: 'ERR_STORE',
  });
}

describeThrottles(
  'a store that fails',
  (kind) => {
    let store: OpenThrottleStore;
    let line: Line;
    let place: ThrottlePlace;
    beforeAll(async () => {
      store = await kind.open();
      if (store.place === null) throw new Error('This store has no server.');
      line = await lineTo(store.place.url);
      place = { ...store.place, url: line.url };
    });
    afterEach(() => line.resume());
    afterAll(async () => {
      await line.close();
      await store.close();
    });

    it('and falls silent lets nobody in, and everybody as before once it answers', async () => {
      const client = await throttleClient(place);
      onTestFinished(() => client.close());
      const throttle = client.throttle({ timeoutMs: 30_000 });
      const hasty = client.throttle({ timeoutMs: 50 });
      expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: true });
      line.stall();
      const failed = await hasty
        .consume('owner@example.org', LIMIT)
        .catch((error: unknown) => error);
      expect(failed).toMatchObject({ code: 'ERR_STORE', statusCode: 503 });
      expect(said(failed)).not.toContain('owner');
      await expect(hasty.refund('key', LIMIT)).rejects.toMatchObject({ code: 'ERR_STORE' });
      await expect(hasty.clear('key', LIMIT)).rejects.toMatchObject({ code: 'ERR_STORE' });
      await expectClosedDoor(hasty);
      line.resume();
      // Another key: what was given up on may still arrive.
      for (const allowed of [true, true, true, false])
        expect(await throttle.consume('another key', LIMIT)).toMatchObject({ allowed });
    });

    it('and is not there lets nobody in', async () => {
      const client = await throttleClient(place);
      const throttle = client.throttle({ timeoutMs: 500 });
      await client.close();
      await expectClosedDoor(throttle);
    });
  },
  ofSeveralProcesses,
);

describeThrottles(
  'a connection that is cut in the middle of a try',
  (kind) => {
    it('lets nobody in uncounted, and the next try is counted', async () => {
      const store = await kind.open();
      onTestFinished(() => store.close());
      if (store.place === null) throw new Error('This store has no server.');
      const throttle = store.throttle();
      expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: true });

      const server = await saboteur(store.place);
      onTestFinished(server.end);
      await server.lockEveryRow();
      const trying = throttle.consume('key', LIMIT).catch((error: unknown) => error);
      await expect.poll(() => server.cutWhoWaits(), { timeout: 20_000 }).toBe(1);
      expect(await trying).toBeInstanceOf(Error);
      await server.unlock();

      for (let n = 0; n < 2; n += 1)
        expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: true });
      expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: false });
    });
  },
  throttleStores.filter(({ name }) => name === 'postgres' || name === 'mysql'),
);

interface Saboteur {
  lockEveryRow(): Promise<unknown>;
  /** Ends the connections that wait for a row; answers how many there were. */
  cutWhoWaits(): Promise<number>;
  unlock(): Promise<unknown>;
  end(): Promise<void>;
}

async function saboteur({ kind, url }: ThrottlePlace): Promise<Saboteur> {
  if (kind === 'postgres') {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return {
      lockEveryRow: () => client.query('begin; select * from latchkey.throttle for update'),
      async cutWhoWaits() {
        const { rows } = await client.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rows.length;
      },
      unlock: () => client.query('rollback'),
      end: () => client.end(),
    };
  }
  const client = mysql.createConnection({ uri: url, multipleStatements: true }).promise();
  return {
    lockEveryRow: () => client.query('begin; select * from latchkey_throttle for update'),
    async cutWhoWaits() {
      const [rows] = await client.query<mysql.RowDataPacket[]>(
        `select id from information_schema.processlist
         where db = database() and info like 'INSERT INTO%' and id <> connection_id()`,
      );
      for (const { id } of rows) await client.query('kill ?', [id]);
      return rows.length;
    },
    unlock: () => client.query('rollback'),
    end: () => client.end(),
  };
}
