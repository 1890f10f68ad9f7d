import { randomBytes } from 'node:crypto';
import type { Credentials, SessionStore } from 'latchkey';
import type { MemoryDatabase } from './database.js';
import type { Table } from './table.js';
import type { MemoryTransaction } from './transaction.js';

/** A session of an application, stamped with the credentials version it was opened under. */
export interface MemorySession {
  readonly accountKey: string;
  readonly credentialsVersion: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Sessions of an application: to open, to look up, and for the library to revoke. */
export class MemorySessionStore implements SessionStore<MemoryTransaction> {
  readonly transactional = true;
  readonly #database: MemoryDatabase;
  readonly #table: Table<MemorySession>;
  readonly #credentials: Table<Credentials>;

  /** @internal */
  constructor(
    database: MemoryDatabase,
    table: Table<MemorySession>,
    credentials: Table<Credentials>,
  ) {
    this.#database = database;
    this.#table = table;
    this.#credentials = credentials;
  }

  /**
   * Starts a session and resolves to its id: 43 characters of base64url, for a cookie.
   *
   * @param session.credentialsVersion - what `authenticate` or a change of password answered
   * @param session.now - when the session starts. @default now
   */
  create(
    session: {
      readonly accountKey: string;
      readonly credentialsVersion: number;
      readonly expiresAt: Date;
      readonly now?: Date | undefined;
    },
    tx?: MemoryTransaction,
  ): Promise<string> {
    return this.#database.write(this.#table, tx, (rows) => {
      const sessionId = newSessionId();
      rows.set(sessionId, {
        accountKey: session.accountKey,
        credentialsVersion: session.credentialsVersion,
        createdAt: session.now ?? new Date(),
        expiresAt: new Date(session.expiresAt),
      });
      return sessionId;
    });
  }

  /**
   * Finds a session that is good at `now`: not expired, and stamped with the account's current
   * credentials version. A sign-in that raced a reset holds an older one, and opens nothing; nor does
   * any session while the account is in dispute.
   */
  async find(
    query: { readonly sessionId: string; readonly now: Date },
    tx?: MemoryTransaction,
  ): Promise<MemorySession | null> {
    const session = this.#database.rows(this.#table, tx).get(query.sessionId);
    if (session === undefined || session.expiresAt <= query.now) return null;
    const current = this.#database.rows(this.#credentials, tx).get(session.accountKey);
    if (session.credentialsVersion !== (current?.version ?? 0)) return null;
    if (current?.changeRequired === 'disputed') return null;
    return structuredClone(session);
  }

  /** Ends one session: a sign-out. Resolves to whether there was one. */
  remove(sessionId: string, tx?: MemoryTransaction): Promise<boolean> {
    return this.#database.write(this.#table, tx, (rows) => {
      const existed = rows.get(sessionId) !== undefined;
      rows.delete(sessionId);
      return existed;
    });
  }

  revoke(
    revocation: {
      readonly accountKey: string;
      readonly belowVersion: number | null;
      readonly except: string | null;
    },
    tx?: MemoryTransaction,
  ): Promise<number> {
    return this.#database.write(this.#table, tx, (rows) => {
      let revoked = 0;
      for (const [sessionId, session] of rows.entries()) {
        if (session.accountKey !== revocation.accountKey) continue;
        if (sessionId === revocation.except) continue;
        if (
          revocation.belowVersion !== null &&
          session.credentialsVersion >= revocation.belowVersion
        )
          continue;
        rows.delete(sessionId);
        revoked += 1;
      }
      return revoked;
    });
  }

  /** Stamps a kept session, under a new id: the old one may be known to whoever knew the password. */
  restamp(
    stamp: {
      readonly accountKey: string;
      readonly sessionId: string;
      readonly credentialsVersion: number;
    },
    tx?: MemoryTransaction,
  ): Promise<string | null> {
    return this.#database.write(this.#table, tx, (rows) => {
      const session = rows.get(stamp.sessionId);
      if (session === undefined || session.accountKey !== stamp.accountKey) return null;
      const sessionId = newSessionId();
      rows.delete(stamp.sessionId);
      rows.set(sessionId, { ...session, credentialsVersion: stamp.credentialsVersion });
      return sessionId;
    });
  }
}

const newSessionId = () => randomBytes(32).toString('base64url');
