import { LatchkeyError, type StoredAccount, type Stores } from 'latchkey';
import { MemoryAccounts, type NewMemoryAccount } from './accounts.js';
import { MemoryCredentialStore } from './credential-store.js';
import { type MemoryDatabase, memoryDatabase } from './database.js';
import { MemoryOutbox } from './outbox.js';
import { MemoryPasswordHistory } from './password-history.js';
import { MemorySessionStore } from './session-store.js';
import type { Table } from './table.js';
import { MemoryTokenStore } from './token-store.js';
import type { MemoryTransaction } from './transaction.js';
import { MemoryUserStore } from './user-store.js';

export interface MemoryStoresOptions<Id extends string | number, Extra extends object> {
  /** One set of accounts with its own tickets, sessions and outbox. @default 'default' */
  readonly realm?: string | undefined;
  /** Share it between realms, or between services. @default a new, empty one */
  readonly database?: MemoryDatabase | undefined;
  /** Rows that the users table starts with. */
  readonly accounts?: readonly NewMemoryAccount<Id, Extra>[] | undefined;
}

/** A whole set of stores, with what an application does with its own tables. */
export interface MemoryStores<Id extends string | number = string, Extra extends object = object>
  extends Stores<Id, Extra, MemoryTransaction> {
  readonly users: MemoryUserStore<Id, Extra>;
  readonly sessions: MemorySessionStore;
  /** The users table as the application's own code sees it. */
  readonly accounts: MemoryAccounts<Id, Extra>;
  readonly database: MemoryDatabase;
}

/**
 * Keeps everything in this process's memory, for tests and first steps. The guarantees are those
 * of the SQL stores, by running one transaction at a time; what is gone with the process is gone.
 *
 * Ids are text, or numbers with `idType: 'number'`. Further columns go into each account's
 * `extra`, and their type is inferred from there.
 *
 * @param options.realm - @default 'default'
 * @param options.accounts - rows to start with; ids that are left out are numbered
 * @param options.idType - @default 'text'
 * @param options.database - from `memoryDatabase()`, to share it between realms or services
 * @throws LatchkeyError `ERR_INVALID_OPTION` for an id of the other type, `ERR_STORE` for two
 *   accounts with one id
 *
 * @example
 * ```ts
 * import { memoryStores } from 'latchkey/memory';
 *
 * const stores = memoryStores({ accounts: [{ id: 'alice', email: 'alice@example.com' }] });
 * const { id } = await stores.accounts.add({ email: 'bob@example.com' });
 * const sessionId = await stores.sessions.create({
 *   accountKey: String(id),
 *   credentialsVersion: 0,
 *   expiresAt: new Date(Date.now() + 3_600_000),
 * });
 * ```
 */
export function memoryStores<Extra extends object = object>(
  options: MemoryStoresOptions<number, Extra> & { readonly idType: 'number' },
): MemoryStores<number, Extra>;
export function memoryStores<Extra extends object = object>(
  options?: MemoryStoresOptions<string, Extra> & { readonly idType?: 'text' },
): MemoryStores<string, Extra>;
export function memoryStores<Extra extends object>(
  options: MemoryStoresOptions<string | number, Extra> & {
    readonly idType?: 'text' | 'number';
  } = {},
): MemoryStores<string | number, Extra> {
  const {
    realm = 'default',
    database = memoryDatabase(),
    accounts = [],
    idType = 'text',
  } = options;
  const jsType = idType === 'number' ? 'number' : 'string';
  if (accounts.some(({ id }) => id !== undefined && typeof id !== jsType))
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      `The ids in "accounts" must be of "idType" ${idType}.`,
    );

  const tables = database.tables(realm);
  // A realm has one id type and one shape of `extra`: what its first memoryStores() said.
  const table = tables.accounts as Table<StoredAccount<string | number, Extra>>;
  return {
    realm,
    database,
    unitOfWork: { run: (work) => database.run(work) },
    users: new MemoryUserStore(database, table),
    credentials: new MemoryCredentialStore(database, tables.credentials),
    tickets: new MemoryTokenStore(database, tables.tickets, realm),
    history: new MemoryPasswordHistory(database, tables.history),
    outbox: new MemoryOutbox(database, tables.outbox),
    sessions: new MemorySessionStore(database, tables.sessions, tables.credentials),
    accounts: new MemoryAccounts({
      database,
      table,
      makeId: (serial) => (idType === 'number' ? serial : `account-${serial}`),
      seeds: accounts,
    }),
  };
}
