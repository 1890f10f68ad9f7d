import { sql } from 'kysely';
import type { Dialect, IndexDefinition, TableDefinition } from '../dialect.js';
import type { Tables } from '../tables.js';
import type { Migration } from './migration.js';

/** The companion table as this step makes it, for a later one that builds upon it. */
export function credentialsTable({ types }: Dialect, tables: Tables): TableDefinition {
  const { key, integer } = types;
  return {
    table: tables.credentials,
    columns: sql`
  realm ${key} not null,
  account_key ${key} not null,
  version ${integer} not null,
  changed_at ${integer},
  change_required ${key}`,
    constraints: sql`
  primary key (realm, account_key)`,
  };
}

/** The table of tickets as this step makes it, for a later one that builds upon it. */
export function ticketsTable({ types, check }: Dialect, tables: Tables): TableDefinition {
  const { key, text, integer, digest } = types;
  return {
    table: tables.tickets,
    columns: sql`
  id ${key} not null primary key,
  digest ${digest} not null unique${check(sql`length(digest) = 32`)},
  realm ${key} not null,
  purpose ${key} not null,
  account_key ${key} not null,
  address ${text},
  credentials_version ${integer} not null,
  state ${key} not null${check(sql`state in ('candidate', 'live', 'spent', 'superseded')`)},
  issued_at ${integer} not null,
  expires_at ${integer} not null,
  entry_id ${key},
  result_url ${text},
  include_email_in_redirect ${integer} not null,
  client_state ${text},
  mark_email_verified ${integer} not null,
  proof_digest ${digest}${check(sql`proof_digest is null or length(proof_digest) = 32`)},
  proven_at ${integer}`,
    indexes: [
      { name: tables.index('tickets_account'), columns: sql`realm, account_key, issued_at` },
      { name: tables.index('tickets_expiry'), columns: sql`realm, expires_at` },
    ],
  };
}

/** The tables of the first release. */
export const initial: Migration = {
  name: '001-initial',
  statements(dialect, tables) {
    const { types, check, createTable } = dialect;
    const { key, text, integer, digest, position } = types;
    const index = (name: string, columns: string[], notNull?: string): IndexDefinition => ({
      name: tables.index(name),
      columns: sql.join(columns.map((column) => sql.id(column))),
      ...(notNull === undefined ? {} : { where: sql`${sql.id(notNull)} is not null` }),
    });
    return [
      ...createTable(credentialsTable(dialect, tables)),

      ...createTable(ticketsTable(dialect, tables)),

      ...createTable({
        table: tables.outbox,
        columns: sql`
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
  given_up_reason ${key}`,
        indexes: [
          {
            name: tables.index('outbox_due'),
            columns: sql`realm, due_at, created_at`,
            where: sql`given_up_at is null`,
          },
          index('outbox_fold', ['realm', 'fold_key'], 'fold_key'),
          index('outbox_account', ['realm', 'account_key'], 'account_key'),
          index('outbox_given_up', ['realm', 'given_up_at'], 'given_up_at'),
        ],
      }),

      ...createTable({
        table: tables.history,
        columns: sql`
  position ${position},
  id ${key} not null,
  realm ${key} not null,
  account_key ${key} not null,
  password_hash ${text} not null,
  replaced_at ${integer} not null`,
        indexes: [index('history_account', ['realm', 'account_key', 'position'])],
      }),

      ...createTable({
        table: tables.sessions,
        columns: sql`
  digest ${digest} not null primary key${check(sql`length(digest) = 32`)},
  realm ${key} not null,
  account_key ${key} not null,
  credentials_version ${integer} not null,
  created_at ${integer} not null,
  expires_at ${integer} not null`,
        indexes: [
          index('sessions_account', ['realm', 'account_key']),
          index('sessions_expiry', ['realm', 'expires_at']),
        ],
      }),
    ];
  },
};
