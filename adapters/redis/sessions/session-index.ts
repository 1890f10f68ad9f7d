import type { SessionIndex } from 'latchkey/sessions';
import type { RedisClient } from '../client.js';
import { invalid } from '../errors.js';
import { accountTag } from '../keys.js';
import { forgottenBefore, keptMilliseconds } from '../lifetime.js';
import { placeOf, type RealmOptions, realmOf } from '../options.js';
import { millisecondsOf, requireText, requireVersion, textsOf } from '../values.js';
import { eachPage } from './each-page.js';
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
 * @param options.keyPrefix - must differ for each deployment on one Redis. @default 'latchkey'
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
  const { connection, keyPrefix } = placeOf(client, options, ['realm', 'clock']);
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
      const keys = keysOf(accountKey);
      const versions = new Map<string, number>();
      await eachPage(async (cursor) => {
        const reply = await connection.run(scripts.LIST, keys, [cursor]);
        const [next, page] = Array.isArray(reply) ? reply : [];
        const texts = textsOf(page);
        for (let index = 0; index < texts.length; index += 2)
          versions.set(texts[index] ?? '', Number(texts[index + 1]));
        return next;
      });
      return Array.from(versions, ([sessionId, credentialsVersion]) => ({
        sessionId,
        credentialsVersion,
      }));
    },

    async remove({ accountKey, sessionIds }) {
      const known = sessionIds.filter((each) => typeof each === 'string');
      const keys = keysOf(accountKey);
      for (let from = 0; from < known.length; from += scripts.PAGE)
        await connection.run(scripts.REMOVE, keys, known.slice(from, from + scripts.PAGE));
    },
  };
}
