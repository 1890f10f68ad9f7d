import { type AccountId, LatchkeyError, type StoredAccount } from 'latchkey';
import type { MemoryDatabase } from './database.js';
import type { Table } from './table.js';
import type { MemoryTransaction } from './transaction.js';

/** A new row of the users table. What is left out gets the default of a plain, enabled account. */
export interface NewMemoryAccount<Id extends AccountId, Extra extends object> {
  /** @default the next free one: 1, 2, … or 'account-1', 'account-2', … */
  readonly id?: Id;
  /** @default null */
  readonly email?: string | null;
  /** @default false */
  readonly emailVerified?: boolean;
  /** @default true */
  readonly enabled?: boolean;
  /** @default null */
  readonly identityProvider?: string | null;
  /** A finished hash, never a password. @default null */
  readonly passwordHash?: string | null;
  /** @default null */
  readonly displayName?: string | null;
  /** BCP 47 language tag. @default null */
  readonly locale?: string | null;
  /** The application's further columns. @default {} */
  readonly extra?: Extra;
}

/** What an application's own code does with its users table. */
export class MemoryAccounts<Id extends AccountId, Extra extends object> {
  readonly #database: MemoryDatabase;
  readonly #table: Table<StoredAccount<Id, Extra>>;
  readonly #makeId: (serial: number) => Id;
  #serial = 0;

  /** @internal */
  constructor(wiring: {
    readonly database: MemoryDatabase;
    readonly table: Table<StoredAccount<Id, Extra>>;
    readonly makeId: (serial: number) => Id;
    readonly seeds: readonly NewMemoryAccount<Id, Extra>[];
  }) {
    this.#database = wiring.database;
    this.#table = wiring.table;
    this.#makeId = wiring.makeId;
    const draft = wiring.table.draft();
    for (const seed of wiring.seeds) this.#insert(draft, seed);
    draft.commit();
  }

  /**
   * Adds an account and resolves to it.
   *
   * @throws LatchkeyError `ERR_STORE` where the id is taken
   */
  add(
    account: NewMemoryAccount<Id, Extra>,
    tx?: MemoryTransaction,
  ): Promise<StoredAccount<Id, Extra>> {
    return this.#database.write(this.#table, tx, (rows) => this.#insert(rows, account));
  }

  /** Changes columns of an account. Resolves to the account, or `null` where there is none. */
  update(
    id: Id,
    columns: Omit<NewMemoryAccount<Id, Extra>, 'id'>,
    tx?: MemoryTransaction,
  ): Promise<StoredAccount<Id, Extra> | null> {
    return this.#database.write(this.#table, tx, (rows) => {
      const present = rows.get(String(id));
      if (present === undefined) return null;
      const account = withPasswordState({ ...present, ...structuredClone(columns) });
      rows.set(String(id), account);
      return structuredClone(account);
    });
  }

  /** Reads an account, hash included; `null` where there is none. */
  async get(id: Id, tx?: MemoryTransaction): Promise<StoredAccount<Id, Extra> | null> {
    const account = this.#database.rows(this.#table, tx).get(String(id));
    return account === undefined ? null : structuredClone(account);
  }

  /** Deletes an account's row. What the library knows of it goes with `forgetAccount`. */
  remove(id: Id, tx?: MemoryTransaction): Promise<void> {
    return this.#database.write(this.#table, tx, (rows) => rows.delete(String(id)));
  }

  #insert(
    rows: {
      get(key: string): unknown;
      set(key: string, row: StoredAccount<Id, Extra>): void;
    },
    account: NewMemoryAccount<Id, Extra>,
  ): StoredAccount<Id, Extra> {
    const id = account.id ?? this.#nextId(rows);
    if (rows.get(String(id)) !== undefined)
      throw new LatchkeyError('ERR_STORE', 'An account with this id exists already.');
    const row = withPasswordState({
      id,
      email: account.email ?? null,
      emailVerified: account.emailVerified ?? false,
      enabled: account.enabled ?? true,
      identityProvider: account.identityProvider ?? null,
      passwordHash: account.passwordHash ?? null,
      displayName: account.displayName ?? null,
      locale: account.locale ?? null,
      extra: structuredClone(account.extra ?? ({} as Extra)),
    });
    rows.set(String(id), row);
    return structuredClone(row);
  }

  #nextId(rows: { get(key: string): unknown }): Id {
    for (;;) {
      this.#serial += 1;
      const id = this.#makeId(this.#serial);
      if (rows.get(String(id)) === undefined) return id;
    }
  }
}

/** `hasPassword` is never stored on its own: it says whether there is a hash. */
export function withPasswordState<Row extends { readonly passwordHash: string | null }>(
  row: Row,
): Row & { readonly hasPassword: boolean } {
  return { ...row, hasPassword: row.passwordHash !== null };
}
