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
