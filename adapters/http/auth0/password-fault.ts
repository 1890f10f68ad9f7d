import { auth0Description, auth0PolicyText, type Policy, type Violation } from 'latchkey';
import type { Fault } from './fault.js';

const IN_A_LIST = 'PasswordDictionaryError: Password is too common';

/** Auth0 names one rule at a time, the first that is broken of these. */
const NAMED: readonly (readonly [code: string, message: string])[] = [
  ['common_password', IN_A_LIST],
  ['context_word', IN_A_LIST],
  ['breached_password', IN_A_LIST],
  ['contains_account_data', 'PasswordNoUserInfoError: Password contains user information'],
  ['reused_password', 'PasswordHistoryError: Password has previously been used'],
];
const TOO_WEAK = 'PasswordStrengthError: Password is too weak';

/**
 * Says what is wrong with a password as Auth0 does: by an error's name in `message`. Whatever Auth0
 * has no error for is a matter of strength, as is a rule of the application's own. Two things stand
 * beside it that the Management API does not have: all broken rules, in `violations`, and under
 * rules of `auth0()` the `description` and `policy` that Auth0's forms display.
 */
export function passwordFault(
  violations: readonly Violation[],
  policy: Policy | undefined,
  password: string,
): Fault {
  const codes = new Set(violations.map(({ code }) => code));
  const named = NAMED.filter(([code]) => codes.has(code));
  const others = codes.size > named.length;
  return {
    status: 400,
    message: others ? TOO_WEAK : (named[0]?.[1] ?? TOO_WEAK),
    details: {
      violations: violations.map(({ code, params, message }) => ({ code, params, message })),
      ...(policy !== undefined && displayed(policy, password)),
    },
  };
}

/** As at Auth0, only where complexity is what is wrong. */
function displayed(policy: Policy, password: string): Readonly<Record<string, unknown>> {
  const description = auth0Description(policy, password);
  if (description === null || description.verified) return {};
  return { description, policy: auth0PolicyText(policy) };
}
