import { addToCredentials } from './credential-columns.js';
import type { Migration } from './migration.js';

/**
 * The address of before itself, to which is told what becomes of the account. It is kept for as long
 * as the digest beside it can matter, and found by when it was left once it has to go.
 */
export const formerEmails: Migration = {
  name: '007-former-emails',
  statements: (dialect, tables) => addToCredentials(dialect, tables, ['former_email']),
};
