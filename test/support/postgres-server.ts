import { randomBytes } from 'node:crypto';
import pg from 'pg';

const SERVER =
  process.env.LATCHKEY_TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 2_000 });
  // A server that goes away while nothing is asked of it reports here.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether the server answers; otherwise why not. */
export async function postgresAnswers(): Promise<true | string> {
  try {
    await onServer((client) => client.query('select 1'));
    return true;
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return code ?? message ?? 'no answer';
  }
}

/** Makes a database of its own and answers its URL and how to drop it. */
export async function throwAwayDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `latchkey_test_${randomBytes(8).toString('hex')}`;
  await onServer((client) => client.query(`create database ${name}`));
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await onServer((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/**
 * A pool whose connections may break. Each reports that twice, once idle and once in use; and one
 * that is being ended may still hear that its database is dropped.
 */
export function postgresPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
