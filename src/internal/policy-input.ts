import type {
  AccountId,
  CallContext,
  PolicyInput,
  PolicyOccasion,
  StoredAccount,
} from '../ports/index.js';
import type { Core } from './core.js';
import { publicAccount } from './public-account.js';

/** A password, and what a policy may know of it. */
export interface PolicySubject<Id extends AccountId, Extra extends object> {
  readonly password: string;
  readonly account: StoredAccount<Id, Extra> | null;
  readonly occasion: PolicyOccasion;
  readonly changedAt: Date | null;
  readonly signal: AbortSignal | null;
  readonly context: CallContext;
}

/** What a policy is handed: the NFC form, the account without its hash, and the operator's ear. */
export function policyInput<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  subject: PolicySubject<Id, Extra>,
  matchesRecent: PolicyInput['matchesRecent'],
): PolicyInput {
  const { account, context, occasion, changedAt, signal } = subject;
  return {
    password: subject.password.normalize('NFC'),
    account: account === null ? null : publicAccount(account),
    occasion,
    now: core.now(),
    changedAt,
    signal,
    matchesRecent,
    tellSkipped: (rule, cause) => core.emit({ type: 'policy.rule_skipped', rule, cause }, context),
  };
}
