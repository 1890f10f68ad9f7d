import { sql } from 'kysely';
import type { Migration } from './migration.js';

/** The tables of the first release. */
export const initial: Migration = {
  name: '001-initial',
  statements({ types, tableOptions }, tables) {
    const { key, text, integer, digest, position } = types;
    const index = (name: string) => sql`create index if not exists ${tables.index(name)}`;
    return [
      sql`create table if not exists ${tables.credentials} (
  realm ${key} not null,
  account_key ${key} not null,
  version ${integer} not null,
  changed_at ${integer},
  change_required ${key},
  primary key (realm, account_key)
)${tableOptions}`,

      sql`create table if not exists ${tables.tickets} (
  id ${key} not null primary key,
  digest ${digest} not null unique check (length(digest) = 32),
  realm ${key} not null,
  purpose ${key} not null,
  account_key ${key} not null,
  address ${text},
  credentials_version ${integer} not null,
  state ${key} not null check (state in ('candidate', 'live', 'spent', 'superseded')),
  issued_at ${integer} not null,
  expires_at ${integer} not null,
  entry_id ${key},
  result_url ${text},
  include_email_in_redirect ${integer} not null,
  client_state ${text},
  mark_email_verified ${integer} not null,
  proof_digest ${digest} check (proof_digest is null or length(proof_digest) = 32),
  proven_at ${integer}
)${tableOptions}`,
      sql`${index('tickets_account')} on ${tables.tickets} (realm, account_key, issued_at)`,
      sql`${index('tickets_expiry')} on ${tables.tickets} (realm, expires_at)`,

      sql`create table if not exists ${tables.outbox} (
  id ${key} not null primary key,
  realm ${key} not null,
  kind ${key} not null,
  fold_key ${key},
  account_key ${key},
  payload ${text} not null,
  attempts ${integer} not null,
  mints ${integer} not null,
  created_at ${integer} not null,
  due_at ${integer} not null,
  expires_at ${integer} not null,
  lease_id ${key},
  leased_until ${integer},
  given_up_at ${integer},
  given_up_reason ${key}
)${tableOptions}`,
      sql`${index('outbox_due')} on ${tables.outbox} (realm, due_at) where given_up_at is null`,
      sql`${index('outbox_fold')} on ${tables.outbox} (realm, fold_key) where fold_key is not null`,
      sql`${index('outbox_account')} on ${tables.outbox} (realm, account_key) where account_key is not null`,
      sql`${index('outbox_given_up')} on ${tables.outbox} (realm, given_up_at) where given_up_at is not null`,

      sql`create table if not exists ${tables.history} (
  position ${position},
  id ${key} not null,
  realm ${key} not null,
  account_key ${key} not null,
  password_hash ${text} not null,
  replaced_at ${integer} not null
)${tableOptions}`,
      sql`${index('history_account')} on ${tables.history} (realm, account_key, position)`,

      sql`create table if not exists ${tables.sessions} (
  digest ${digest} not null primary key check (length(digest) = 32),
  realm ${key} not null,
  account_key ${key} not null,
  credentials_version ${integer} not null,
  created_at ${integer} not null,
  expires_at ${integer} not null
)${tableOptions}`,
      sql`${index('sessions_account')} on ${tables.sessions} (realm, account_key)`,
      sql`${index('sessions_expiry')} on ${tables.sessions} (realm, expires_at)`,
    ];
  },
};
