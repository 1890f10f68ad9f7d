import { sql } from 'kysely';
import type { ChangeReason, CredentialStore, Credentials } from 'latchkey';
import type { Database } from './database.js';
import type { Handle } from './handle.js';
import { fromDate, type Integer, toDateOrNull, toNumber } from './values.js';

interface CredentialsRow {
  readonly version: Integer;
  readonly changed_at: Integer | null;
  readonly change_required: ChangeReason | null;
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
  const { credentials } = database.tables;

  return {
    async read(accountKey, tx) {
      const [row] = await database.rows(
        sql<CredentialsRow>`
          select version, changed_at, change_required from ${credentials}
          where realm = ${realm} and account_key = ${accountKey}`,
        tx,
      );
      return toCredentials(row);
    },

    async lock(accountKey, tx) {
      // A write that changes nothing: it makes the row where there is none, and holds it.
      const [row] = await database.rows(
        sql<CredentialsRow>`
          insert into ${credentials} as present (realm, account_key, version)
          values (${realm}, ${accountKey}, 0)
          on conflict (realm, account_key) do update set version = present.version
          returning version, changed_at, change_required`,
        tx,
      );
      return toCredentials(row);
    },

    async raiseVersion({ accountKey, from, changedAt }, tx) {
      const at = fromDate(changedAt);
      // An account may have no row yet; it is at version 0 then. Both statements wait for a
      // rival's commit and then find that it was there first.
      const written =
        from === 0
          ? await database.written(
              sql`
                insert into ${credentials} as present (realm, account_key, version, changed_at)
                values (${realm}, ${accountKey}, 1, ${at})
                on conflict (realm, account_key) do update
                  set version = 1, changed_at = excluded.changed_at, change_required = null
                  where present.version = 0`,
              tx,
            )
          : await database.written(
              sql`
                update ${credentials}
                set version = version + 1, changed_at = ${at}, change_required = null
                where realm = ${realm} and account_key = ${accountKey} and version = ${from}`,
              tx,
            );
      return written === 1;
    },

    async requireChange({ accountKey, reason }, tx) {
      await database.written(
        sql`
          insert into ${credentials} as present (realm, account_key, version, change_required)
          values (${realm}, ${accountKey}, 0, ${reason})
          on conflict (realm, account_key) do update set change_required = case
            when present.change_required = 'breached' and excluded.change_required is not null
              then present.change_required
            else excluded.change_required end`,
        tx,
      );
    },

    async remove(accountKey, tx) {
      await database.written(
        sql`delete from ${credentials} where realm = ${realm} and account_key = ${accountKey}`,
        tx,
      );
    },
  };
}
