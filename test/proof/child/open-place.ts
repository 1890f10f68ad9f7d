import type { Kysely } from 'kysely';
import { type Hooks, length, notReused, PasswordService, policy } from 'latchkey';
import { redisStores, redisThrottle } from 'latchkey/redis';
import { sqlStores } from 'latchkey/sql';
import { cheapHasher } from '../../support/cheap-hasher.js';
import { type Connecting, connect } from '../../support/connect.js';
import { type DemoTables, demoMapping } from '../../support/demo-users.js';
import type { AppStores } from '../../support/each-engine.js';
import { throttleClient } from '../../support/throttle-clients.js';
import type { Place } from './tasks.js';

/** Replaced hashes that are kept; one less than the policy remembers. */
export const REPLACED_HASHES = 2;

/** A machine that runs four processes beside the test is slow, which is no outage. */
const PATIENCE_SECONDS = 60;

export interface OpeningPlace extends Connecting {
  readonly clock: () => Date;
  readonly wrap?: (stores: AppStores) => AppStores;
  readonly hooks?: Hooks<string, object, unknown>;
  readonly mailer?: (mail: { readonly to: string }) => Promise<void>;
}

export interface OpenPlace {
  readonly db: Kysely<DemoTables>;
  readonly stores: AppStores;
  readonly passwords: PasswordService<string, object, unknown>;
  close(): Promise<void>;
}

/** Opens a service over a place, with connections of its own: the same in every process. */
export async function openPlace(place: Place, opening: OpeningPlace): Promise<OpenPlace> {
  const { clock, wrap = (same) => same, hooks, mailer = async () => {}, ...connecting } = opening;
  const db = await connect(place.sql, connecting);
  const sql = sqlStores(db, { users: demoMapping });
  const redis = place.redis === undefined ? null : await openRedis(place.redis.url);
  const counting = typeof place.throttle === 'object' ? await throttleClient(place.throttle) : null;
  const throttle =
    place.throttle === 'beside the tickets' && redis !== null
      ? redisThrottle(redis, {
          keyPrefix: place.redis?.keyPrefix,
          timeoutSeconds: PATIENCE_SECONDS,
        })
      : counting?.throttle({ timeoutMs: PATIENCE_SECONDS * 1000 });
  const stores: AppStores = wrap(
    redis === null
      ? sql
      : { ...sql, ...redisStores(redis, sql, { keyPrefix: place.redis?.keyPrefix }) },
  );
  const passwords = new PasswordService<string, object, unknown>({
    stores,
    mailer,
    links: {
      reset: 'https://app.example/password/reset',
      disavow: 'https://app.example/password/disavow',
    },
    policy: policy(length({ min: 15 }), notReused(REPLACED_HASHES + 1)),
    hasher: cheapHasher,
    hashing: { maxWaiting: 1000 },
    outbox: 'external',
    onEvent: () => {},
    clock,
    throttle,
    ...(place.codeKey === undefined ? {} : { keys: [place.codeKey] }),
    ...(hooks === undefined ? {} : { hooks }),
  });
  return {
    db,
    stores,
    passwords,
    async close() {
      await passwords.close();
      redis?.destroy();
      await counting?.close();
      await db.destroy();
    },
  };
}

async function openRedis(url: string) {
  const { default: redis } = await import('redis');
  const client = redis.createClient({ url });
  client.on('error', () => {});
  await client.connect();
  return client;
}
