import {
  LatchkeyError,
  type SecondFactorProof,
  type Ticket,
  type TicketPurpose,
  type TokenStore,
} from 'latchkey';
import type { MemoryDatabase } from './database.js';
import type { Table } from './table.js';
import type { TicketRow } from './tables.js';
import type { MemoryTransaction } from './transaction.js';

/** Tickets by the digest of their token. The token itself never comes here. */
export class MemoryTokenStore implements TokenStore<MemoryTransaction> {
  readonly transactional = true;
  readonly #database: MemoryDatabase;
  readonly #table: Table<TicketRow>;
  readonly #realm: string;

  /** @internal */
  constructor(database: MemoryDatabase, table: Table<TicketRow>, realm: string) {
    this.#database = database;
    this.#table = table;
    this.#realm = realm;
  }

  insert(
    record: {
      readonly ticket: Ticket;
      readonly digest: Uint8Array;
      readonly whileOpen?: string | undefined;
    },
    tx?: MemoryTransaction,
  ): Promise<boolean> {
    return this.#database.write(this.#table, tx, (rows) => {
      if (record.ticket.realm !== this.#realm)
        throw new LatchkeyError('ERR_STORE', 'The ticket belongs to another realm.');
      const digest = hex(record.digest);
      if (rows.get(digest) !== undefined)
        throw new LatchkeyError('ERR_STORE', 'A ticket with this digest exists already.');
      const { ticket, whileOpen } = record;
      const isWanted = (other: Ticket) =>
        other.id === whileOpen && other.accountKey === ticket.accountKey && isOpen(other);
      if (whileOpen !== undefined && ![...rows.entries()].some(([, row]) => isWanted(row.ticket)))
        return false;
      rows.set(digest, { ticket: structuredClone(ticket), digest });
      return true;
    });
  }

  async findByDigest(digest: Uint8Array, tx?: MemoryTransaction): Promise<Ticket | null> {
    const row = this.#database.rows(this.#table, tx).get(hex(digest));
    return row === undefined ? null : structuredClone(row.ticket);
  }

  recordProof(
    record: {
      readonly accountKey: string;
      readonly ticketId: string;
      readonly proof: SecondFactorProof;
    },
    tx?: MemoryTransaction,
  ): Promise<boolean> {
    return this.#update(record, tx, (ticket) =>
      isOpen(ticket) ? { secondFactorProof: structuredClone(record.proof) } : null,
    );
  }

  promote(
    promotion: { readonly ticket: Ticket; readonly credentialsVersion: number },
    tx?: MemoryTransaction,
  ): Promise<boolean> {
    return this.#database.write(this.#table, tx, (rows) => {
      const all = [...rows.entries()];
      const own = all.find(([, row]) => row.ticket.id === promotion.ticket.id);
      if (own === undefined) return false;
      const [digest, { ticket }] = own;
      if (ticket.state === 'spent' || ticket.credentialsVersion !== promotion.credentialsVersion)
        return false;
      for (const [key, row] of all)
        if (
          row.ticket.accountKey === ticket.accountKey &&
          row.ticket.purpose === ticket.purpose &&
          row.ticket.state === 'live' &&
          row.ticket.code === null
        )
          rows.set(key, withState(row, 'superseded'));
      rows.set(digest, withState(own[1], 'live'));
      return true;
    });
  }

  close(
    closing: {
      readonly accountKey: string;
      readonly spentId: string | null;
      readonly belowVersion: number;
    },
    tx?: MemoryTransaction,
  ): Promise<boolean> {
    return this.#database.write(this.#table, tx, (rows) => {
      let spent = closing.spentId === null;
      for (const [key, row] of rows.entries()) {
        const { ticket } = row;
        if (ticket.accountKey !== closing.accountKey || !isOpen(ticket)) continue;
        if (ticket.credentialsVersion >= closing.belowVersion) continue;
        if (ticket.id === closing.spentId) {
          rows.set(key, withState(row, 'spent'));
          spent = true;
        } else if (ticket.purpose !== 'disavow') {
          rows.set(key, withState(row, 'superseded'));
        }
      }
      return spent;
    });
  }

  countTry(
    attempt: { readonly accountKey: string; readonly ticketId: string; readonly limit: number },
    tx?: MemoryTransaction,
  ): Promise<boolean> {
    return this.#update(attempt, tx, (ticket) =>
      isOpen(ticket) && ticket.code !== null && ticket.code.tries < attempt.limit
        ? { code: { ...ticket.code, tries: ticket.code.tries + 1 } }
        : null,
    );
  }

  async refundTry(
    attempt: { readonly accountKey: string; readonly ticketId: string },
    tx?: MemoryTransaction,
  ): Promise<void> {
    await this.#update(attempt, tx, ({ code }) =>
      code === null ? null : { code: { ...code, tries: Math.max(0, code.tries - 1) } },
    );
  }

  async listByAccount(
    query: { readonly accountKey: string; readonly limit: number },
    tx?: MemoryTransaction,
  ): Promise<Ticket[]> {
    const listed: Ticket[] = [];
    for (const [, { ticket }] of this.#database.rows(this.#table, tx).entries())
      if (ticket.accountKey === query.accountKey) listed.push(structuredClone(ticket));
    return listed.sort((a, b) => b.issuedAt.getTime() - a.issuedAt.getTime()).slice(0, query.limit);
  }

  revoke(
    revocation: {
      readonly accountKey: string;
      readonly ticketId: string | null;
      readonly purposes: readonly TicketPurpose[];
    },
    tx?: MemoryTransaction,
  ): Promise<number> {
    const { accountKey, ticketId, purposes } = revocation;
    return this.#database.write(this.#table, tx, (rows) => {
      let revoked = 0;
      for (const [key, row] of rows.entries()) {
        const { ticket } = row;
        if (ticket.accountKey !== accountKey || !isOpen(ticket)) continue;
        if (ticketId !== null && ticket.id !== ticketId) continue;
        if (!purposes.includes(ticket.purpose)) continue;
        rows.set(key, withState(row, 'superseded'));
        revoked += 1;
      }
      return revoked;
    });
  }

  async countMintingEntries(
    query: {
      readonly accountKey: string;
      readonly delivery: 'link' | 'code';
      readonly credentialsVersion: number;
      readonly since: Date;
      readonly exceptEntryId: string;
    },
    tx?: MemoryTransaction,
  ): Promise<number> {
    const minting = new Set<string>();
    for (const [, { ticket }] of this.#database.rows(this.#table, tx).entries())
      if (
        ticket.entryId !== null &&
        ticket.entryId !== query.exceptEntryId &&
        ticket.accountKey === query.accountKey &&
        (ticket.code === null) === (query.delivery === 'link') &&
        ticket.credentialsVersion === query.credentialsVersion &&
        ticket.issuedAt >= query.since
      )
        minting.add(ticket.entryId);
    return minting.size;
  }

  removeByAccount(accountKey: string, tx?: MemoryTransaction): Promise<void> {
    return this.#database.write(this.#table, tx, (rows) => {
      for (const [key, row] of rows.entries())
        if (row.ticket.accountKey === accountKey) rows.delete(key);
    });
  }

  purge(
    purge: { readonly before: Date; readonly limit: number },
    tx?: MemoryTransaction,
  ): Promise<number> {
    return this.#database.write(this.#table, tx, (rows) => {
      let purged = 0;
      for (const [key, row] of rows.entries()) {
        if (purged >= purge.limit) break;
        if (row.ticket.expiresAt >= purge.before) continue;
        rows.delete(key);
        purged += 1;
      }
      return purged;
    });
  }

  /** Writes these columns of one ticket of an account; `null` leaves it as it is. */
  #update(
    of: { readonly accountKey: string; readonly ticketId: string },
    tx: MemoryTransaction | undefined,
    columnsOf: (ticket: Ticket) => Partial<Ticket> | null,
  ): Promise<boolean> {
    return this.#database.write(this.#table, tx, (rows) => {
      for (const [key, row] of rows.entries()) {
        const { ticket } = row;
        if (ticket.id !== of.ticketId || ticket.accountKey !== of.accountKey) continue;
        const columns = columnsOf(ticket);
        if (columns === null) return false;
        rows.set(key, { ...row, ticket: { ...ticket, ...columns } });
        return true;
      }
      return false;
    });
  }
}

const isOpen = (ticket: Ticket) => ticket.state === 'candidate' || ticket.state === 'live';

const withState = (row: TicketRow, state: Ticket['state']): TicketRow => ({
  ...row,
  ticket: { ...row.ticket, state },
});

const hex = (digest: Uint8Array) => Buffer.from(digest).toString('hex');
