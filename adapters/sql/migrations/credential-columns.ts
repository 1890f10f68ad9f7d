import { type RawBuilder, sql } from 'kysely';
import type { AddedColumn, Dialect } from '../dialect.js';
import type { Tables } from '../tables.js';
import { credentialsTable } from './001-initial.js';

/** Those that the first step makes. */
const INITIAL = ['realm', 'account_key', 'version', 'changed_at', 'change_required'];

/**
 * Every column that steps have added to the companion table, oldest first, and in one place for the
 * same reason as those of the tickets.
 */
function addedColumns({ types, check }: Dialect, tables: Tables): AddedColumn[] {
  const { integer, digest, text } = types;
  const both = check(sql`(former_address is null) = (address_left_at is null)`);
  return [
    {
      name: 'former_address',
      type: sql`${digest}${check(sql`former_address is null or length(former_address) = 32`)}`,
      before: sql`null`,
    },
    { name: 'address_left_at', type: sql`${integer}${both}`, before: sql`null` },
    {
      name: 'former_email',
      type: text,
      before: sql`null`,
      index: {
        name: tables.index('credentials_left'),
        columns: sql`realm, address_left_at`,
        where: sql`address_left_at is not null`,
      },
    },
  ];
}

/** The statements of a step that adds columns to the companion table: those of these names. */
export function addToCredentials(
  dialect: Dialect,
  tables: Tables,
  added: readonly string[],
): RawBuilder<unknown>[] {
  return dialect.addColumns({
    to: credentialsTable(dialect, tables),
    place: tables.place('credentials'),
    key: ['realm', 'account_key'],
    present: INITIAL,
    since: addedColumns(dialect, tables),
    added,
  });
}
