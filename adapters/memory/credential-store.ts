import { type ChangeReason, type CredentialStore, type Credentials, isLock } from 'latchkey';
import type { MemoryDatabase } from './database.js';
import type { Table } from './table.js';
import type { MemoryTransaction } from './transaction.js';

const NEVER_CHANGED: Credentials = { version: 0, changedAt: null, changeRequired: null };

/** The companion table: one row per account whose password was ever changed. */
export class MemoryCredentialStore implements CredentialStore<MemoryTransaction> {
  readonly #database: MemoryDatabase;
  readonly #table: Table<Credentials>;

  /** @internal */
  constructor(database: MemoryDatabase, table: Table<Credentials>) {
    this.#database = database;
    this.#table = table;
  }

  async read(accountKey: string, tx?: MemoryTransaction): Promise<Credentials> {
    const row = this.#database.rows(this.#table, tx).get(accountKey);
    return structuredClone(row ?? NEVER_CHANGED);
  }

  // A transaction of the memory keeps every other one waiting anyway.
  lock(accountKey: string, tx: MemoryTransaction): Promise<Credentials> {
    return this.read(accountKey, tx);
  }

  raiseVersion(
    raise: { readonly accountKey: string; readonly from: number; readonly changedAt: Date },
    tx: MemoryTransaction,
  ): Promise<boolean> {
    return this.#database.write(this.#table, tx, (rows) => {
      const { version } = rows.get(raise.accountKey) ?? NEVER_CHANGED;
      if (version !== raise.from) return false;
      rows.set(raise.accountKey, {
        version: version + 1,
        changedAt: new Date(raise.changedAt),
        changeRequired: null,
      });
      return true;
    });
  }

  requireChange(
    requirement: { readonly accountKey: string; readonly reason: ChangeReason | null },
    tx?: MemoryTransaction,
  ): Promise<void> {
    return this.#database.write(this.#table, tx, (rows) => {
      const row = rows.get(requirement.accountKey) ?? NEVER_CHANGED;
      if (isLock(row.changeRequired) && requirement.reason !== null && !isLock(requirement.reason))
        return;
      rows.set(requirement.accountKey, { ...row, changeRequired: requirement.reason });
    });
  }

  remove(accountKey: string, tx?: MemoryTransaction): Promise<void> {
    return this.#database.write(this.#table, tx, (rows) => rows.delete(accountKey));
  }
}
