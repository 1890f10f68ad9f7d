import { type RawBuilder, sql } from 'kysely';
import {
  type ChangeReason,
  type CredentialStore,
  type Credentials,
  isLock,
  lockReasons,
} from 'latchkey';
import type { Database } from './database.js';
import type { Handle } from './handle.js';
import { fromDate, type Integer, toDate, toDateOrNull, toNumber } from './values.js';

interface CredentialsRow {
  readonly version: Integer;
  readonly changed_at: Integer | null;
  readonly change_required: ChangeReason | null;
}

interface FormerAddressRow {
  readonly former_address: Uint8Array | null;
  readonly former_email: string | null;
  readonly address_left_at: Integer | null;
}

function toCredentials(row: CredentialsRow | undefined): Credentials {
  return row === undefined
    ? { version: 0, changedAt: null, changeRequired: null }
    : {
        version: toNumber(row.version),
        changedAt: toDateOrNull(row.changed_at),
        changeRequired: row.change_required,
      };
}

/** The companion table. Its version is the judge of every race. */
export function sqlCredentialStore(database: Database, realm: string): CredentialStore<Handle> {
  const { dialect } = database;
  const { credentials } = database.tables;
  const key = sql`realm, account_key`;
  const locks = sql.join(lockReasons.map((reason) => sql.lit(reason)));
  const ofAccount = (accountKey: string) => sql`realm = ${realm} and account_key = ${accountKey}`;

  /** Makes an account's row where there is none, and holds it either way. */
  async function makeRow(accountKey: string, tx: Handle): Promise<void> {
    await database.rows(
      dialect.upsert({
        table: credentials,
        key,
        columns: sql`realm, account_key, version`,
        values: sql`${realm}, ${accountKey}, 0`,
        set: (present) => sql`version = ${present('version')}`,
      }),
      tx,
    );
  }

  return {
    async read(accountKey, tx) {
      const [row] = await database.rows(
        sql<CredentialsRow>`
          select version, changed_at, change_required from ${credentials}
          where ${ofAccount(accountKey)}`,
        tx,
      );
      return toCredentials(row);
    },

    async lock(accountKey, tx) {
      await makeRow(accountKey, tx);
      const [row] = await database.rows(
        sql<CredentialsRow>`
          select version, changed_at, change_required from ${credentials}
          where ${ofAccount(accountKey)} ${dialect.forUpdate}`,
        tx,
      );
      return toCredentials(row);
    },

    async raiseVersion({ accountKey, from, changedAt }, tx) {
      const at = fromDate(changedAt);
      // An account may have no row yet; it is at version 0 then. Each statement waits for a
      // rival's commit and then finds that it was there first.
      if (from === 0 && dialect.returnsRows) {
        const written = await database.written(
          sql`
            insert into ${credentials} as present (realm, account_key, version, changed_at)
            values (${realm}, ${accountKey}, 1, ${at})
            on conflict (realm, account_key) do update
              set version = 1, changed_at = excluded.changed_at, change_required = null
              where present.version = 0`,
          tx,
        );
        return written === 1;
      }
      if (from === 0) await makeRow(accountKey, tx);
      const written = await database.written(
        sql`
          update ${credentials}
          set version = version + 1, changed_at = ${at}, change_required = null
          where ${ofAccount(accountKey)} and version = ${from}`,
        tx,
      );
      return written === 1;
    },

    async requireChange({ accountKey, reason }, tx) {
      await database.rows(
        dialect.upsert({
          table: credentials,
          key,
          columns: sql`realm, account_key, version, change_required`,
          values: sql`${realm}, ${accountKey}, 0, ${reason}`,
          // Only no requirement at all, or another lock, takes the place of a lock.
          set: (present) =>
            reason === null || isLock(reason)
              ? sql`change_required = ${reason}`
              : sql`change_required = case
                  when ${present('change_required')} in (${locks})
                  then ${present('change_required')} else ${reason} end`,
        }),
        tx,
      );
    },

    async noteFormerAddress({ accountKey, former }, tx) {
      const digest = Buffer.from(former.digest);
      const leftAt = fromDate(former.leftAt);
      await database.rows(
        dialect.upsert({
          table: credentials,
          key,
          columns: sql`realm, account_key, version, former_address, former_email, address_left_at`,
          values: sql`${realm}, ${accountKey}, 0, ${digest}, ${former.address}, ${leftAt}`,
          set: () => sql`
            former_address = ${digest}, former_email = ${former.address}, address_left_at = ${leftAt}`,
        }),
        tx,
      );
    },

    async findFormerAddress(accountKey, tx) {
      const [row] = await database.rows(
        sql<FormerAddressRow>`
          select former_address, former_email, address_left_at from ${credentials}
          where ${ofAccount(accountKey)} ${
            // InnoDB shows a transaction of the application's what was there at its first look.
            tx === undefined ? sql`` : dialect.forUpdate
          }`,
        tx,
      );
      return row === undefined || row.former_address === null || row.address_left_at === null
        ? null
        : {
            digest: new Uint8Array(row.former_address),
            address: row.former_email,
            leftAt: toDate(row.address_left_at),
          };
    },

    async purgeFormerAddresses({ before, limit }, tx) {
      const left = database.tables.index('credentials_left');
      // Who waits for an account that the application holds keeps others waiting meanwhile.
      const free = sql<{ account_key: string }>`
        select account_key from ${credentials}${dialect.forced(left)}
        where realm = ${realm} and address_left_at < ${fromDate(before)}
        order by address_left_at limit ${limit} ${dialect.forUpdateOfFree}`;
      const forget = (isChosen: RawBuilder<unknown>) => sql`
        update ${credentials}${dialect.forced(sql`primary`)}
        set former_address = null, former_email = null, address_left_at = null
        where realm = ${realm} and ${isChosen}`;

      if (dialect.returnsRows)
        return database.written(forget(dialect.isAmong(sql`account_key`, free)), tx);
      return database.inTransaction(tx, async (held) => {
        const chosen = await database.rows(free, held);
        if (chosen.length === 0) return 0;
        const keys = chosen.map((row) => row.account_key);
        return database.written(forget(sql`account_key in (${sql.join(keys)})`), held);
      });
    },

    async remove(accountKey, tx) {
      await database.written(sql`delete from ${credentials} where ${ofAccount(accountKey)}`, tx);
    },
  };
}
