import { Cluster, Redis } from 'ioredis';
import type { RedisClient } from 'latchkey/redis';
import { createClient, createCluster } from 'redis';

/** A client as an application has it, and how it is closed. */
export interface OpenClient {
  readonly client: RedisClient;
  close(): void;
}

export interface ClientKind {
  readonly name: 'node-redis' | 'ioredis';
  /** Connects to a single node. */
  single(url: string): Promise<OpenClient>;
  /** Connects to a Cluster on this machine. */
  cluster(ports: readonly number[]): Promise<OpenClient>;
}

// Clients emit an error for every lost connection and come back by themselves.
const ignore = () => {};

export const clientKinds: readonly ClientKind[] = [
  {
    name: 'node-redis',
    async single(url) {
      const client = createClient({ url, socket: { reconnectStrategy: 50 } });
      client.on('error', ignore);
      await client.connect();
      return { client, close: () => client.destroy() };
    },
    async cluster(ports) {
      const rootNodes = ports.map((port) => ({ url: `redis://127.0.0.1:${port}` }));
      const client = createCluster({ rootNodes });
      client.on('error', ignore);
      await client.connect();
      return { client, close: () => client.destroy() };
    },
  },
  {
    name: 'ioredis',
    async single(url) {
      const client = new Redis(url, { retryStrategy: () => 50 });
      client.on('error', ignore);
      return { client, close: () => client.disconnect() };
    },
    async cluster(ports) {
      const client = new Cluster(ports.map((port) => ({ host: '127.0.0.1', port })));
      client.on('error', ignore);
      return { client, close: () => client.disconnect() };
    },
  },
];

/**
 * The same client, of a process to which something happens once Redis has answered its first step:
 * what throws there is its death.
 */
export function afterOneStep(client: RedisClient, happen: () => Promise<unknown>): RedisClient {
  let answered = false;
  const sent = async (send: () => Promise<unknown>) => {
    if (answered) await happen();
    const answer = await send();
    answered = true;
    return answer;
  };
  const own = client as unknown as Record<'eval' | 'evalsha' | 'evalSha', Command>;
  const through =
    (name: keyof typeof own): Command =>
    (...args) =>
      sent(() => own[name](...args));
  return {
    connect() {},
    eval: through('eval'),
    ...('evalsha' in client
      ? { evalsha: through('evalsha'), status: 'ready', on() {}, off() {} }
      : { evalSha: through('evalSha') }),
  } as RedisClient;
}

type Command = (...args: unknown[]) => Promise<unknown>;

export const dies = async () => {
  throw new Error('killed');
};
