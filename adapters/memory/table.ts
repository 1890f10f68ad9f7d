/** What one table looks like to one reader: the committed rows, or those and a draft over them. */
export interface Rows<Row> {
  get(key: string): Row | undefined;
  entries(): Iterable<readonly [key: string, row: Row]>;
}

/** Rows that may be written. Rows themselves are never changed, only replaced. */
export interface WritableRows<Row> extends Rows<Row> {
  set(key: string, row: Row): void;
  delete(key: string): void;
}

/**
 * Committed rows by key. Only a finished transaction changes them, in one synchronous step, so
 * that no reader ever meets half of one.
 */
export class Table<Row> implements Rows<Row> {
  readonly #rows = new Map<string, Row>();

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  entries(): Iterable<readonly [string, Row]> {
    return this.#rows;
  }

  draft(): Draft<Row> {
    return new Draft(this.#rows);
  }
}

/** A transaction's own changes to one table. Throwing the draft away is the roll-back. */
export class Draft<Row> implements WritableRows<Row> {
  readonly #committed: Map<string, Row>;
  readonly #set = new Map<string, Row>();
  readonly #deleted = new Set<string>();

  constructor(committed: Map<string, Row>) {
    this.#committed = committed;
  }

  get(key: string): Row | undefined {
    if (this.#deleted.has(key)) return undefined;
    return this.#set.get(key) ?? this.#committed.get(key);
  }

  /** A list of its own, so that rows may be written while it is walked. */
  entries(): (readonly [string, Row])[] {
    const rows: (readonly [string, Row])[] = [];
    for (const [key, row] of this.#committed)
      if (!this.#set.has(key) && !this.#deleted.has(key)) rows.push([key, row]);
    rows.push(...this.#set);
    return rows;
  }

  set(key: string, row: Row): void {
    this.#deleted.delete(key);
    this.#set.set(key, row);
  }

  delete(key: string): void {
    this.#set.delete(key);
    this.#deleted.add(key);
  }

  commit(): void {
    for (const key of this.#deleted) this.#committed.delete(key);
    for (const [key, row] of this.#set) this.#committed.set(key, row);
  }
}
