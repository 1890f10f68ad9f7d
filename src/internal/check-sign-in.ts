import { listOf } from '../policy/index.js';
import type {
  AccountId,
  CallContext,
  Credentials,
  Policy,
  StoredAccount,
  Violation,
} from '../ports/index.js';
import type { Core } from './core.js';
import { policyInput } from './policy-input.js';

/** What passwords that sign in are held against, and what follows. */
export interface SignInPolicy {
  readonly policy: Policy;
  readonly onViolation: 'warn' | 'require_change' | 'require_reset';
  /** Whether the owner is mailed a link after `require_reset`. */
  readonly notify: boolean;
}

/**
 * Holds the password that has just signed in against the policy for sign-ins, such as a list of
 * breached ones. A rule that throws or hangs never fails a sign-in: it is told, and nothing follows.
 */
export async function checkSignIn<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  signIn: {
    readonly accountKey: string;
    readonly account: StoredAccount<Id, Extra>;
    readonly credentials: Credentials;
    readonly password: string;
    readonly signal: AbortSignal | null;
    readonly context: CallContext;
  },
): Promise<readonly Violation[]> {
  if (core.signInPolicy === null) return [];
  const { accountKey, credentials, signal, context } = signIn;
  const { changedAt } = credentials;
  const subject = { ...signIn, occasion: 'sign_in', changedAt } as const;
  try {
    // It is the present password, so a rule against reuse has nothing to say.
    const input = policyInput(core, subject, async () => false);
    return listOf(await core.signInPolicy.policy.check(input));
  } catch (error) {
    if (signal?.aborted) throw error;
    core.emit({ type: 'policy.sign_in_check_failed', accountKey }, context);
    return [];
  }
}
