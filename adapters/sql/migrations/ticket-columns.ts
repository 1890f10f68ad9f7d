import { type RawBuilder, sql } from 'kysely';
import type { AddedColumn, Dialect } from '../dialect.js';
import type { Tables } from '../tables.js';
import { ticketsTable } from './001-initial.js';

/** Those that the first step makes. */
const INITIAL = [
  'id',
  'digest',
  'realm',
  'purpose',
  'account_key',
  'address',
  'credentials_version',
  'state',
  'issued_at',
  'expires_at',
  'entry_id',
  'result_url',
  'include_email_in_redirect',
  'client_state',
  'mark_email_verified',
  'proof_digest',
  'proven_at',
];

/**
 * Every column that steps have added to the tickets, oldest first. They stand in one place because a
 * step that is run again, as printed SQL may be, must not take away what a later one has added.
 */
function addedColumns({ types, check }: Dialect): AddedColumn[] {
  const { key, integer, digest } = types;
  const both = check(sql`(noticed_change is null) = (noticed_at is null)`);
  return [
    {
      name: 'code_digest',
      type: sql`${digest}${check(sql`code_digest is null or length(code_digest) = 32`)}`,
      before: sql`null`,
    },
    { name: 'code_tries', type: sql`${integer} not null default 0`, before: sql`0` },
    { name: 'noticed_change', type: key, before: sql`null` },
    { name: 'noticed_at', type: sql`${integer}${both}`, before: sql`null` },
  ];
}

/** The statements of a step that adds columns to the tickets: those of these names. */
export function addToTickets(
  dialect: Dialect,
  tables: Tables,
  added: readonly string[],
): RawBuilder<unknown>[] {
  return dialect.addColumns({
    to: ticketsTable(dialect, tables),
    place: tables.place('tickets'),
    key: ['id'],
    present: INITIAL,
    since: addedColumns(dialect),
    added,
  });
}
