import { sql } from 'kysely';
import type { PasswordHistory } from 'latchkey';
import type { Database } from './database.js';
import type { Handle } from './handle.js';
import { fromDate, type Integer, toDate } from './values.js';

/**
 * Keeps replaced hashes. Their order is the order in which they were written: clocks repeat and
 * run backwards.
 */
export function sqlPasswordHistory(database: Database, realm: string): PasswordHistory<Handle> {
  const { history } = database.tables;

  return {
    async append({ id, accountKey, passwordHash, replacedAt, keep }, tx) {
      await database.rows(
        sql`
          insert into ${history} (id, realm, account_key, password_hash, replaced_at)
          values (${id}, ${realm}, ${accountKey}, ${passwordHash}, ${fromDate(replacedAt)})`,
        tx,
      );
      await database.written(
        sql`
          delete from ${history}
          where realm = ${realm} and account_key = ${accountKey} and position not in (
            select position from (
              select position from ${history}
              where realm = ${realm} and account_key = ${accountKey}
              order by position desc limit ${keep}
            ) as kept
          )`,
        tx,
      );
    },

    async list({ accountKey, limit }, tx) {
      const rows = await database.rows(
        sql<{ password_hash: string; replaced_at: Integer }>`
          select password_hash, replaced_at from ${history}
          where realm = ${realm} and account_key = ${accountKey}
          order by position desc limit ${limit}`,
        tx,
      );
      return rows.map((row) => ({
        passwordHash: row.password_hash,
        replacedAt: toDate(row.replaced_at),
      }));
    },

    async removeByAccount(accountKey, tx) {
      await database.written(
        sql`delete from ${history} where realm = ${realm} and account_key = ${accountKey}`,
        tx,
      );
    },
  };
}
