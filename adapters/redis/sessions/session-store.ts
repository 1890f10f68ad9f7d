import { randomBytes } from 'node:crypto';
import type { CredentialStore, SessionStore } from 'latchkey';
import type { RedisClient } from '../client.js';
import { invalid } from '../errors.js';
import { accountTag, digest } from '../keys.js';
import { forgottenBefore, keptMilliseconds } from '../lifetime.js';
import { placeOf, type RealmOptions, realmOf } from '../options.js';
import { millisecondsOf, requireVersion, textOf } from '../values.js';
import { eachPage } from './each-page.js';
import { decodeSession, encodeSession, type RedisSession } from './record.js';
import * as scripts from './scripts.js';
import { isSessionId, newSessionId, tagOf } from './session-id.js';

/** Sessions in Redis. They are ended straight after the commit of the change that ends them. */
export interface RedisSessionStore<Tx = unknown> extends SessionStore<Tx> {
  /**
   * Starts a session and resolves to its id: 65 characters of base64url, for a cookie.
   *
   * @param session.credentialsVersion - what `authenticate` or a change of password answered; the
   *   session is good while it is the account's current one
   * @param session.now - when the session starts. @default now
   * @throws LatchkeyError `ERR_INVALID_OPTION` for what is no session, `ERR_STORE` while Redis is away
   */
  create(session: {
    readonly accountKey: string;
    readonly credentialsVersion: number;
    readonly expiresAt: Date;
    readonly now?: Date | undefined;
  }): Promise<string>;

  /**
   * Finds a session that has not expired and whose version is the account's current one; `null`
   * otherwise, for anything that is not a session id, and while the account is in dispute. It asks
   * Redis for the session and your database for the version, so that a session that was opened by a
   * sign-in that raced a change, or that Redis could not be told to end, is never found.
   */
  find(
    query: { readonly sessionId: string; readonly now: Date },
    tx?: Tx,
  ): Promise<RedisSession | null>;

  /** Ends one session: a sign-out. Resolves to whether there was one. */
  remove(sessionId: string): Promise<boolean>;
}

export interface RedisSessionStoreOptions<Tx = unknown> extends RealmOptions {
  /** Who knows the current version of an account: the `credentials` of the other stores. */
  readonly credentials: Pick<CredentialStore<Tx>, 'read'>;
  /** Makes the ids of sessions. @default `randomBytes` of `node:crypto` */
  readonly random?: ((bytes: number) => Uint8Array) | undefined;
}

/**
 * Keeps sessions in Redis, on a single node or a Cluster, with those of an account in one place. Only
 * the SHA-256 digest of a session's id is stored.
 *
 * Redis cannot join a transaction: a change of password ends the other sessions right after its
 * commit, and the outbox goes on trying while Redis is away. In between they open nothing, because
 * `find` compares versions.
 *
 * @param client the application's own, of the package redis or ioredis; it is never closed
 * @param options.credentials - the `credentials` of the stores in your database
 * @param options.keyPrefix - must differ for each deployment on one Redis. @default 'latchkey'
 * @throws LatchkeyError `ERR_INVALID_OPTION` at once for another client or an impossible option;
 *   `ERR_STORE` (503) from every method while Redis is away
 *
 * @example
 * ```ts
 * const sql = sqlStores(db);
 * const sessions = redisSessionStore(client, { credentials: sql.credentials });
 * const passwords = new PasswordService({ stores: { ...sql, sessions }, mailer, links });
 * ```
 */
export function redisSessionStore<Tx = unknown>(
  client: RedisClient,
  options: RedisSessionStoreOptions<Tx>,
): RedisSessionStore<Tx> {
  const { credentials, random = randomBytes } = options;
  if (typeof credentials?.read !== 'function')
    throw invalid('The option "credentials" must be the `credentials` of your other stores.');
  const realm = realmOf(options);
  const { connection, keyPrefix } = placeOf(client, options, ['realm', 'credentials', 'random']);
  const keysOf = (tag: string) => [
    `${keyPrefix}:sessions:{${tag}}`,
    `${keyPrefix}:session-ends:{${tag}}`,
  ];

  return {
    transactional: false,

    async create({ accountKey, credentialsVersion, expiresAt, now = new Date() }) {
      requireVersion(credentialsVersion);
      const tag = accountTag(realm, accountKey);
      const session = { accountKey, credentialsVersion, createdAt: now, expiresAt };
      const [from, until] = [millisecondsOf('now', now), millisecondsOf('expiresAt', expiresAt)];
      const id = newSessionId(tag, random);
      await connection.run(scripts.ADD, keysOf(tag), [
        digest(id),
        encodeSession(session),
        String(until),
        keptMilliseconds(from, until),
        forgottenBefore(from),
      ]);
      return id;
    },

    async find({ sessionId, now }, tx) {
      if (!isSessionId(sessionId)) return null;
      const tag = tagOf(sessionId);
      const line = textOf(await connection.run(scripts.FIND, keysOf(tag), [digest(sessionId)]));
      if (line === null) return null;
      const session = decodeSession(line);
      // Written so that an invalid date finds nothing.
      if (!(millisecondsOf('now', now) < session.expiresAt.getTime())) return null;
      // An id names its account's place, and a place of another realm holds no session of this one.
      if (accountTag(realm, session.accountKey) !== tag) return null;
      // After the session: what a change in between has ended is not found either.
      const { version, changeRequired } = await credentials.read(session.accountKey, tx);
      if (changeRequired === 'disputed') return null;
      return session.credentialsVersion === version ? session : null;
    },

    async remove(sessionId) {
      if (!isSessionId(sessionId)) return false;
      const keys = keysOf(tagOf(sessionId));
      return Number(await connection.run(scripts.REMOVE, keys, [digest(sessionId)])) === 1;
    },

    async revoke({ accountKey, belowVersion, except }) {
      const keys = keysOf(accountTag(realm, accountKey));
      const args = [
        belowVersion === null ? '' : String(belowVersion),
        typeof except === 'string' ? digest(except) : '',
      ];
      let revoked = 0;
      await eachPage(async (cursor) => {
        const reply = await connection.run(scripts.REVOKE, keys, [...args, cursor]);
        const [next, count] = Array.isArray(reply) ? reply : [];
        revoked += Number(count);
        return next;
      });
      return revoked;
    },

    async restamp({ accountKey, sessionId, credentialsVersion }) {
      requireVersion(credentialsVersion);
      const tag = accountTag(realm, accountKey);
      if (!isSessionId(sessionId)) return null;
      const id = newSessionId(tag, random);
      const args = [digest(sessionId), digest(id), String(credentialsVersion)];
      return Number(await connection.run(scripts.RESTAMP, keysOf(tag), args)) === 1 ? id : null;
    },
  };
}
