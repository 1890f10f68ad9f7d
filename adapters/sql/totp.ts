import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { TotpStore } from 'latchkey/totp';
import { database, type SqlOptions } from './database.js';
import type { Handle } from './handle.js';
import { realmOf } from './realm.js';
import { fromDate, type Integer, toDateOrNull, toNumber } from './values.js';

export interface SqlTotpStoreOptions extends SqlOptions {
  /** That of the `PasswordService`. @default 'default' */
  readonly realm?: string | undefined;
}

interface EnrolmentRow {
  readonly enrolment_id: string;
  readonly secret: string;
  readonly confirmed_at: Integer | null;
  readonly recovery_codes: Integer;
}

/**
 * Keeps authenticators and recovery codes for `totp()` of `latchkey/totp`, in the tables
 * `second_factors` and `recovery_codes` that `migrate(db)` makes. The arguments are those of
 * `sqlStores`.
 *
 * `find`, `confirm`, `replaceRecoveryCodes`, `remove` and `removeSince` join the transaction that they
 * are handed. Without one, each method runs a transaction of its own. On SQLite call none of them
 * without it while one of yours is open, nor `begin`, `advanceStep` and `spendRecoveryCode` at all:
 * Kysely has one connection there, and they would wait for it for ever.
 *
 * @throws `ERR_INVALID_OPTION` at once for an unknown dialect or an impossible name; `ERR_SCHEMA`
 *   when first used, if the tables are missing
 * @example
 * ```ts
 * const secondFactor = totp({ store: sqlTotpStore(db), issuer: 'Acme' });
 * ```
 */
export function sqlTotpStore<DB>(db: Kysely<DB>, options: SqlTotpStoreOptions = {}): TotpStore {
  const realm = realmOf(options);
  const target = database(db, options);
  const { second_factors: factors, recovery_codes: codes } = target.tables;
  const ofAccount = (accountKey: string) => sql`realm = ${realm} and account_key = ${accountKey}`;

  async function writesOne(statement: RawBuilder<unknown>, tx?: Handle): Promise<boolean> {
    return (await target.written(statement, tx)) === 1;
  }

  /** Whoever replaces codes holds the account's row in `second_factors`: one set never mixes. */
  async function replaceCodes(accountKey: string, digests: readonly Uint8Array[], tx: Handle) {
    await target.written(sql`delete from ${codes} where ${ofAccount(accountKey)}`, tx);
    if (digests.length === 0) return;
    const rows = digests.map((digest) => sql`(${realm}, ${accountKey}, ${Buffer.from(digest)})`);
    await target.written(
      sql`insert into ${codes} (realm, account_key, digest) values ${sql.join(rows)}`,
      tx,
    );
  }

  /** The account's row goes first, as everywhere, so that nobody waits for each other crosswise. */
  function removeWhere(accountKey: string, condition: RawBuilder<unknown>, tx?: Handle) {
    return target.inTransaction(tx, async (held) => {
      const removed = await writesOne(
        sql`delete from ${factors} where ${ofAccount(accountKey)} ${condition}`,
        held,
      );
      if (removed) await replaceCodes(accountKey, [], held);
      return removed;
    });
  }

  return {
    realm,

    async find(accountKey, tx?: Handle) {
      const [row] = await target.rows(
        sql<EnrolmentRow>`
          select enrolment_id, secret, confirmed_at,
            (select count(*) from ${codes} where ${ofAccount(accountKey)}) as recovery_codes
          from ${factors} where ${ofAccount(accountKey)}`,
        tx,
      );
      if (row === undefined) return null;
      return {
        id: row.enrolment_id,
        secret: Uint8Array.from(Buffer.from(row.secret, 'base64url')),
        confirmedAt: toDateOrNull(row.confirmed_at),
        recoveryCodesLeft: toNumber(row.recovery_codes),
      };
    },

    async begin({ accountKey, id, secret }) {
      const encoded = Buffer.from(secret).toString('base64url');
      await target.rows(
        target.dialect.upsert({
          table: factors,
          key: sql`realm, account_key`,
          columns: sql`realm, account_key, enrolment_id, secret`,
          values: sql`${realm}, ${accountKey}, ${id}, ${encoded}`,
          // A confirmed one stays as it is.
          set: (present) => {
            const unlessConfirmed = (column: string, value: string) => sql`
              ${sql.id(column)} = case when ${present('confirmed_at')} is null
                then ${value} else ${present(column)} end`;
            return sql.join([
              unlessConfirmed('enrolment_id', id),
              unlessConfirmed('secret', encoded),
            ]);
          },
        }),
        undefined,
      );
      const rows = await target.rows(
        sql`
          select 1 from ${factors}
          where ${ofAccount(accountKey)} and enrolment_id = ${id} and confirmed_at is null`,
        undefined,
      );
      return rows.length === 1;
    },

    confirm({ accountKey, id, step, confirmedAt, recoveryDigests }, tx?: Handle) {
      return target.inTransaction(tx, async (held) => {
        const confirmed = await writesOne(
          sql`
            update ${factors} set confirmed_at = ${fromDate(confirmedAt)}, last_step = ${step}
            where ${ofAccount(accountKey)} and enrolment_id = ${id} and confirmed_at is null`,
          held,
        );
        if (confirmed) await replaceCodes(accountKey, recoveryDigests, held);
        return confirmed;
      });
    },

    advanceStep({ accountKey, id, step }) {
      return writesOne(sql`
        update ${factors} set last_step = ${step}
        where ${ofAccount(accountKey)} and enrolment_id = ${id} and last_step < ${step}`);
    },

    replaceRecoveryCodes({ accountKey, recoveryDigests }, tx?: Handle) {
      return target.inTransaction(tx, async (held) => {
        const confirmed = await target.rows(
          sql`
            select 1 from ${factors} where ${ofAccount(accountKey)} and confirmed_at is not null
            ${target.dialect.forUpdate}`,
          held,
        );
        const isConfirmed = confirmed.length === 1;
        if (isConfirmed) await replaceCodes(accountKey, recoveryDigests, held);
        return isConfirmed;
      });
    },

    spendRecoveryCode({ accountKey, digest }) {
      // A code whose factor is gone or not confirmed is worth nothing, however it came to be there.
      // MariaDB locks the factor's row for this, and before the code's, as everybody else does.
      return writesOne(sql`
        delete from ${codes} where ${ofAccount(accountKey)} and digest = ${Buffer.from(digest)}
          and exists (
            select 1 from ${factors} where ${ofAccount(accountKey)} and confirmed_at is not null
          )`);
    },

    remove(accountKey, tx?: Handle) {
      return removeWhere(accountKey, sql``, tx);
    },

    async removeSince({ accountKey, since }, tx?: Handle) {
      const isLater = sql`confirmed_at is null or confirmed_at >= ${fromDate(since)}`;
      return removeWhere(accountKey, sql`and (${isLater})`, tx);
    },
  };
}
