import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { until } from './until.js';

export const REDIS_URL = process.env.LATCHKEY_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

/** A prefix of a test's own: the server may be other people's as well. */
export const newPrefix = () => `latchkey-test-${randomBytes(8).toString('hex')}`;

/** Whether a server answers; otherwise why not. */
export async function redisAnswers(url = REDIS_URL): Promise<true | string> {
  const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 2_000 } });
  // What is wrong comes out of connect() as well.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.ping();
    return true;
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return code ?? (message || 'no answer');
  } finally {
    client.destroy();
  }
}

/** Whether servers of a test's own can be started here; otherwise why not. */
export async function redisStarts(): Promise<true | string> {
  const child = spawn('redis-server', ['--version'], { stdio: 'ignore' });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code) => resolve(code === 0 ? true : `exit code ${code}`));
  });
}

/** Every key of a prefix with what it holds, as text. */
export async function dumpRedis(url: string, prefix: string): Promise<[string, unknown][]> {
  return onServer(url, async (client) => {
    const dumped: [string, unknown][] = [];
    for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 }))
      for (const key of keys) dumped.push([key, await contentOf(client, key)]);
    return dumped;
  });
}

async function contentOf(client: AnyClient, key: string): Promise<unknown> {
  const type = await client.type(key);
  if (type === 'hash') return client.hGetAll(key);
  if (type === 'zset') return client.zRange(key, 0, -1);
  return client.get(key);
}

export async function removeKeys(url: string, prefix: string): Promise<void> {
  await onServer(url, async (client) => {
    for await (const keys of client.scanIterator({ MATCH: `${prefix}*`, COUNT: 1000 }))
      if (keys.length > 0) await client.unlink(keys);
  });
}

const clientOf = (url: string) => createClient({ url });
type AnyClient = ReturnType<typeof clientOf>;

export async function onServer<T>(
  url: string,
  work: (client: AnyClient) => Promise<T>,
): Promise<T> {
  const client = clientOf(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

/** A server of a test's own, to be stopped and started at will. */
export interface OwnRedis {
  readonly port: number;
  readonly url: string;
  start(): Promise<void>;
  /** Ends it at once, as a crash would: nothing more is written to disk. */
  kill(): Promise<void>;
  /** Holds the process still, as a machine that is out of breath, and lets it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** Ends it for good and removes its files. */
  remove(): Promise<void>;
}

/**
 * Starts a server on a free port.
 *
 * @param persistence - `none` forgets everything at a restart, `every-write` nothing
 */
export async function startRedis(
  persistence: 'none' | 'every-write',
  more: readonly string[] = [],
): Promise<OwnRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  const own: OwnRedis = {
    port,
    url,
    async start() {
      const writes = persistence === 'every-write';
      child = spawn(
        'redis-server',
        [
          ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
          ...['--appendonly', writes ? 'yes' : 'no', '--appendfsync', 'always'],
          ...more,
        ],
        { stdio: 'ignore' },
      );
      child.once('error', () => {});
      await until(async () => (await redisAnswers(url)) === true, `Redis on port ${port}`);
    },
    async kill() {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    signal: (name) => {
      child?.kill(name);
    },
    async remove() {
      await own.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await own.start();
  } catch (error) {
    await own.remove();
    throw error;
  }
  return own;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return address.port;
}
