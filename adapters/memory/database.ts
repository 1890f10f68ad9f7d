import { AsyncLocalStorage } from 'node:async_hooks';
import { LatchkeyError } from 'latchkey';
import { Mutex } from './mutex.js';
import type { Rows, Table, WritableRows } from './table.js';
import { emptyTables, type Tables } from './tables.js';
import { MemoryTransaction } from './transaction.js';

/**
 * Keeps the tables of any number of realms. One transaction is open at a time and the others wait
 * their turn, so every guarantee of a database holds by being serial. A reader outside a
 * transaction sees what is committed and never waits; a writer outside one waits and is a little
 * transaction of its own.
 */
export class MemoryDatabase {
  readonly #realms = new Map<string, Tables>();
  readonly #mutex = new Mutex();
  /** Knows the transaction that the running code is inside of, to refuse what would wait for itself. */
  readonly #surrounding = new AsyncLocalStorage<MemoryTransaction>();

  /** @internal The tables of a realm, empty at first. */
  tables(realm: string): Tables {
    let tables = this.#realms.get(realm);
    if (tables === undefined) {
      tables = emptyTables();
      this.#realms.set(realm, tables);
    }
    return tables;
  }

  /**
   * Runs `work` in one transaction.
   *
   * @throws LatchkeyError `ERR_STORE` when it is called inside another one of this database
   */
  run<T>(work: (tx: MemoryTransaction) => Promise<T>): Promise<T> {
    if (this.#surrounding.getStore()?.open === true)
      return Promise.reject(
        new LatchkeyError(
          'ERR_STORE',
          'A transaction is open around this call, which would wait for itself. ' +
            'Hand the transaction to the store, or do this after the commit.',
        ),
      );
    return this.#mutex.run(async () => {
      const tx = new MemoryTransaction();
      try {
        const result = await this.#surrounding.run(tx, () => work(tx));
        tx.commit();
        return result;
      } catch (error) {
        tx.rollBack();
        throw error;
      }
    });
  }

  /** @internal What a reader sees: the transaction's own view, or what is committed. */
  rows<Row>(table: Table<Row>, tx: MemoryTransaction | undefined): Rows<Row> {
    return tx === undefined ? table : tx.draft(table);
  }

  /** @internal Writes to one table, in the given transaction or in a little one of its own. */
  async write<Row, T>(
    table: Table<Row>,
    tx: MemoryTransaction | undefined,
    change: (rows: WritableRows<Row>) => T,
  ): Promise<T> {
    if (tx !== undefined) return change(tx.draft(table));
    return this.run(async (own) => change(own.draft(table)));
  }
}

/**
 * Makes an empty database in memory, for `memoryStores()` of several realms or of several
 * services over the same data.
 *
 * @example
 * ```ts
 * const database = memoryDatabase();
 * const staff = memoryStores({ database, realm: 'staff' });
 * const customers = memoryStores({ database, realm: 'customers' });
 * ```
 */
export function memoryDatabase(): MemoryDatabase {
  return new MemoryDatabase();
}
