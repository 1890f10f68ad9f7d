import { type RawBuilder, sql } from 'kysely';
import type { GivenUpEntry, LeasedEntry, Outbox, OutboxEntry } from 'latchkey';
import type { Database } from './database.js';
import type { Handle } from './handle.js';
import { purgeRows } from './purge.js';
import { requeueEntries } from './requeue.js';
import { updateRows } from './update-rows.js';
import { fromDate, type Integer, toDate, toDateOrNull, toNumber } from './values.js';

interface EntryRow {
  readonly id: string;
  readonly kind: string;
  readonly fold_key: string | null;
  readonly account_key: string | null;
  readonly payload: string;
  readonly attempts: Integer;
  readonly mints: Integer;
  readonly created_at: Integer;
  readonly due_at: Integer;
  readonly expires_at: Integer;
}

const entryColumns = sql.raw<EntryRow>(
  'id, kind, fold_key, account_key, payload, attempts, mints, created_at, due_at, expires_at',
);

function toEntry(row: EntryRow): OutboxEntry {
  return {
    id: row.id,
    kind: row.kind,
    foldKey: row.fold_key,
    accountKey: row.account_key,
    payload: JSON.parse(row.payload),
    attempts: toNumber(row.attempts),
    mints: toNumber(row.mints),
    createdAt: toDate(row.created_at),
    dueAt: toDate(row.due_at),
    expiresAt: toDate(row.expires_at),
  };
}

/** The queue, in the database of the companion table. Pending entries have no `given_up_at`. */
export function sqlOutbox(database: Database, realm: string): Outbox<Handle> {
  const { outbox } = database.tables;

  /** Writes to an entry while the lease is still the caller's. */
  async function whileLeased(
    lease: { readonly id: string; readonly leaseId: string },
    write: RawBuilder<unknown>,
    tx: Handle | undefined,
  ): Promise<boolean> {
    const written = await database.written(
      sql`${write} where id = ${lease.id} and realm = ${realm} and lease_id = ${lease.leaseId}`,
      tx,
    );
    return written === 1;
  }

  return {
    async enqueue(entry, tx) {
      await database.rows(
        sql`
          insert into ${outbox} (
            id, realm, kind, fold_key, account_key, payload, attempts, mints,
            created_at, due_at, expires_at
          ) values (
            ${entry.id}, ${realm}, ${entry.kind}, ${entry.foldKey}, ${entry.accountKey},
            ${JSON.stringify(entry.payload)}, 0, 0, ${fromDate(entry.createdAt)},
            ${fromDate(entry.dueAt)}, ${fromDate(entry.expiresAt)}
          )`,
        tx,
      );
    },

    async claim({ now, leaseUntil, leaseId, limit }) {
      const at = fromDate(now);
      const rows = await updateRows(
        database,
        {
          table: outbox,
          index: database.tables.index('outbox_due'),
          set: sql`attempts = attempts + 1, lease_id = ${leaseId},
            leased_until = ${fromDate(leaseUntil)}`,
          where: sql`realm = ${realm} and given_up_at is null and due_at <= ${at}
            and (leased_until is null or leased_until <= ${at})`,
          firstFree: { orderBy: sql`due_at, created_at`, limit },
        },
        entryColumns,
        undefined,
      );
      return rows
        .map((row): LeasedEntry => ({ ...toEntry(row), leaseId }))
        .sort((a, b) => +a.dueAt - +b.dueAt || +a.createdAt - +b.createdAt);
    },

    complete: (lease, tx) => whileLeased(lease, sql`delete from ${outbox}`, tx),

    countMint: (lease, tx) => whileLeased(lease, sql`update ${outbox} set mints = mints + 1`, tx),

    defer: ({ dueAt, refundMint, ...lease }, tx) =>
      whileLeased(
        lease,
        sql`
          update ${outbox} set due_at = ${fromDate(dueAt)}, lease_id = null, leased_until = null,
            mints = ${refundMint === true ? sql`case when mints > 0 then mints - 1 else 0 end` : sql`mints`}`,
        tx,
      ),

    giveUp: ({ givenUpAt, reason, ...lease }, tx) =>
      whileLeased(
        lease,
        sql`
          update ${outbox} set given_up_at = ${fromDate(givenUpAt)}, given_up_reason = ${reason},
            lease_id = null, leased_until = null`,
        tx,
      ),

    fold: ({ kind, foldKey, exceptId, createdUntil, now }, tx) =>
      database.written(
        sql`
          delete from ${outbox}
          where realm = ${realm} and kind = ${kind} and fold_key = ${foldKey}
            and given_up_at is null and id <> ${exceptId}
            and created_at <= ${fromDate(createdUntil)}
            and (leased_until is null or leased_until <= ${fromDate(now)})`,
        tx,
      ),

    async status({ countUpTo, kind }) {
      const isPending = sql`realm = ${realm} and given_up_at is null`;
      const isCounted = kind === undefined ? isPending : sql`${isPending} and kind = ${kind}`;
      const [row] = await database.rows(
        sql<{ pending: Integer; oldest_due_at: Integer | null }>`
          select count(*) as pending,
            (select min(due_at) from ${outbox} where ${isPending}) as oldest_due_at
          from (
            select due_at from ${outbox} where ${isCounted} order by due_at limit ${countUpTo}
          ) as pending_entries`,
        undefined,
      );
      return {
        pending: toNumber(row?.pending ?? 0),
        oldestDueAt: toDateOrNull(row?.oldest_due_at ?? null),
      };
    },

    requeue: requeueEntries(database, realm),

    async listGivenUp({ limit }) {
      const rows = await database.rows(
        sql<EntryRow & { given_up_at: Integer; given_up_reason: string }>`
          select ${entryColumns}, given_up_at, given_up_reason from ${outbox}
          where realm = ${realm} and given_up_at is not null
          order by given_up_at desc limit ${limit}`,
        undefined,
      );
      return rows.map(
        (row): GivenUpEntry => ({
          ...toEntry(row),
          givenUpAt: toDate(row.given_up_at),
          reason: row.given_up_reason,
        }),
      );
    },

    async removeByAccount(accountKey, tx) {
      await database.written(
        sql`delete from ${outbox} where realm = ${realm} and account_key = ${accountKey}`,
        tx,
      );
    },

    purge: ({ before, limit }, tx) =>
      purgeRows(
        database,
        { table: outbox, key: 'id', instant: 'given_up_at', realm, before, limit },
        tx,
      ),
  };
}
