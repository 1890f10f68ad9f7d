import { LatchkeyError } from 'latchkey';

/**
 * A client of the package `redis` (node-redis): what `createClient`, `createCluster`,
 * `createClientPool` or `createSentinel` made.
 */
export interface NodeRedisClient {
  connect(): unknown;
  eval(script: string, options: NodeRedisEvalOptions): Promise<unknown>;
  evalSha(sha1: string, options: NodeRedisEvalOptions): Promise<unknown>;
}

export interface NodeRedisEvalOptions {
  keys?: string[];
  arguments?: string[];
}

/** A client of the package `ioredis`: a `Redis` or a `Cluster`. */
export interface IoredisClient {
  /** `wait`, `connecting`, `ready`, `reconnecting`, `end` and others. */
  readonly status: string;
  connect(): unknown;
  eval(script: string, numberOfKeys: number, ...args: string[]): Promise<unknown>;
  evalsha(sha1: string, numberOfKeys: number, ...args: string[]): Promise<unknown>;
  on(event: 'ready' | 'end', listener: () => void): unknown;
  off(event: 'ready' | 'end', listener: () => void): unknown;
}

/** The application's own client, recognised by its methods: no package is imported for it. */
export type RedisClient = NodeRedisClient | IoredisClient;

/**
 * Says whose client it is. Pipelines and transactions have the same methods but answer late or
 * never; they cannot connect, and are told by that.
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION` for anything else
 */
export function kindOfClient(client: unknown): 'node-redis' | 'ioredis' {
  if (typeof client === 'object' && client !== null) {
    const has = (name: string) => typeof Reflect.get(client, name) === 'function';
    if (has('connect') && has('eval')) {
      if (has('evalSha')) return 'node-redis';
      if (has('evalsha') && has('on') && has('off') && 'status' in client) return 'ioredis';
    }
  }
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    'The "client" is none that is known: hand over `await createClient({ url }).connect()` or a ' +
      '`createCluster` of the package redis, or a `new Redis(url)` or `new Redis.Cluster([…])` of ' +
      'ioredis, and neither its URL nor a pipeline, a transaction or a `legacy()` client of it.',
  );
}
