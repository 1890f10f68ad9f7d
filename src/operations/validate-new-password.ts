import * as z from 'zod';
import { readCall } from '../internal/call.js';
import { checkPolicy } from '../internal/check-policy.js';
import type { Core } from '../internal/core.js';
import { passwordInput, readInput } from '../internal/input.js';
import { accountDataInput, asAccount, type SignUpData } from '../internal/sign-up-data.js';
import type { AccountId, Call } from '../ports/index.js';
import type { ValidateNewPasswordResult } from '../results/index.js';

export interface ValidateNewPasswordInput {
  readonly newPassword: string;
  /** What is known of the account to be, for the rules that compare with it. */
  readonly account?: SignUpData | undefined;
}

const schema = z.object({ newPassword: passwordInput, account: accountDataInput.optional() });

/** The policy of every way to a hash, without the hash. */
export async function validateNewPassword<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: ValidateNewPasswordInput,
  call?: Call,
): Promise<ValidateNewPasswordResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const violations = await checkPolicy(core, {
    password: read.value.newPassword,
    account: asAccount<Id, Extra>(read.value.account),
    accountKey: null,
    occasion: 'validation',
    changedAt: null,
    ...readCall(call),
  });
  return violations.length === 0
    ? { ok: true }
    : { ok: false, reason: 'policy_violation', violations };
}
