import type {
  AccountId,
  CallContext,
  ChangeCause,
  PolicyOccasion,
  StoredAccount,
} from '../ports/index.js';
import type { Changed, PolicyViolation, Refused } from '../results/index.js';
import { applyPassword } from './apply-password.js';
import type { Core } from './core.js';
import { preparePassword } from './prepare-password.js';
import { publicAccount } from './public-account.js';

/**
 * Sets a new password without a ticket, once the caller has checked that it may: policy, hash, and
 * the one door that writes. `version` is the one that was read before the account was.
 */
export async function setPassword<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  setting: {
    readonly password: string;
    readonly accountKey: string;
    readonly account: StoredAccount<Id, Extra>;
    readonly version: number;
    /** From the same reading. */
    readonly changedAt: Date | null;
    readonly cause: ChangeCause;
    readonly occasion: PolicyOccasion;
    readonly keepSessionId: string | null;
    readonly notify: boolean;
    readonly mustChange?: boolean;
    /** Whether the present password is refused, whatever the policy remembers. */
    readonly mustDiffer?: boolean;
    readonly signal: AbortSignal | null;
    readonly context: CallContext;
  },
): Promise<
  | {
      readonly ok: true;
      readonly changed: Changed<Id, Extra>;
      readonly keptSessionId: string | null;
    }
  | PolicyViolation
  | Refused<'changed_meanwhile'>
> {
  const prepared = await preparePassword(core, setting);
  if (!prepared.ok) return prepared;
  const { passwordHash } = prepared;
  // From here on nobody needs the password itself.
  const {
    password: _password,
    signal: _signal,
    changedAt: _changedAt,
    occasion: _occasion,
    ...change
  } = setting;
  const applied = await applyPassword(core, { ...change, passwordHash, ticket: null });
  if (!applied.applied) return { ok: false, reason: 'changed_meanwhile' };
  const { credentialsVersion, sessions, keptSessionId } = applied;
  const account = { ...publicAccount(setting.account), hasPassword: true };
  return { ok: true, changed: { ok: true, account, credentialsVersion, sessions }, keptSessionId };
}
