import { randomBytes } from 'node:crypto';
import type { Throttle } from 'latchkey';
import {
  createThrottleTable,
  rateLimitThrottle,
  type SharedThrottleOptions,
} from 'latchkey/rate-limit';
import mysql from 'mysql2';
import { createClient } from 'redis';
import { expect, vi } from 'vitest';
import { describeWhere } from './describe-where.js';
import { mysqlAnswers, throwAwayMysqlDatabase } from './mysql-server.js';
import { postgresAnswers, postgresPool, throwAwayDatabase } from './postgres-server.js';
import { REDIS_URL, redisAnswers } from './redis-server.js';
import {
  type SharedKind,
  type ThrottleClient,
  type ThrottlePlace,
  throttleClient,
} from './throttle-clients.js';

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

async function redisBacking(): Promise<Backing> {
  const client = createClient({ url: REDIS_URL });
  client.on('error', () => {});
  await client.connect();
  const keyPrefix = `latchkey_test_${randomBytes(8).toString('hex')}:`;
  const keys = async () => {
    const found: string[] = [];
    for await (const batch of client.scanIterator({ MATCH: `${keyPrefix}*`, COUNT: 1000 }))
      found.push(...batch);
    return found;
  };
  return {
    url: REDIS_URL,
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
  const pool = postgresPool({ connectionString: url, max: 2 });
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
  shared('node-redis', () => redisAnswers(), redisBacking),
  shared('ioredis', () => redisAnswers(), redisBacking),
  shared('postgres', postgresAnswers, postgresBacking),
  shared('mysql', mysqlAnswers, mysqlBacking),
];

const availability = new Map(
  await Promise.all(
    throttleStores.map(async (each) => [each.name, await each.available()] as const),
  ),
);

/** Declares the same tests for every store of a throttle. */
export function describeThrottles(
  title: string,
  tests: (store: ThrottleStore) => void,
  stores: readonly ThrottleStore[] = throttleStores,
): void {
  for (const store of stores)
    describeWhere(`${title} on ${store.name}`, availability.get(store.name), () => tests(store));
}
