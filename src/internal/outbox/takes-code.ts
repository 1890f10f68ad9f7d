import type { AccountId, StoredAccount } from '../../ports/index.js';
import type { Core } from '../core.js';

/** Whether a code would let an account choose a password, as a link would. */
export function takesCode<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  account: StoredAccount<Id, Extra>,
): boolean {
  const { passwordless, resetUnverified } = core.settings;
  return (
    account.enabled &&
    account.identityProvider === null &&
    (account.passwordHash !== null || passwordless === 'link') &&
    (account.emailVerified || resetUnverified)
  );
}
