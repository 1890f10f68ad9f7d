import { sql } from 'kysely';
import type { CredentialStore } from 'latchkey';
import type { Database } from './database.js';
import type { Handle } from './handle.js';
import { fromDate, type Integer, toDate, toNumber } from './values.js';

/** The companion table. Its version is the judge of every race. */
export function sqlCredentialStore(database: Database, realm: string): CredentialStore<Handle> {
  const { credentials } = database.tables;

  return {
    async read(accountKey, tx) {
      const [row] = await database.rows(
        sql<{ version: Integer; changed_at: Integer }>`
          select version, changed_at from ${credentials}
          where realm = ${realm} and account_key = ${accountKey}`,
        tx,
      );
      return row === undefined
        ? { version: 0, changedAt: null }
        : { version: toNumber(row.version), changedAt: toDate(row.changed_at) };
    },

    async raiseVersion({ accountKey, from, changedAt }, tx) {
      const at = fromDate(changedAt);
      // An account without a row is at version 0, so the first change makes the row. Both
      // statements wait for a rival's commit and then find that it was there first.
      const written =
        from === 0
          ? await database.written(
              sql`
                insert into ${credentials} (realm, account_key, version, changed_at)
                values (${realm}, ${accountKey}, 1, ${at})
                on conflict (realm, account_key) do nothing`,
              tx,
            )
          : await database.written(
              sql`
                update ${credentials} set version = version + 1, changed_at = ${at}
                where realm = ${realm} and account_key = ${accountKey} and version = ${from}`,
              tx,
            );
      return written === 1;
    },

    async remove(accountKey, tx) {
      await database.written(
        sql`delete from ${credentials} where realm = ${realm} and account_key = ${accountKey}`,
        tx,
      );
    },
  };
}
