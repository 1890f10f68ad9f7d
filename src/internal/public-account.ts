import type { Account, AccountId, StoredAccount } from '../ports/account.js';

/** The account as it leaves the library: field by field, so that no hash can slip through. */
export function publicAccount<Id extends AccountId, Extra extends object>(
  stored: StoredAccount<Id, Extra>,
): Account<Id, Extra> {
  return {
    id: stored.id,
    email: stored.email,
    emailVerified: stored.emailVerified,
    enabled: stored.enabled,
    identityProvider: stored.identityProvider,
    hasPassword: stored.passwordHash !== null,
    displayName: stored.displayName,
    locale: stored.locale,
    extra: stored.extra,
  };
}
