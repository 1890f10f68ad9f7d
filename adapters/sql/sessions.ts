import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { SessionStore } from 'latchkey';
import type { Database } from './database.js';
import type { Handle } from './handle.js';
import { purgeRows } from './purge.js';
import { fromDate, type Integer, toDate, toNumber } from './values.js';

/** A session that is good at the moment. */
export interface SqlSession {
  readonly accountKey: string;
  readonly credentialsVersion: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/**
 * Sessions in the database of the companion table: they end in the very transaction that changes
 * the password. Only the SHA-256 digest of a session's id is stored.
 */
export interface SqlSessionStore<Tx = Handle> extends SessionStore<Tx> {
  /**
   * Starts a session and resolves to its id: 43 characters of base64url, for a cookie.
   *
   * @param session.credentialsVersion what `authenticate` or a change of password answered; the
   *   session is good while it is the account's current one
   * @param session.now when the session starts; default: now
   * @example
   * ```ts
   * const signedIn = unwrap(await passwords.authenticate({ identifier, password }));
   * const sessionId = await stores.sessions.create({
   *   accountKey: String(signedIn.account.id),
   *   credentialsVersion: signedIn.credentialsVersion,
   *   expiresAt: new Date(Date.now() + 12 * 3_600_000),
   * });
   * ```
   */
  create(
    session: {
      readonly accountKey: string;
      readonly credentialsVersion: number;
      readonly expiresAt: Date;
      readonly now?: Date | undefined;
    },
    tx?: Tx,
  ): Promise<string>;

  /**
   * Finds a session that has not expired and whose version is the account's current one; `null`
   * otherwise, for anything that is not a session id, and while the account is in dispute.
   */
  find(
    query: { readonly sessionId: string; readonly now: Date },
    tx?: Tx,
  ): Promise<SqlSession | null>;

  /** Ends one session: a sign-out. Resolves to whether there was one. */
  remove(sessionId: string, tx?: Tx): Promise<boolean>;

  /** Deletes at most `limit` sessions that expired before `before`. */
  purge(purge: { readonly before: Date; readonly limit: number }, tx?: Tx): Promise<number>;
}

export function sqlSessionStore(
  database: Database,
  realm: string,
  random: (bytes: number) => Uint8Array,
): SqlSessionStore {
  const { sessions, credentials } = database.tables;
  const newId = () => Buffer.from(random(32)).toString('base64url');

  return {
    transactional: true,

    async create({ accountKey, credentialsVersion, expiresAt, now = new Date() }, tx) {
      const id = newId();
      await database.rows(
        sql`
          insert into ${sessions} (
            digest, realm, account_key, credentials_version, created_at, expires_at
          ) values (
            ${digestOf(id)}, ${realm}, ${accountKey}, ${credentialsVersion}, ${fromDate(now)},
            ${fromDate(expiresAt)}
          )`,
        tx,
      );
      return id;
    },

    async find({ sessionId, now }, tx) {
      if (!isSessionId(sessionId)) return null;
      const [row] = await database.rows(
        sql<{
          account_key: string;
          credentials_version: Integer;
          created_at: Integer;
          expires_at: Integer;
        }>`
          select s.account_key, s.credentials_version, s.created_at, s.expires_at
          from ${sessions} as s left join ${credentials} as c
            on c.realm = s.realm and c.account_key = s.account_key
          where s.digest = ${digestOf(sessionId)} and s.realm = ${realm}
            and s.expires_at > ${fromDate(now)}
            and s.credentials_version = coalesce(c.version, 0)
            and coalesce(c.change_required, '') <> 'disputed'`,
        tx,
      );
      return row === undefined
        ? null
        : {
            accountKey: row.account_key,
            credentialsVersion: toNumber(row.credentials_version),
            createdAt: toDate(row.created_at),
            expiresAt: toDate(row.expires_at),
          };
    },

    async remove(sessionId, tx) {
      if (!isSessionId(sessionId)) return false;
      const written = await database.written(
        sql`delete from ${sessions} where digest = ${digestOf(sessionId)} and realm = ${realm}`,
        tx,
      );
      return written === 1;
    },

    revoke({ accountKey, belowVersion, except }, tx) {
      const older = belowVersion === null ? sql`` : sql`and credentials_version < ${belowVersion}`;
      const others = except === null ? sql`` : sql`and digest <> ${digestOf(except)}`;
      return database.written(
        sql`
          delete from ${sessions}
          where realm = ${realm} and account_key = ${accountKey} ${older} ${others}`,
        tx,
      );
    },

    async restamp({ accountKey, sessionId, credentialsVersion }, tx) {
      if (!isSessionId(sessionId)) return null;
      const id = newId();
      const written = await database.written(
        sql`
          update ${sessions}
          set digest = ${digestOf(id)}, credentials_version = ${credentialsVersion}
          where digest = ${digestOf(sessionId)} and realm = ${realm}
            and account_key = ${accountKey}`,
        tx,
      );
      return written === 1 ? id : null;
    },

    purge: ({ before, limit }, tx) =>
      purgeRows(
        database,
        { table: sessions, key: 'digest', instant: 'expires_at', realm, before, limit },
        tx,
      ),
  };
}

function isSessionId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{43}$/.test(value);
}

function digestOf(sessionId: string): Buffer {
  return createHash('sha256').update(sessionId).digest();
}
