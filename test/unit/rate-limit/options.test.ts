import { createThrottleTable, rateLimitThrottle, throttleTableSql } from 'latchkey/rate-limit';
import mysql from 'mysql2';
import { describe, expect, it } from 'vitest';
import { loadedPackages } from '../../support/loaded-packages.js';

const answering = (rows: unknown[]) => ({ query: async () => ({ rows }) });
// It connects with its first statement, and gets none.
const mysqlPool = mysql.createPool({ host: '127.0.0.1' });
const LIMIT = { points: 2, windowSeconds: 60 };

describe('options of a throttle', () => {
  it.each([
    ['nothing', {}],
    ['two stores', { memory: true, postgres: answering([]) }],
    ['no client', { redis: {} }],
    ['no pool', { postgres: 'postgres://127.0.0.1' }],
    ['a pool of another database', { mysql: answering([]) }],
    ['a pool of MySQL for PostgreSQL', { postgres: mysqlPool.promise() }],
    ['the same of the callbacks', { postgres: mysqlPool }],
    ['a memory that is off', { memory: false }],
    ['a name with a quote', { postgres: answering([]), schema: 'a"b' }],
    ['no schema', { postgres: answering([]), schema: '' }],
    ['a secret that can be tried out', { postgres: answering([]), secret: 'short' }],
    ['a secret that is a number', { postgres: answering([]), secret: 1234567890123456 }],
    ['a secret that is null', { postgres: answering([]), secret: null }],
    ['a secret of another kind', { postgres: answering([]), secret: new ArrayBuffer(32) }],
    ['no time at all', { postgres: answering([]), timeoutMs: 0 }],
    ['a misspelt option', { postgres: answering([]), secrets: 'a secret of the application' }],
    ['an option of another store', { postgres: answering([]), keyPrefix: 'shop:' }],
    ['a secret where nothing is stored', { memory: true, secret: 'a secret of the application' }],
  ])('refuse %s', (_, options) => {
    expect(() => rateLimitThrottle(options as never)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });

  it('refuse to make the table of PostgreSQL in a pool of MySQL', async () => {
    const postgres = mysqlPool.promise() as never;
    await expect(createThrottleTable({ postgres })).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
    });
  });

  it('refuse a table of a database that is not known', () => {
    expect(() => throttleTableSql('oracle' as never)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });

  it('an answer that is no count lets nobody in', async () => {
    for (const rows of [[{}], [{ points: 'many', expire: 'soon' }], [[1, 2]], [null]]) {
      const throttle = rateLimitThrottle({ postgres: answering(rows) });
      await expect(throttle.consume('key', LIMIT)).rejects.toMatchObject({ code: 'ERR_STORE' });
    }
    await expect(
      rateLimitThrottle({ postgres: answering([]) }).consume('key', LIMIT),
    ).rejects.toBeInstanceOf(Error);
  });

  it('a secret makes other keys of the same names', async () => {
    const keysUnder = async (secret?: string) => {
      const keys: unknown[] = [];
      const query = async (_: string, values: unknown[] = []) => {
        keys.push(values[0]);
        return { rows: [{ points: 1, expire: Date.now() + 1000 }] };
      };
      const throttle = rateLimitThrottle({ postgres: { query }, secret });
      await throttle.consume('key', LIMIT);
      return keys[0];
    };
    const plain = await keysUnder();
    const keyed = await keysUnder('a secret of the application');
    expect(plain).toMatch(/^2\/60:[\w-]{43}$/);
    expect(keyed).toMatch(/^2\/60:[\w-]{43}$/);
    expect(keyed).not.toBe(plain);
    expect(await keysUnder('a secret of the application')).toBe(keyed);
  });

  it('loading latchkey/rate-limit loads no driver and no limiter', async () => {
    expect(await loadedPackages('latchkey/rate-limit')).toEqual(await loadedPackages('latchkey'));
  }, 120_000);
});
