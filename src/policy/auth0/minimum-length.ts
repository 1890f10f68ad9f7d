import { type Auth0Rule, auth0Rule } from './auth0-rule.js';

/**
 * Requires a length, counted as Auth0 counts it: in UTF-16 units, so that most emoji are two.
 *
 * Violation: `too_short` `{ min, actual }`.
 */
export function minimumLength(min: number): Auth0Rule {
  const explained =
    min === 1
      ? { message: 'Non-empty password required', code: 'nonEmpty' }
      : { message: 'At least %d characters in length', format: [min], code: 'lengthAtLeast' };
  const characters = min === 1 ? 'character' : 'characters';
  return auth0Rule({
    hint: { code: 'too_short', params: { min }, message: `Use at least ${min} ${characters}.` },
    explained,
    isKept: (password) => password.length >= min,
    actual: (password) => password.length,
  });
}
