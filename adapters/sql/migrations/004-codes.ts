import type { Migration } from './migration.js';
import { addToTickets } from './ticket-columns.js';

/** Codes that are short enough to be guessed: their keyed hash, and how often one was tried. */
export const codes: Migration = {
  name: '004-codes',
  statements: (dialect, tables) => addToTickets(dialect, tables, ['code_digest', 'code_tries']),
};
