import type { AccountId, StoredAccount } from '../ports/index.js';
import type { Core } from './core.js';

/**
 * The address to which a link may be mailed that leads back into the account, or `null`: not where
 * it is disabled or deleted, where another system signs it in, or where its address is unverified
 * and such addresses get no links.
 */
export function linkAddress<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  account: StoredAccount<Id, Extra> | null,
): string | null {
  if (account === null || !account.enabled || account.identityProvider !== null) return null;
  if (!account.emailVerified && !core.settings.resetUnverified) return null;
  return account.email;
}
