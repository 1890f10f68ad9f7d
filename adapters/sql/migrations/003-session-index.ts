import { sql } from 'kysely';
import type { Migration } from './migration.js';

/**
 * Which sessions an account has in a session store of the application's own. Their ids may be
 * longer than a key, and differ by case alone, so the key is a digest.
 */
export const sessionIndex: Migration = {
  name: '003-session-index',
  statements({ types, check, createTable }, tables) {
    const { key, text, integer, digest } = types;
    return createTable({
      table: tables.session_index,
      columns: sql`
  digest ${digest} not null primary key${check(sql`length(digest) = 32`)},
  realm ${key} not null,
  account_key ${key} not null,
  session_id ${text} not null,
  credentials_version ${integer} not null,
  expires_at ${integer} not null`,
      indexes: [
        { name: tables.index('session_index_account'), columns: sql`realm, account_key` },
        { name: tables.index('session_index_expiry'), columns: sql`realm, expires_at` },
      ],
    });
  },
};
