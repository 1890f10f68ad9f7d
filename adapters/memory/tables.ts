import type {
  AccountId,
  Credentials,
  FormerAddress,
  OutboxEntry,
  StoredAccount,
  Ticket,
} from 'latchkey';
import type { MemorySession } from './session-store.js';
import { Table } from './table.js';

export interface CredentialsRow extends Credentials {
  readonly former: FormerAddress | null;
}

export interface TicketRow {
  readonly ticket: Ticket;
  readonly digest: string;
}

export interface HistoryRow {
  readonly accountKey: string;
  readonly passwordHash: string;
  readonly replacedAt: Date;
  /** Counts up per account. */
  readonly order: number;
}

/** Pending, or set aside: `givenUp` tells. */
export interface OutboxRow {
  readonly entry: OutboxEntry;
  readonly lease: { readonly id: string; readonly until: Date } | null;
  readonly givenUp: { readonly at: Date; readonly reason: string } | null;
}

/** The tables of one realm. Their keys are the primary keys. */
export interface Tables {
  readonly accounts: Table<StoredAccount<AccountId, object>>;
  readonly credentials: Table<CredentialsRow>;
  readonly tickets: Table<TicketRow>;
  readonly history: Table<HistoryRow>;
  readonly outbox: Table<OutboxRow>;
  readonly sessions: Table<MemorySession>;
}

export function emptyTables(): Tables {
  return {
    accounts: new Table(),
    credentials: new Table(),
    tickets: new Table(),
    history: new Table(),
    outbox: new Table(),
    sessions: new Table(),
  };
}
