import {
  type GivenUpEntry,
  LatchkeyError,
  type LeasedEntry,
  type NewOutboxEntry,
  type Outbox,
} from 'latchkey';
import type { MemoryDatabase } from './database.js';
import type { Rows, Table } from './table.js';
import type { OutboxRow } from './tables.js';
import type { MemoryTransaction } from './transaction.js';

interface Lease {
  readonly id: string;
  readonly leaseId: string;
}

/** The queue of what must happen after the answer. */
export class MemoryOutbox implements Outbox<MemoryTransaction> {
  readonly #database: MemoryDatabase;
  readonly #table: Table<OutboxRow>;

  /** @internal */
  constructor(database: MemoryDatabase, table: Table<OutboxRow>) {
    this.#database = database;
    this.#table = table;
  }

  enqueue(entry: NewOutboxEntry, tx?: MemoryTransaction): Promise<void> {
    return this.#database.write(this.#table, tx, (rows) => {
      if (rows.get(entry.id) !== undefined)
        throw new LatchkeyError('ERR_STORE', 'An outbox entry with this id exists already.');
      rows.set(entry.id, {
        entry: { ...structuredClone(entry), attempts: 0, mints: 0 },
        lease: null,
        givenUp: null,
      });
    });
  }

  claim(claim: {
    readonly now: Date;
    readonly leaseUntil: Date;
    readonly leaseId: string;
    readonly limit: number;
  }): Promise<LeasedEntry[]> {
    return this.#database.write(this.#table, undefined, (rows) => {
      const due = pending(rows)
        .filter((row) => row.entry.dueAt <= claim.now && !isHeld(row, claim.now))
        .sort((one, other) => one.entry.dueAt.getTime() - other.entry.dueAt.getTime())
        .slice(0, claim.limit);
      return due.map((row) => {
        const entry = { ...row.entry, attempts: row.entry.attempts + 1 };
        const lease = { id: claim.leaseId, until: new Date(claim.leaseUntil) };
        rows.set(entry.id, { ...row, entry, lease });
        return { ...structuredClone(entry), leaseId: claim.leaseId };
      });
    });
  }

  complete(lease: Lease, tx?: MemoryTransaction): Promise<boolean> {
    return this.#whileLeased(lease, () => null, tx);
  }

  countMint(lease: Lease, tx?: MemoryTransaction): Promise<boolean> {
    return this.#whileLeased(
      lease,
      (row) => ({ ...row, entry: { ...row.entry, mints: row.entry.mints + 1 } }),
      tx,
    );
  }

  defer(
    deferral: Lease & { readonly dueAt: Date; readonly refundMint?: boolean },
    tx?: MemoryTransaction,
  ): Promise<boolean> {
    return this.#whileLeased(
      deferral,
      (row) => ({
        ...row,
        entry: {
          ...row.entry,
          dueAt: new Date(deferral.dueAt),
          mints: Math.max(row.entry.mints - (deferral.refundMint === true ? 1 : 0), 0),
        },
        lease: null,
      }),
      tx,
    );
  }

  giveUp(
    ending: Lease & { readonly givenUpAt: Date; readonly reason: string },
    tx?: MemoryTransaction,
  ): Promise<boolean> {
    return this.#whileLeased(
      ending,
      (row) => ({
        ...row,
        lease: null,
        givenUp: { at: new Date(ending.givenUpAt), reason: ending.reason },
      }),
      tx,
    );
  }

  fold(
    folding: {
      readonly kind: string;
      readonly foldKey: string;
      readonly exceptId: string;
      readonly createdUntil: Date;
      readonly now: Date;
    },
    tx?: MemoryTransaction,
  ): Promise<number> {
    return this.#database.write(this.#table, tx, (rows) => {
      const folded = pending(rows).filter(
        (row) =>
          row.entry.kind === folding.kind &&
          row.entry.foldKey === folding.foldKey &&
          row.entry.id !== folding.exceptId &&
          row.entry.createdAt <= folding.createdUntil &&
          !isHeld(row, folding.now),
      );
      for (const { entry } of folded) rows.delete(entry.id);
      return folded.length;
    });
  }

  async status(query: {
    readonly countUpTo: number;
    readonly kind?: string | undefined;
  }): Promise<{ readonly pending: number; readonly oldestDueAt: Date | null }> {
    const all = pending(this.#database.rows(this.#table, undefined));
    const counted = all.filter(({ entry }) => entry.kind === (query.kind ?? entry.kind));
    const due = all.map(({ entry }) => entry.dueAt.getTime());
    const oldest = due.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
    return {
      pending: Math.min(counted.length, query.countUpTo),
      oldestDueAt: due.length === 0 ? null : new Date(oldest),
    };
  }

  requeue(
    requeueing: {
      readonly kind: string;
      readonly ids: readonly string[] | null;
      readonly dueAt: Date;
      readonly expiresAt: Date;
      readonly limit: number;
    },
    tx?: MemoryTransaction,
  ): Promise<number> {
    const { kind, ids, limit } = requeueing;
    return this.#database.write(this.#table, tx, (rows) => {
      const chosen = [...rows.entries()]
        .map(([, row]) => row)
        .filter(({ entry }) => entry.kind === kind && (ids === null || ids.includes(entry.id)))
        .flatMap((row) => (row.givenUp === null ? [] : [{ row, at: row.givenUp.at.getTime() }]))
        .sort((one, other) => one.at - other.at)
        .slice(0, limit);
      for (const { row } of chosen) {
        const [dueAt, expiresAt] = [new Date(requeueing.dueAt), new Date(requeueing.expiresAt)];
        const entry = { ...row.entry, attempts: 0, mints: 0, dueAt, expiresAt };
        rows.set(entry.id, { entry, lease: null, givenUp: null });
      }
      return chosen.length;
    });
  }

  async listGivenUp(query: { readonly limit: number }): Promise<GivenUpEntry[]> {
    const listed: GivenUpEntry[] = [];
    for (const [, { entry, givenUp }] of this.#database.rows(this.#table, undefined).entries())
      if (givenUp !== null)
        listed.push(structuredClone({ ...entry, givenUpAt: givenUp.at, reason: givenUp.reason }));
    return listed
      .sort((one, other) => other.givenUpAt.getTime() - one.givenUpAt.getTime())
      .slice(0, query.limit);
  }

  removeByAccount(accountKey: string, tx?: MemoryTransaction): Promise<void> {
    return this.#database.write(this.#table, tx, (rows) => {
      for (const [key, { entry }] of rows.entries())
        if (entry.accountKey === accountKey) rows.delete(key);
    });
  }

  purge(
    purge: { readonly before: Date; readonly limit: number },
    tx?: MemoryTransaction,
  ): Promise<number> {
    return this.#database.write(this.#table, tx, (rows) => {
      let purged = 0;
      for (const [key, { givenUp }] of rows.entries()) {
        if (purged >= purge.limit) break;
        if (givenUp === null || givenUp.at >= purge.before) continue;
        rows.delete(key);
        purged += 1;
      }
      return purged;
    });
  }

  /** Replaces (or, by `null`, removes) an entry while the lease is still the caller's. */
  #whileLeased(
    lease: Lease,
    change: (row: OutboxRow) => OutboxRow | null,
    tx: MemoryTransaction | undefined,
  ): Promise<boolean> {
    return this.#database.write(this.#table, tx, (rows) => {
      const row = rows.get(lease.id);
      if (row?.lease?.id !== lease.leaseId) return false;
      const changed = change(row);
      if (changed === null) rows.delete(lease.id);
      else rows.set(lease.id, changed);
      return true;
    });
  }
}

/** A lease ends at its instant, not after it. */
const isHeld = (row: OutboxRow, now: Date) => row.lease !== null && row.lease.until > now;

function pending(rows: Rows<OutboxRow>): OutboxRow[] {
  return [...rows.entries()].map(([, row]) => row).filter((row) => row.givenUp === null);
}
