import { randomBytes } from 'node:crypto';
import type { Throttle } from 'latchkey';
import {
  createThrottleTable,
  rateLimitThrottle,
  type SharedThrottleOptions,
} from 'latchkey/rate-limit';
import mysql from 'mysql2';
import pg from 'pg';
import { createClient } from 'redis';
import { describe, expect, it, vi } from 'vitest';
import { mysqlAnswers, throwAwayMysqlDatabase } from './mysql-server.js';
import { postgresAnswers, throwAwayDatabase } from './postgres-server.js';
import {
  type SharedKind,
  type ThrottleClient,
  type ThrottlePlace,
  throttleClient,
} from './throttle-clients.js';

const REDIS = process.env.LATCHKEY_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

/** A place of its own for a throttle to count in. */
export interface OpenThrottleStore {
  /** For another process; `null` where only this one can count. */
  readonly place: ThrottlePlace | null;
  throttle(options?: SharedThrottleOptions): Throttle;
  /** Another client of the same store; closed with it. */
  further(): Promise<Throttle>;
  /** Lets time pass for every counter at once. Fakes `Date`: `vi.useRealTimers()` ends that. */
  pass(milliseconds: number): Promise<void>;
  /** Everything that is stored, as one text to search. */
  dump(): Promise<string>;
  close(): Promise<void>;
}

export interface ThrottleStore {
  readonly name: 'memory' | SharedKind;
  open(): Promise<OpenThrottleStore>;
  available(): Promise<true | string>;
}

async function passByDate(milliseconds: number): Promise<void> {
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  vi.setSystemTime(Date.now() + milliseconds);
}

const memory: ThrottleStore = {
  name: 'memory',
  available: async () => true,
  async open() {
    const throttle = rateLimitThrottle({ memory: true });
    return {
      place: null,
      throttle: () => throttle,
      further: async () => throttle,
      pass: passByDate,
      dump: async () => '',
      close: async () => {},
    };
  },
};

interface Backing {
  readonly url: string;
  readonly keyPrefix?: string;
  pass(milliseconds: number): Promise<void>;
  dump(): Promise<string>;
  remove(): Promise<void>;
}

function shared(
  kind: SharedKind,
  available: () => Promise<true | string>,
  back: () => Promise<Backing>,
): ThrottleStore {
  return {
    name: kind,
    available,
    async open() {
      const { url, keyPrefix = '', pass, dump, remove } = await back();
      const place = { kind, url, keyPrefix };
      const clients: ThrottleClient[] = [];
      const connect = async () => {
        const client = await throttleClient(place);
        clients.push(client);
        return client;
      };
      const first = await connect();
      return {
        place,
        // The machine may be busy with other tests.
        throttle: (options) => first.throttle({ timeoutMs: 30_000, ...options }),
        further: async () => (await connect()).throttle({ timeoutMs: 30_000 }),
        pass,
        dump,
        async close() {
          await Promise.all(clients.map((client) => client.close()));
          await remove();
        },
      };
    },
  };
}

async function redisClient() {
  const client = createClient({
    url: REDIS,
    socket: { connectTimeout: 2_000, reconnectStrategy: false },
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function redisAnswers(): Promise<true | string> {
  try {
    (await redisClient()).destroy();
    return true;
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return code ?? message ?? 'no answer';
  }
}

async function redisBacking(): Promise<Backing> {
  const client = await redisClient();
  const keyPrefix = `latchkey_test_${randomBytes(8).toString('hex')}:`;
  const keys = async () => {
    const found: string[] = [];
    for await (const batch of client.scanIterator({ MATCH: `${keyPrefix}*`, COUNT: 1000 }))
      found.push(...batch);
    return found;
  };
  return {
    url: REDIS,
    keyPrefix,
    // Redis goes by its own clock, so the counters are brought nearer to their ends instead.
    async pass(milliseconds) {
      for (const key of await keys()) {
        const left = await client.pTTL(key);
        // A key that never expires would lock its owner out for ever.
        expect(left, 'every counter has an end').toBeGreaterThan(0);
        await client.pExpire(key, Math.max(1, left - milliseconds));
        if (left <= milliseconds) await expect.poll(() => client.exists(key)).toBe(0);
      }
    },
    dump: async () =>
      JSON.stringify(
        await Promise.all((await keys()).map(async (key) => [key, await client.get(key)])),
      ),
    async remove() {
      const found = await keys();
      if (found.length > 0) await client.del(found);
      client.destroy();
    },
  };
}

async function postgresBacking(): Promise<Backing> {
  const { url, drop } = await throwAwayDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  await createThrottleTable({ postgres: pool });
  return {
    url,
    pass: passByDate,
    dump: async () => JSON.stringify((await pool.query('select * from latchkey.throttle')).rows),
    async remove() {
      await pool.end();
      await drop();
    },
  };
}

async function mysqlBacking(): Promise<Backing> {
  const { url, drop } = await throwAwayMysqlDatabase();
  const pool = mysql.createPool({ uri: url, connectionLimit: 2 });
  await createThrottleTable({ mysql: pool });
  return {
    url,
    pass: passByDate,
    dump: async () =>
      JSON.stringify((await pool.promise().query('select * from latchkey_throttle'))[0]),
    async remove() {
      await pool.promise().end();
      await drop();
    },
  };
}

export const throttleStores: readonly ThrottleStore[] = [
  memory,
  shared('node-redis', redisAnswers, redisBacking),
  shared('ioredis', redisAnswers, redisBacking),
  shared('postgres', postgresAnswers, postgresBacking),
  shared('mysql', mysqlAnswers, mysqlBacking),
];

const availability = new Map(
  await Promise.all(
    throttleStores.map(async (each) => [each.name, await each.available()] as const),
  ),
);

/**
 * Declares the same tests for every store of a throttle. Without its server a store is skipped, or
 * fails where `LATCHKEY_REQUIRE_ENGINES=1` says that there must be one.
 */
export function describeThrottles(
  title: string,
  tests: (store: ThrottleStore) => void,
  stores: readonly ThrottleStore[] = throttleStores,
): void {
  for (const store of stores) {
    const available = availability.get(store.name);
    const name = `${title} on ${store.name}`;
    if (available === true) describe(name, () => tests(store));
    else if (process.env.LATCHKEY_REQUIRE_ENGINES === '1')
      it(name, () => {
        throw new Error(`${store.name} is required here and does not answer: ${available}`);
      });
    else describe.skip(`${name} (${available})`, () => tests(store));
  }
}
