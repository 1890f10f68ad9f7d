import type { AccountId } from './account.js';
import type { CredentialStore } from './credential-store.js';
import type { Outbox } from './outbox.js';
import type { PasswordHistory } from './password-history.js';
import type { SessionStore } from './session-store.js';
import type { TokenStore } from './token-store.js';
import type { UserStore } from './user-store.js';

/** Runs work in one database transaction. */
export interface UnitOfWork<Tx = unknown> {
  /**
   * Begins, calls `work` with the transaction's handle, and commits. A throw rolls back and is
   * rethrown. After a serialization failure or a deadlock `work` may run again, a bounded number
   * of times; nothing outside the database may happen in it.
   */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/**
 * Everything a `PasswordService` stores, for one realm. `sqlStores()` and `memoryStores()` make a
 * whole set; any member can be replaced by another store of the same port:
 *
 * ```ts
 * const stores = { ...sqlStores(db), sessions: mySessions };
 * ```
 */
export interface Stores<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> {
  /** One set of accounts with its own policy and stores. Tickets of another realm never match. */
  readonly realm: string;
  readonly unitOfWork: UnitOfWork<Tx>;
  readonly users: UserStore<Id, Extra, Tx>;
  readonly credentials: CredentialStore<Tx>;
  readonly tickets: TokenStore<Tx>;
  readonly history: PasswordHistory<Tx>;
  readonly outbox: Outbox<Tx>;
  /** Without one, sessions end by their credentials version alone: see `checkSession`. */
  readonly sessions?: SessionStore<Tx> | undefined;
}
