import type { AccountId, StoredAccount, UserStore } from 'latchkey';
import { withPasswordState } from './accounts.js';
import type { MemoryDatabase } from './database.js';
import type { Table } from './table.js';
import type { MemoryTransaction } from './transaction.js';

/** The users table. Its key is `accountKey`, so a key that cannot be an id finds no row. */
export class MemoryUserStore<Id extends AccountId, Extra extends object>
  implements UserStore<Id, Extra, MemoryTransaction>
{
  readonly transactional = true;
  readonly #database: MemoryDatabase;
  readonly #table: Table<StoredAccount<Id, Extra>>;

  /** @internal */
  constructor(database: MemoryDatabase, table: Table<StoredAccount<Id, Extra>>) {
    this.#database = database;
    this.#table = table;
  }

  async findByAddress(
    query: { readonly spellings: readonly string[]; readonly limit: number },
    tx?: MemoryTransaction,
  ): Promise<StoredAccount<Id, Extra>[]> {
    const found: StoredAccount<Id, Extra>[] = [];
    for (const [, account] of this.#database.rows(this.#table, tx).entries()) {
      if (account.email !== null && query.spellings.includes(account.email))
        found.push(structuredClone(account));
    }
    return found.sort((a, b) => Number(b.enabled) - Number(a.enabled)).slice(0, query.limit);
  }

  async findByKey(
    accountKey: string,
    tx?: MemoryTransaction,
  ): Promise<StoredAccount<Id, Extra> | null> {
    const account = this.#database.rows(this.#table, tx).get(accountKey);
    return account === undefined ? null : structuredClone(account);
  }

  writePasswordHash(
    write: {
      readonly accountKey: string;
      readonly passwordHash: string;
      readonly expected: { readonly email: string | null; readonly enabled: boolean };
    },
    tx?: MemoryTransaction,
  ): Promise<boolean> {
    return this.#updateWhere(
      write.accountKey,
      (account) =>
        account.email === write.expected.email && account.enabled === write.expected.enabled,
      { passwordHash: write.passwordHash },
      tx,
    );
  }

  replacePasswordHash(
    swap: { readonly accountKey: string; readonly from: string; readonly to: string },
    tx?: MemoryTransaction,
  ): Promise<boolean> {
    return this.#updateWhere(
      swap.accountKey,
      (account) => account.passwordHash === swap.from,
      { passwordHash: swap.to },
      tx,
    );
  }

  markEmailVerified(
    mark: { readonly accountKey: string; readonly address: string },
    tx?: MemoryTransaction,
  ): Promise<boolean> {
    return this.#updateWhere(
      mark.accountKey,
      (account) => account.email === mark.address,
      { emailVerified: true },
      tx,
    );
  }

  #updateWhere(
    accountKey: string,
    condition: (account: StoredAccount<Id, Extra>) => boolean,
    columns: { readonly passwordHash: string } | { readonly emailVerified: boolean },
    tx: MemoryTransaction | undefined,
  ): Promise<boolean> {
    return this.#database.write(this.#table, tx, (rows) => {
      const account = rows.get(accountKey);
      if (account === undefined || !condition(account)) return false;
      rows.set(accountKey, withPasswordState({ ...account, ...columns }));
      return true;
    });
  }
}
