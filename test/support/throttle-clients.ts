import { Redis as IoRedis } from 'ioredis';
import type { Throttle } from 'latchkey';
import { rateLimitThrottle, type SharedThrottleOptions } from 'latchkey/rate-limit';
import mysql from 'mysql2';
import { createClient } from 'redis';
import { postgresPool } from './postgres-server.js';

export type SharedKind = 'node-redis' | 'ioredis' | 'postgres' | 'mysql';

/** Where counters are: what another process needs to know to count there too. */
export interface ThrottlePlace {
  readonly kind: SharedKind;
  readonly url: string;
  /** Of the keys on Redis, where tests share a database. */
  readonly keyPrefix: string;
}

export interface ThrottleClient {
  throttle(options?: SharedThrottleOptions): Throttle;
  close(): Promise<void>;
}

/** Connects as an application would, with a client or pool of its own. */
export async function throttleClient({
  kind,
  url,
  keyPrefix,
}: ThrottlePlace): Promise<ThrottleClient> {
  if (kind === 'node-redis') {
    const redis = createClient({ url });
    redis.on('error', () => {});
    await redis.connect();
    return {
      throttle: (options) => rateLimitThrottle({ redis, keyPrefix, ...options }),
      close: async () => redis.destroy(),
    };
  }
  if (kind === 'ioredis') {
    const redis = new IoRedis(url);
    redis.on('error', () => {});
    return {
      throttle: (options) => rateLimitThrottle({ redis, keyPrefix, ...options }),
      close: async () => redis.disconnect(),
    };
  }
  if (kind === 'postgres') {
    const postgres = postgresPool({ connectionString: url, max: 10 });
    return {
      throttle: (options) => rateLimitThrottle({ postgres, ...options }),
      close: () => postgres.end(),
    };
  }
  const pool = mysql.createPool({ uri: url, connectionLimit: 10 });
  return {
    throttle: (options) => rateLimitThrottle({ mysql: pool, ...options }),
    close: () => pool.promise().end(),
  };
}
