import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { AccountId, Stores } from 'latchkey';
import { sqlCredentialStore } from './credentials.js';
import { database, type SqlOptions } from './database.js';
import { sqlPasswordHistory } from './history.js';
import { sqlOutbox } from './outbox.js';
import { realmOf } from './realm.js';
import { resolveMapping } from './resolve-mapping.js';
import { type SqlSessionStore, sqlSessionStore } from './sessions.js';
import { sqlTokenStore } from './tickets.js';
import { sqlUnitOfWork } from './unit-of-work.js';
import type { ExtraOf, IdOf, UsersMapping } from './user-mapping.js';
import { sqlUserStore } from './users.js';

export interface SqlStoresOptions<Mapping extends UsersMapping = UsersMapping> extends SqlOptions {
  /** Names the set of accounts; tables may be shared by several realms. @default 'default' */
  readonly realm?: string | undefined;
  /** Where the accounts are. @default the table `users` with `id`, `email`, `password_hash` */
  readonly users?: Mapping | undefined;
  /** Makes the ids of sessions. @default `randomBytes` of `node:crypto` */
  readonly random?: ((bytes: number) => Uint8Array) | undefined;
}

/** A whole set of stores in one database. */
export interface SqlStores<Id extends AccountId, Extra extends object, Tx>
  extends Stores<Id, Extra, Tx> {
  readonly sessions: SqlSessionStore<Tx>;
}

/**
 * Makes every store of a `PasswordService` over one Kysely instance, for PostgreSQL, PGlite and
 * SQLite. Connects when first used; the tables are made by `migrate(db)`.
 *
 * A SQLite database should be opened with `PRAGMA journal_mode = WAL` and a `busy_timeout`, or
 * several processes will turn each other away; one of the package libsql through
 * `libsqlDatabase`. Kysely has a single connection to it, so whatever runs inside
 * `unitOfWork.run` must be handed the transaction, or it waits for itself.
 *
 * The transaction that stores and hooks receive is Kysely's, typed with your own tables. The
 * plugins of the instance do not apply to the library's statements.
 *
 * @param db the application's own instance; it is never closed by the library
 * @throws `ERR_INVALID_OPTION` at once for an unknown dialect or an impossible name; `ERR_SCHEMA`
 *   when first used, if the tables are missing
 * @example
 * ```ts
 * const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
 * await migrate(db);
 * const passwords = new PasswordService({
 *   stores: sqlStores(db, { users: { idType: 'uuid', columns: { enabled: 'active' } } }),
 *   mailer,
 *   links: { reset: 'https://app.example/password/reset' },
 * });
 * ```
 */
export function sqlStores<DB, const Mapping extends UsersMapping = UsersMapping>(
  db: Kysely<DB>,
  options: SqlStoresOptions<Mapping> = {},
): SqlStores<IdOf<Mapping>, ExtraOf<Mapping>, Transaction<DB>> {
  const { random = randomBytes } = options;
  const realm = realmOf(options);
  const target = database(db, options);
  return {
    realm,
    unitOfWork: sqlUnitOfWork(db, target.dialect),
    users: sqlUserStore(target, resolveMapping(options.users ?? {})),
    credentials: sqlCredentialStore(target, realm),
    tickets: sqlTokenStore(target, realm),
    history: sqlPasswordHistory(target, realm),
    outbox: sqlOutbox(target, realm),
    sessions: sqlSessionStore(target, realm, random),
  };
}
