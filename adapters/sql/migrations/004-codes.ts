import { sql } from 'kysely';
import { ticketsTable } from './001-initial.js';
import type { Migration } from './migration.js';

/** Codes that are short enough to be guessed: their keyed hash, and how often one was tried. */
export const codes: Migration = {
  name: '004-codes',
  statements(dialect, tables) {
    const { types, check, addColumns } = dialect;
    return addColumns({
      to: ticketsTable(dialect, tables),
      place: tables.place('tickets'),
      present: [
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
      ],
      added: [
        {
          name: 'code_digest',
          type: sql`${types.digest}${check(sql`code_digest is null or length(code_digest) = 32`)}`,
          before: sql`null`,
        },
        { name: 'code_tries', type: sql`${types.integer} not null default 0`, before: sql`0` },
      ],
    });
  },
};
