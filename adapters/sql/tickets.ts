import { sql } from 'kysely';
import type { NoticedChange, Ticket, TicketPurpose, TicketState, TokenStore } from 'latchkey';
import type { Database } from './database.js';
import type { Handle } from './handle.js';
import { purgeRows } from './purge.js';
import { updateRows } from './update-rows.js';
import { fromDate, type Integer, toDate, toNumber } from './values.js';

interface TicketRow {
  readonly id: string;
  readonly realm: string;
  readonly purpose: TicketPurpose;
  readonly account_key: string;
  readonly address: string | null;
  readonly credentials_version: Integer;
  readonly state: TicketState;
  readonly issued_at: Integer;
  readonly expires_at: Integer;
  readonly entry_id: string | null;
  readonly result_url: string | null;
  readonly include_email_in_redirect: Integer;
  readonly client_state: string | null;
  readonly mark_email_verified: Integer;
  readonly proof_digest: Uint8Array | null;
  readonly proven_at: Integer | null;
  readonly code_digest: Uint8Array | null;
  readonly code_tries: Integer;
  readonly noticed_change: NoticedChange['change'] | null;
  readonly noticed_at: Integer | null;
}

const columns = sql<TicketRow>`
  id, realm, purpose, account_key, address, credentials_version, state, issued_at, expires_at,
  entry_id, result_url, include_email_in_redirect, client_state, mark_email_verified, proof_digest,
  proven_at, code_digest, code_tries, noticed_change, noticed_at`;

function toTicket(row: TicketRow): Ticket {
  return {
    id: row.id,
    realm: row.realm,
    purpose: row.purpose,
    accountKey: row.account_key,
    address: row.address,
    credentialsVersion: toNumber(row.credentials_version),
    state: row.state,
    issuedAt: toDate(row.issued_at),
    expiresAt: toDate(row.expires_at),
    entryId: row.entry_id,
    resultUrl: row.result_url,
    includeEmailInRedirect: toNumber(row.include_email_in_redirect) === 1,
    clientState: row.client_state,
    markEmailVerified: toNumber(row.mark_email_verified) === 1,
    secondFactorProof:
      row.proof_digest === null || row.proven_at === null
        ? null
        : { digest: new Uint8Array(row.proof_digest), provenAt: toDate(row.proven_at) },
    code:
      row.code_digest === null
        ? null
        : { digest: new Uint8Array(row.code_digest), tries: toNumber(row.code_tries) },
    noticed:
      row.noticed_change === null || row.noticed_at === null
        ? null
        : { change: row.noticed_change, changedAt: toDate(row.noticed_at) },
  };
}

const onlyId = sql<{ id: string }>`id`;
const isOpen = sql`state in ('candidate', 'live')`;

/** Tickets, found by the SHA-256 digest of their token through a unique index. */
export function sqlTokenStore(database: Database, realm: string): TokenStore<Handle> {
  const { dialect } = database;
  const { tickets } = database.tables;
  const byAccount = database.tables.index('tickets_account');
  const ofAccount = (accountKey: string) => sql`realm = ${realm} and account_key = ${accountKey}`;

  async function insert(
    { ticket, digest }: { readonly ticket: Ticket; readonly digest: Uint8Array },
    tx: Handle | undefined,
  ): Promise<true> {
    const { secondFactorProof: proof, code, noticed } = ticket;
    await database.rows(
      sql`
        insert into ${tickets} (
          id, digest, realm, purpose, account_key, address, credentials_version, state,
          issued_at, expires_at, entry_id, result_url, include_email_in_redirect, client_state,
          mark_email_verified, proof_digest, proven_at, code_digest, code_tries, noticed_change,
          noticed_at
        ) values (
          ${ticket.id}, ${Buffer.from(digest)}, ${ticket.realm}, ${ticket.purpose},
          ${ticket.accountKey}, ${ticket.address}, ${ticket.credentialsVersion}, ${ticket.state},
          ${fromDate(ticket.issuedAt)}, ${fromDate(ticket.expiresAt)}, ${ticket.entryId},
          ${ticket.resultUrl}, ${ticket.includeEmailInRedirect ? 1 : 0}, ${ticket.clientState},
          ${ticket.markEmailVerified ? 1 : 0}, ${proof && Buffer.from(proof.digest)},
          ${proof && fromDate(proof.provenAt)}, ${code && Buffer.from(code.digest)},
          ${code?.tries ?? 0}, ${noticed?.change ?? null},
          ${noticed && fromDate(noticed.changedAt)}
        )`,
      tx,
    );
    return true;
  }

  return {
    transactional: true,

    async insert({ whileOpen, ...record }, tx) {
      if (whileOpen === undefined) return insert(record, tx);
      return database.inTransaction(tx, async (held) => {
        // Held until the commit: a revocation has ended it, or waits for what is stored here.
        const open = await database.rows(
          sql`
            select id from ${tickets}
            where id = ${whileOpen} and ${ofAccount(record.ticket.accountKey)} and ${isOpen}
            ${dialect.forUpdate}`,
          held,
        );
        return open.length > 0 && insert(record, held);
      });
    },

    async findByDigest(digest, tx) {
      // Anything but a digest must not reach the database, where it might be compared loosely.
      if (!(digest instanceof Uint8Array) || digest.byteLength !== 32) return null;
      const [row] = await database.rows(
        sql<TicketRow>`
          select ${columns} from ${tickets}
          where digest = ${Buffer.from(digest)} and realm = ${realm}`,
        tx,
      );
      return row === undefined ? null : toTicket(row);
    },

    async recordProof({ accountKey, ticketId, proof }, tx) {
      const written = await database.written(
        sql`
          update ${tickets}
          set proof_digest = ${Buffer.from(proof.digest)}, proven_at = ${fromDate(proof.provenAt)}
          where id = ${ticketId} and ${ofAccount(accountKey)} and ${isOpen}`,
        tx,
      );
      return written === 1;
    },

    async promote({ ticket, credentialsVersion }, tx) {
      // Every unspent ticket of the purpose is written, changed or not: so two promotions meet
      // on the same rows, and the second one sees what the first made of them.
      const rows = await updateRows(
        database,
        {
          table: tickets,
          index: byAccount,
          set: sql`state = case
            when id = ${ticket.id} then 'live' when state = 'live' then 'superseded' else state end`,
          where: sql`${ofAccount(ticket.accountKey)} and purpose = ${ticket.purpose}
            and (code_digest is null or id = ${ticket.id}) and state <> 'spent' and exists (
              select 1 from ${tickets} where id = ${ticket.id} and ${ofAccount(ticket.accountKey)}
                and state <> 'spent' and credentials_version = ${credentialsVersion}
            )`,
        },
        onlyId,
        tx,
      );
      return rows.some((row) => row.id === ticket.id);
    },

    async close({ accountKey, spentId, belowVersion }, tx) {
      const rows = await updateRows(
        database,
        {
          table: tickets,
          index: byAccount,
          set: sql`state = case when id = ${spentId} then 'spent' else 'superseded' end`,
          where: sql`${ofAccount(accountKey)} and ${isOpen}
            and credentials_version < ${belowVersion} and (purpose <> 'disavow' or id = ${spentId})`,
        },
        onlyId,
        tx,
      );
      return spentId === null || rows.some((row) => row.id === spentId);
    },

    async countTry({ accountKey, ticketId, limit }, tx) {
      const counted = await database.written(
        sql`
          update ${tickets} set code_tries = code_tries + 1
          where id = ${ticketId} and ${ofAccount(accountKey)} and ${isOpen}
            and code_digest is not null and code_tries < ${limit}`,
        tx,
      );
      return counted === 1;
    },

    async refundTry({ accountKey, ticketId }, tx) {
      await database.written(
        sql`
          update ${tickets} set code_tries = code_tries - 1
          where id = ${ticketId} and ${ofAccount(accountKey)} and code_tries > 0`,
        tx,
      );
    },

    async listByAccount({ accountKey, limit }, tx) {
      const rows = await database.rows(
        sql<TicketRow>`
          select ${columns} from ${tickets} where ${ofAccount(accountKey)}
          order by issued_at desc limit ${limit}`,
        tx,
      );
      return rows.map(toTicket);
    },

    async revoke({ accountKey, ticketId, purposes }, tx) {
      if (purposes.length === 0) return 0;
      const named = ticketId === null ? sql`` : sql`and id = ${ticketId}`;
      const revokeOnce = async () => {
        const rows = await updateRows(
          database,
          {
            table: tickets,
            index: byAccount,
            set: sql`state = 'superseded'`,
            where: sql`${ofAccount(accountKey)} and ${isOpen}
              and purpose in (${sql.join(purposes)}) ${named}`,
          },
          onlyId,
          tx,
        );
        return rows.length;
      };
      const revoked = await revokeOnce();
      // A statement sees no row that came while it waited for another: what a code was exchanged for.
      return revoked === 0 ? 0 : revoked + (await revokeOnce());
    },

    async countMintingEntries(query, tx) {
      const { accountKey, delivery, credentialsVersion, since, exceptEntryId } = query;
      const ofDelivery = delivery === 'code' ? sql`is not null` : sql`is null`;
      const [row] = await database.rows(
        sql<{ entries: Integer }>`
          select count(distinct entry_id) as entries from ${tickets}
          where ${ofAccount(accountKey)} and issued_at >= ${fromDate(since)}
            and credentials_version = ${credentialsVersion} and entry_id <> ${exceptEntryId}
            and code_digest ${ofDelivery}`,
        tx,
      );
      return toNumber(row?.entries ?? 0);
    },

    async removeByAccount(accountKey, tx) {
      await database.written(sql`delete from ${tickets} where ${ofAccount(accountKey)}`, tx);
    },

    purge: ({ before, limit }, tx) =>
      purgeRows(
        database,
        { table: tickets, key: 'id', instant: 'expires_at', realm, before, limit },
        tx,
      ),
  };
}
