import { initial } from './001-initial.js';
import { secondFactors } from './002-second-factors.js';
import { sessionIndex } from './003-session-index.js';
import { codes } from './004-codes.js';
import { noticedChanges } from './005-noticed-changes.js';
import { formerAddresses } from './006-former-addresses.js';
import { formerEmails } from './007-former-emails.js';
import type { Migration } from './migration.js';

/** Every step, oldest first. */
export const migrations: readonly Migration[] = [
  initial,
  secondFactors,
  sessionIndex,
  codes,
  noticedChanges,
  formerAddresses,
  formerEmails,
];
