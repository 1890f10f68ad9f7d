import { isLatchkeyError } from '../errors.js';
import { notReused } from '../policy/index.js';
import type { AccountId, PolicyInput, StoredAccount, Violation } from '../ports/index.js';
import type { Core } from './core.js';
import { publicAccount } from './public-account.js';

/** What a forced change asks besides, whatever the policy remembers. */
const notPresent = notReused(1);

interface Checking<Id extends AccountId, Extra extends object> {
  readonly password: string;
  readonly account: StoredAccount<Id, Extra> | null;
  readonly accountKey: string | null;
  readonly mustDiffer?: boolean;
  readonly signal: AbortSignal | null;
}

/**
 * Checks a new password by the one policy that every path shares (attack 45). All violations come
 * back at once. What a rule that throws means is the policy's matter: never acceptance.
 */
export async function checkPolicy<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  checking: Checking<Id, Extra>,
): Promise<Violation[]> {
  const { account, signal } = checking;
  let own: { readonly error: unknown } | null = null;
  try {
    const input: PolicyInput = {
      password: checking.password.normalize('NFC'),
      account: account === null ? null : publicAccount(account),
      signal,
      matchesRecent: (last) =>
        matchesRecent(core, checking, last).catch((error: unknown) => {
          own = { error };
          throw error;
        }),
    };
    const violations = await core.policy.check(input);
    // A hash, so only where the policy has nothing to say; and a forced change changes something.
    if (violations.length > 0 || checking.mustDiffer !== true) return violations;
    const present = await notPresent.check(input);
    return present === null ? [] : [present];
  } catch (error) {
    // A full line or a lost database is ours: it must not come out as a fault of the rule.
    throw own === null ? error : (own as { readonly error: unknown }).error;
  }
}

async function matchesRecent<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  { password, account, accountKey, signal }: Checking<Id, Extra>,
  last: number,
): Promise<boolean> {
  const hashes: string[] = [];
  if (account !== null && account.passwordHash !== null) hashes.push(account.passwordHash);
  if (accountKey !== null && last > 1) {
    const replaced = await core.stores.history.list({ accountKey, limit: last - 1 });
    hashes.push(...replaced.map((entry) => entry.passwordHash));
  }
  for (const hash of hashes.slice(0, last)) {
    try {
      if ((await core.hashing.verify(hash, password, signal)).matches) return true;
    } catch (error) {
      if (!isLatchkeyError(error) || error.code !== 'ERR_HASH_REFUSED') throw error;
      // Nobody can sign in with it, and a reset is the only way out: it must not stop the reset.
      if (accountKey !== null) core.emit({ type: 'hash.refused', accountKey });
    }
  }
  return false;
}
