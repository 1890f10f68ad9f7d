import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { SessionIndex } from 'latchkey/sessions';
import { database, type SqlOptions } from './database.js';
import { purgeRows } from './purge.js';
import { realmOf } from './realm.js';
import { fromDate, type Integer, toNumber } from './values.js';

export interface SqlSessionIndexOptions extends SqlOptions {
  /** That of the `PasswordService`. @default 'default' */
  readonly realm?: string | undefined;
}

/**
 * Notes which sessions an account has in a session store of the application's own, for
 * `indexedSessions` of `latchkey/sessions`, in the table `session_index` that `migrate(db)` makes.
 * The arguments are those of `sqlStores`.
 *
 * Ids are stored as they are, since the session store destroys by nothing else: it holds them as
 * they are, too. Entries whose session has expired go with `purgeExpired`.
 *
 * The table must last as long as the session store. After it was emptied or restored from an older
 * backup, `revokeSessions` answers as if all were well while the sessions that it lost go on.
 *
 * @throws `ERR_INVALID_OPTION` at once for an unknown dialect or an impossible name; `ERR_SCHEMA`
 *   when first used, if the table is missing
 * @example
 * ```ts
 * import session from 'express-session';
 * import { expressSessionStore, indexedSessions } from 'latchkey/sessions';
 *
 * const sessions = indexedSessions({
 *   index: sqlSessionIndex(db),
 *   host: expressSessionStore(new session.MemoryStore()),
 * });
 * ```
 */
export function sqlSessionIndex<DB>(
  db: Kysely<DB>,
  options: SqlSessionIndexOptions = {},
): SessionIndex {
  const realm = realmOf(options);
  const target = database(db, options);
  const { session_index: entries } = target.tables;
  const ofAccount = (accountKey: string) => sql`realm = ${realm} and account_key = ${accountKey}`;
  const digestOf = (sessionId: string) =>
    createHash('sha256')
      .update(JSON.stringify([realm, sessionId]))
      .digest();

  return {
    realm,

    async add({ accountKey, sessionId, credentialsVersion, expiresAt }) {
      const until = fromDate(expiresAt);
      await target.rows(
        target.dialect.upsert({
          table: entries,
          key: sql`digest`,
          columns: sql`digest, realm, account_key, session_id, credentials_version, expires_at`,
          values: sql`
            ${digestOf(sessionId)}, ${realm}, ${accountKey}, ${sessionId}, ${credentialsVersion},
            ${until}`,
          set: () => sql`
            account_key = ${accountKey}, credentials_version = ${credentialsVersion},
            expires_at = ${until}`,
        }),
        undefined,
      );
    },

    async list(accountKey) {
      const rows = await target.rows(
        sql<{ session_id: string; credentials_version: Integer }>`
          select session_id, credentials_version from ${entries} where ${ofAccount(accountKey)}`,
        undefined,
      );
      return rows.map((row) => ({
        sessionId: row.session_id,
        credentialsVersion: toNumber(row.credentials_version),
      }));
    },

    async remove({ accountKey, sessionIds }) {
      if (sessionIds.length === 0) return;
      const digests = sql.join(sessionIds.map(digestOf));
      await target.written(
        sql`delete from ${entries} where ${ofAccount(accountKey)} and digest in (${digests})`,
        undefined,
      );
    },

    purge: ({ before, limit }) =>
      purgeRows(
        target,
        { table: entries, key: 'digest', instant: 'expires_at', realm, before, limit },
        undefined,
      ),
  };
}
