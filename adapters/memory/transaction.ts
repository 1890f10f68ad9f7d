import { LatchkeyError } from 'latchkey';
import type { Draft, Table } from './table.js';

/**
 * The handle of an open transaction of a {@link MemoryDatabase}. Hand it to the stores as their
 * last argument and their work joins the transaction.
 */
export class MemoryTransaction {
  readonly #drafts = new Map<Table<unknown>, Draft<unknown>>();
  #open = true;

  get open(): boolean {
    return this.#open;
  }

  /** @internal */
  draft<Row>(table: Table<Row>): Draft<Row> {
    if (!this.#open)
      throw new LatchkeyError(
        'ERR_STORE',
        'The transaction is over. Await everything that uses its handle inside the unit of work.',
      );
    const known = this.#drafts.get(table as Table<unknown>);
    if (known !== undefined) return known as Draft<Row>;
    const draft = table.draft();
    this.#drafts.set(table as Table<unknown>, draft as Draft<unknown>);
    return draft;
  }

  /** @internal */
  commit(): void {
    this.#open = false;
    for (const draft of this.#drafts.values()) draft.commit();
  }

  /** @internal */
  rollBack(): void {
    this.#open = false;
    this.#drafts.clear();
  }
}
