import type { AccountId, CallContext, PolicyOccasion, StoredAccount } from '../ports/index.js';
import type { PolicyViolation } from '../results/index.js';
import { checkPolicy } from './check-policy.js';
import type { Core } from './core.js';

/**
 * Turns a new password into a hash, or into the rules that it breaks. Every path to a new
 * password comes through here, so none is weaker than another (ASVS 6.3.4).
 */
export async function preparePassword<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  preparing: {
    readonly password: string;
    readonly account: StoredAccount<Id, Extra> | null;
    readonly accountKey: string | null;
    readonly occasion: PolicyOccasion;
    /** When the present password was set, where the account is known. */
    readonly changedAt: Date | null;
    /** Whether the present password is refused, whatever the policy remembers. */
    readonly mustDiffer?: boolean;
    readonly signal: AbortSignal | null;
    readonly context: CallContext;
  },
): Promise<{ readonly ok: true; readonly passwordHash: string } | PolicyViolation> {
  const { password, signal } = preparing;
  const violations = await checkPolicy(core, preparing);
  if (violations.length > 0) {
    const codes = violations.map(({ code }) => code);
    core.emit({ type: 'password.refused', codes }, preparing.context);
    return { ok: false, reason: 'policy_violation', violations };
  }
  const passwordHash = await core.hashing.hash(password, signal);
  // The last point at which an abort is honoured: what follows writes.
  signal?.throwIfAborted();
  return { ok: true, passwordHash };
}
