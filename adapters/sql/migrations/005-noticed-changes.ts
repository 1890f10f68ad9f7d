import type { Migration } from './migration.js';
import { addToTickets } from './ticket-columns.js';

/**
 * What a notice told of whose link a ticket is. Both are null for every other ticket, and for those
 * that processes of the release before store.
 */
export const noticedChanges: Migration = {
  name: '005-noticed-changes',
  statements: (dialect, tables) => addToTickets(dialect, tables, ['noticed_change', 'noticed_at']),
};
