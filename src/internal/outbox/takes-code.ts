import type { AccountId, StoredAccount } from '../../ports/index.js';
import type { Core } from '../core.js';
import { linkAddress } from '../link-address.js';

/** Whether a code would let an account choose a password, as a link would. */
export function takesCode<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  account: StoredAccount<Id, Extra>,
): boolean {
  const isServed = account.passwordHash !== null || core.settings.passwordless === 'link';
  return isServed && linkAddress(core, account) !== null;
}
