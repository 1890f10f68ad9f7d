import { fitsHash, listOf, notReused } from '../policy/index.js';
import type { AccountId, RecentReach, Violation } from '../ports/index.js';
import type { Core } from './core.js';
import { type PolicySubject, policyInput } from './policy-input.js';
import { isHashRefused, verifyStoredHash } from './verify-stored-hash.js';

/** What a forced change asks besides, whatever the policy remembers. */
const notPresent = notReused(1);

const DAY_MS = 86_400_000;

interface Checking<Id extends AccountId, Extra extends object> extends PolicySubject<Id, Extra> {
  readonly accountKey: string | null;
  readonly mustDiffer?: boolean;
}

/**
 * Checks a new password by the one policy that every path shares (attack 45). All violations come
 * back at once. What a rule that throws means is the policy's matter: never acceptance.
 */
export async function checkPolicy<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  checking: Checking<Id, Extra>,
): Promise<Violation[]> {
  let own: { readonly error: unknown } | null = null;
  const verdicts: Verdicts = new Map();
  try {
    const input = policyInput(core, checking, (reach) =>
      matchesRecent(core, checking, reach, verdicts).catch((error: unknown) => {
        own = { error };
        throw error;
      }),
    );
    const violations = listOf(await core.policy.check(input));
    const misfit = fitsHash(core.hashing.limits, input.password);
    if (misfit !== null && !violations.some(({ code }) => code === misfit.code))
      violations.push(misfit);
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
  { last, withinDays }: RecentReach,
  verdicts: Verdicts,
): Promise<boolean> {
  const hashes: string[] = [];
  if (account !== null && account.passwordHash !== null) hashes.push(account.passwordHash);
  if (accountKey !== null && last > 1) {
    const replaced = await core.stores.history.list({ accountKey, limit: last - 1 });
    const since =
      withinDays === undefined ? Number.NEGATIVE_INFINITY : +core.now() - withinDays * DAY_MS;
    for (const { passwordHash, replacedAt } of replaced)
      if (+replacedAt > since) hashes.push(passwordHash);
  }
  for (const passwordHash of hashes.slice(0, last)) {
    // A password that somebody considers is no sign-in: the old system would count a failure.
    if (core.hashing.isElsewhere(passwordHash)) continue;
    // Several rules may reach for one hash, and it costs the same each time.
    let verdict = verdicts.get(passwordHash);
    if (verdict === undefined) {
      verdict = matches(core, { accountKey: accountKey ?? '', passwordHash, password, signal });
      verdicts.set(passwordHash, verdict);
    }
    if (await verdict) return true;
  }
  return false;
}

/** Of one check: whether its password is that of a hash. */
type Verdicts = Map<string, Promise<boolean>>;

async function matches<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  checked: Parameters<typeof verifyStoredHash<Id, Extra, Tx>>[1],
): Promise<boolean> {
  try {
    return (await verifyStoredHash(core, checked)).matches;
  } catch (error) {
    // Nobody can sign in with it, and a reset is the only way out: it must not stop the reset.
    if (!isHashRefused(error)) throw error;
    return false;
  }
}
