import { sql } from 'kysely';
import type { Outbox } from 'latchkey';
import type { Database } from './database.js';
import type { Handle } from './handle.js';
import { fromDate } from './values.js';

/** Puts given-up entries back among the pending ones. */
export function requeueEntries(database: Database, realm: string): Outbox<Handle>['requeue'] {
  const { outbox } = database.tables;
  return async ({ kind, ids, dueAt, expiresAt, limit }, tx) => {
    if (ids?.length === 0) return 0;
    const among = ids === null ? sql`` : sql`and id in (${sql.join(ids)})`;
    // The condition is said again outside: of two calls that choose the same rows, the second one
    // waits for the first and then finds them pending.
    return database.written(
      sql`
        update ${outbox} set given_up_at = null, given_up_reason = null, attempts = 0, mints = 0,
          due_at = ${fromDate(dueAt)}, expires_at = ${fromDate(expiresAt)}
        where given_up_at is not null and id in (
          select id from (
            select id from ${outbox}
            where realm = ${realm} and given_up_at is not null and kind = ${kind} ${among}
            order by given_up_at limit ${limit}
          ) as chosen
        )`,
      tx,
    );
  };
}
