import type { CredentialStore, TokenStore } from 'latchkey';
import type { RedisClient } from './client.js';
import { type RedisOptions, refuseUnknown } from './options.js';
import { type RedisSessionStore, redisSessionStore } from './sessions/session-store.js';
import { redisTokenStore } from './tickets/token-store.js';

export interface RedisStoresOptions extends RedisOptions {
  /** Makes the ids of sessions. @default `randomBytes` of `node:crypto` */
  readonly random?: ((bytes: number) => Uint8Array) | undefined;
}

/** What Redis keeps; the rest, and the judge of every race, stays in the database. */
export interface RedisStores<Tx = unknown> {
  readonly tickets: TokenStore<Tx>;
  readonly sessions: RedisSessionStore<Tx>;
}

/**
 * Makes the stores of tickets and sessions on Redis, to be put in place of those of a database.
 * Realm and credentials versions are those of the database's stores, so that the two cannot
 * disagree.
 *
 * @param client the application's own, of the package redis or ioredis; it is never closed
 * @param database the stores whose realm and whose credentials versions count
 * @param options.keyPrefix - must differ for each deployment on one Redis. @default 'latchkey'
 * @param options.timeoutSeconds - @default 3
 * @throws LatchkeyError `ERR_INVALID_OPTION` at once for another client or an impossible option;
 *   `ERR_STORE` (503) from every method while Redis is away
 *
 * @example
 * ```ts
 * const client = await createClient({ url: 'redis://127.0.0.1:6379' }).connect();
 * const sql = sqlStores(db);
 * const stores = { ...sql, ...redisStores(client, sql) };
 * const passwords = new PasswordService({ stores, mailer, links });
 * ```
 */
export function redisStores<Tx = unknown>(
  client: RedisClient,
  database: {
    readonly realm: string;
    readonly credentials: Pick<CredentialStore<Tx>, 'read'>;
  },
  options: RedisStoresOptions = {},
): RedisStores<Tx> {
  const { realm, credentials } = database;
  refuseUnknown(options, ['random']);
  const { random, ...shared } = options;
  return {
    tickets: redisTokenStore(client, { ...shared, realm }),
    sessions: redisSessionStore(client, { ...shared, realm, credentials, random }),
  };
}
