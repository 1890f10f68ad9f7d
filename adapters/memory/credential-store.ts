import {
  type ChangeReason,
  type CredentialStore,
  type Credentials,
  type FormerAddress,
  isLock,
} from 'latchkey';
import type { MemoryDatabase } from './database.js';
import type { Table } from './table.js';
import type { CredentialsRow } from './tables.js';
import type { MemoryTransaction } from './transaction.js';

const NO_ROW: CredentialsRow = {
  version: 0,
  changedAt: null,
  changeRequired: null,
  former: null,
};

/** The companion table: one row per account that was ever changed, locked or moved. */
export class MemoryCredentialStore implements CredentialStore<MemoryTransaction> {
  readonly #database: MemoryDatabase;
  readonly #table: Table<CredentialsRow>;

  /** @internal */
  constructor(database: MemoryDatabase, table: Table<CredentialsRow>) {
    this.#database = database;
    this.#table = table;
  }

  async read(accountKey: string, tx?: MemoryTransaction): Promise<Credentials> {
    const row = this.#database.rows(this.#table, tx).get(accountKey) ?? NO_ROW;
    const { version, changedAt, changeRequired } = row;
    return structuredClone({ version, changedAt, changeRequired });
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
      const row = rows.get(raise.accountKey) ?? NO_ROW;
      if (row.version !== raise.from) return false;
      rows.set(raise.accountKey, {
        ...row,
        version: row.version + 1,
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
      const row = rows.get(requirement.accountKey) ?? NO_ROW;
      if (isLock(row.changeRequired) && requirement.reason !== null && !isLock(requirement.reason))
        return;
      rows.set(requirement.accountKey, { ...row, changeRequired: requirement.reason });
    });
  }

  noteFormerAddress(
    note: { readonly accountKey: string; readonly former: FormerAddress },
    tx: MemoryTransaction,
  ): Promise<void> {
    return this.#database.write(this.#table, tx, (rows) => {
      const row = rows.get(note.accountKey) ?? NO_ROW;
      rows.set(note.accountKey, { ...row, former: copyOf(note.former) });
    });
  }

  async findFormerAddress(
    accountKey: string,
    tx?: MemoryTransaction,
  ): Promise<FormerAddress | null> {
    const row = this.#database.rows(this.#table, tx).get(accountKey) ?? NO_ROW;
    return row.former && copyOf(row.former);
  }

  purgeFormerAddresses(
    purge: { readonly before: Date; readonly limit: number },
    tx?: MemoryTransaction,
  ): Promise<number> {
    return this.#database.write(this.#table, tx, (rows) => {
      const old = [...rows.entries()]
        .flatMap(([accountKey, row]) =>
          row.former === null ? [] : [{ accountKey, row, ...row.former }],
        )
        .filter(({ leftAt }) => leftAt < purge.before)
        .sort((one, other) => one.leftAt.getTime() - other.leftAt.getTime())
        .slice(0, purge.limit);
      for (const { accountKey, row } of old) rows.set(accountKey, { ...row, former: null });
      return old.length;
    });
  }

  remove(accountKey: string, tx?: MemoryTransaction): Promise<void> {
    return this.#database.write(this.#table, tx, (rows) => rows.delete(accountKey));
  }
}

const copyOf = ({ digest, address, leftAt }: FormerAddress): FormerAddress => ({
  digest: new Uint8Array(digest),
  address,
  leftAt: new Date(leftAt),
});
