import { addToCredentials } from './credential-columns.js';
import type { Migration } from './migration.js';

/**
 * Which address an account was moved away from, and when: who objects to the move is known by it.
 * It is known by its digest. Both are null for an account that was never moved, and for one that
 * processes of the release before have moved.
 */
export const formerAddresses: Migration = {
  name: '006-former-addresses',
  statements: (dialect, tables) =>
    addToCredentials(dialect, tables, ['former_address', 'address_left_at']),
};
