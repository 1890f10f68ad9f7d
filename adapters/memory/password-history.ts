import type { PasswordHistory } from 'latchkey';
import type { MemoryDatabase } from './database.js';
import type { Rows, Table } from './table.js';
import type { HistoryRow } from './tables.js';
import type { MemoryTransaction } from './transaction.js';

/** The hashes that were replaced. */
export class MemoryPasswordHistory implements PasswordHistory<MemoryTransaction> {
  readonly #database: MemoryDatabase;
  readonly #table: Table<HistoryRow>;

  /** @internal */
  constructor(database: MemoryDatabase, table: Table<HistoryRow>) {
    this.#database = database;
    this.#table = table;
  }

  append(
    entry: {
      readonly id: string;
      readonly accountKey: string;
      readonly passwordHash: string;
      readonly replacedAt: Date;
      readonly keep: number;
    },
    tx?: MemoryTransaction,
  ): Promise<void> {
    return this.#database.write(this.#table, tx, (rows) => {
      const newest = newestFirst(rows, entry.accountKey)[0]?.[1];
      rows.set(entry.id, {
        accountKey: entry.accountKey,
        passwordHash: entry.passwordHash,
        replacedAt: new Date(entry.replacedAt),
        order: (newest?.order ?? 0) + 1,
      });
      for (const [key] of newestFirst(rows, entry.accountKey).slice(entry.keep)) rows.delete(key);
    });
  }

  async list(
    query: { readonly accountKey: string; readonly limit: number },
    tx?: MemoryTransaction,
  ): Promise<{ readonly passwordHash: string; readonly replacedAt: Date }[]> {
    return newestFirst(this.#database.rows(this.#table, tx), query.accountKey)
      .slice(0, query.limit)
      .map(([, { passwordHash, replacedAt }]) => ({
        passwordHash,
        replacedAt: new Date(replacedAt),
      }));
  }

  removeByAccount(accountKey: string, tx?: MemoryTransaction): Promise<void> {
    return this.#database.write(this.#table, tx, (rows) => {
      for (const [key, row] of rows.entries()) if (row.accountKey === accountKey) rows.delete(key);
    });
  }
}

/** By the order of writing: clocks repeat and run backwards. */
function newestFirst(rows: Rows<HistoryRow>, accountKey: string) {
  return [...rows.entries()]
    .filter(([, row]) => row.accountKey === accountKey)
    .sort(([, one], [, other]) => other.order - one.order);
}
