import type { SessionIndex } from 'latchkey/sessions';
import type { RedisClient } from '../client.js';
import { invalid } from '../errors.js';
import { accountTag } from '../keys.js';
import { forgottenBefore, keptMilliseconds } from '../lifetime.js';
import { placeOf, type RealmOptions, realmOf } from '../options.js';
import { millisecondsOf, requireText, requireVersion, textsOf } from '../values.js';
import * as scripts from './scripts.js';

export interface RedisSessionIndexOptions extends RealmOptions {
  /** Tells which notes have long expired. @default the system's clock */
  readonly clock?: (() => Date) | undefined;
}

/**
 * Notes in Redis which sessions an account has in a session store of the application's own, such as
 * connect-redis, that can only be asked by a session's id. The ids are stored as they are, since
 * that store must be asked by them; it holds them as they are, too.
 *
 * Notes disappear by themselves three hours after their session expires.
 *
 * They must last as long as the session store. Where Redis may evict keys (`maxmemory-policy`), is
 * flushed or restarts without persistence, `revokeSessions` answers as if all were well while the
 * sessions that were lost from the index go on.
 *
 * @param client the application's own, of the package redis or ioredis; it is never closed
 * @param options.realm - that of the other stores. @default 'default'
 * @throws LatchkeyError `ERR_INVALID_OPTION` at once for another client or an impossible option;
 *   `ERR_STORE` (503) from every method while Redis is away
 *
 * @example
 * ```ts
 * const index = redisSessionIndex(client, { keyPrefix: 'shop' });
 * await index.add({ accountKey: '42', sessionId, credentialsVersion: 0, expiresAt });
 * ```
 */
export function redisSessionIndex(
  client: RedisClient,
  options: RedisSessionIndexOptions = {},
): SessionIndex {
  const { clock = () => new Date() } = options;
  if (typeof clock !== 'function') throw invalid('The option "clock" must be a function.');
  const realm = realmOf(options);
  const { connection, keyPrefix } = placeOf(client, options);
  const keysOf = (accountKey: string) => {
    const tag = accountTag(realm, accountKey);
    return [`${keyPrefix}:session-index:{${tag}}`, `${keyPrefix}:session-index-ends:{${tag}}`];
  };

  return {
    realm,

    async add({ accountKey, sessionId, credentialsVersion, expiresAt }) {
      requireText('sessionId', sessionId);
      requireVersion(credentialsVersion);
      const until = millisecondsOf('expiresAt', expiresAt);
      const now = millisecondsOf('clock', clock());
      await connection.run(scripts.ADD, keysOf(accountKey), [
        sessionId,
        String(credentialsVersion),
        String(until),
        keptMilliseconds(now, until),
        forgottenBefore(now),
      ]);
    },

    async list(accountKey) {
      const texts = textsOf(await connection.run(scripts.LIST, keysOf(accountKey), []));
      return Array.from({ length: texts.length / 2 }, (_, index) => ({
        sessionId: texts[2 * index] ?? '',
        credentialsVersion: Number(texts[2 * index + 1]),
      }));
    },

    async remove({ accountKey, sessionIds }) {
      const known = sessionIds.filter((each) => typeof each === 'string');
      if (known.length > 0) await connection.run(scripts.REMOVE, keysOf(accountKey), known);
    },
  };
}
