import type { Violation } from 'latchkey';
import type { Fault } from './fault.js';

/** Auth0 names one rule at a time, the first that is broken of these. */
const NAMED: readonly (readonly [code: string, message: string])[] = [
  ['common_password', 'PasswordDictionaryError: Password is too common'],
  ['contains_account_data', 'PasswordNoUserInfoError: Password contains user information'],
  ['reused_password', 'PasswordHistoryError: Password has previously been used'],
];
const TOO_WEAK = 'PasswordStrengthError: Password is too weak';

/**
 * Says what is wrong with a password as Auth0 does: by an error's name in `message`. All broken
 * rules are in `violations`, which Auth0 does not have. A rule of the application's own is a
 * matter of strength.
 */
export function passwordFault(violations: readonly Violation[]): Fault {
  const codes = new Set(violations.map(({ code }) => code));
  const named = NAMED.filter(([code]) => codes.has(code));
  const others = codes.size > named.length;
  return {
    status: 400,
    message: others ? TOO_WEAK : (named[0]?.[1] ?? TOO_WEAK),
    details: {
      violations: violations.map(({ code, params, message }) => ({ code, params, message })),
    },
  };
}
