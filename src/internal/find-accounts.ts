import type { AccountId, StoredAccount } from '../ports/account.js';
import type { Core } from './core.js';
import { normalizeIdentifier, spellingsOf } from './identifier.js';

/** More accounts than this behind one address are not served: each costs a mail or a hash. */
export const MAX_MATCHES = 5;

/**
 * Finds the accounts of an identifier. The database only proposes; the comparison that decides
 * is made here, so a collation that folds case or accents never matches a stranger's address.
 */
export async function findAccounts<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  identifier: string,
): Promise<StoredAccount<Id, Extra>[]> {
  const proposed = await core.stores.users.findByAddress({
    spellings: spellingsOf(identifier),
    limit: MAX_MATCHES * 4,
  });
  const wanted = normalizeIdentifier(identifier);
  return proposed
    .filter((account) => account.email !== null && normalizeIdentifier(account.email) === wanted)
    .sort((a, b) => Number(b.enabled) - Number(a.enabled))
    .slice(0, MAX_MATCHES);
}
