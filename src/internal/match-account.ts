import type { AccountId, Credentials, StoredAccount } from '../ports/index.js';
import type { Core } from './core.js';
import { accountKeyOf } from './input.js';
import { isHashRefused, verifyStoredHash } from './verify-stored-hash.js';

/** An account whose password somebody has just given, with the version from before the check. */
export interface Match<Id extends AccountId, Extra extends object> {
  readonly accountKey: string;
  readonly account: StoredAccount<Id, Extra>;
  readonly credentials: Credentials;
  readonly needsRehash: boolean;
}

interface Given {
  /** Normalised: it decides which hash is burnt for a row that cannot be checked. */
  readonly identifier: string;
  readonly password: string;
  readonly signal: AbortSignal | null;
}

/** Verifies the password of one account that was found, and reads it again as it is by then. */
export async function matchAccount<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  found: StoredAccount<Id, Extra>,
  given: Given,
): Promise<Match<Id, Extra> | null> {
  const { stores } = core;
  const accountKey = accountKeyOf(found.id);
  const credentials = await stores.credentials.read(accountKey);
  const first = await verifyOrBurn(core, accountKey, found.passwordHash, given);
  if (first === null || !first.matches) return null;

  // The hash was read before the version. Read again what it is now: after a reset in between,
  // the version is the new one, and the old password must not come out with it.
  const account = await stores.users.findByKey(accountKey);
  if (account === null || !account.enabled || account.identityProvider !== null) return null;
  if (account.email !== found.email || account.passwordHash === null) return null;
  if (account.passwordHash === found.passwordHash)
    return { accountKey, account, credentials, needsRehash: first.needsRehash };
  // Another hash of the same password is a rehash by a sign-in beside this one.
  const second = await verifyOrBurn(core, accountKey, account.passwordHash, given);
  if (second === null || !second.matches) return null;
  return { accountKey, account, credentials, needsRehash: second.needsRehash };
}

/** A stored hash that nobody can check costs as much as an unknown account does. */
async function verifyOrBurn<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
  passwordHash: string | null,
  { identifier, password, signal }: Given,
) {
  if (passwordHash === null) return null;
  try {
    return await verifyStoredHash(core, { accountKey, passwordHash, password, signal });
  } catch (error) {
    if (!isHashRefused(error)) throw error;
    await core.hashing.verifyDecoy(password, identifier, signal);
    return null;
  }
}
