import type { PolicyRule } from '../../ports/policy.js';
import { type Auth0Rule, auth0Rule } from './auth0-rule.js';

/**
 * Refuses a password that is longer than some bytes of UTF-8, rather than cut it.
 *
 * Violation: `too_long` `{ max, maxBytes }`.
 */
export function maximumBytes(maxBytes: number): Auth0Rule {
  const message = `Use at most ${maxBytes} characters (and ${maxBytes} bytes).`;
  return auth0Rule({
    hint: { code: 'too_long', params: { max: maxBytes, maxBytes }, message },
    explained: {
      message: 'Maximum password length exceeded',
      code: 'maxLength',
      format: [maxBytes],
    },
    isKept: (password) => password !== '' && fits(password, maxBytes),
  });
}

/** The same where Auth0 has no such rule and says nothing: what is hashed is bounded (attack 39). */
export function unsaidMaximumBytes(maxBytes: number): PolicyRule {
  const rule = maximumBytes(maxBytes);
  return {
    code: rule.code,
    check: ({ password }) => (fits(password, maxBytes) ? null : rule.describe()),
    describe: () => null,
  };
}

function fits(password: string, maxBytes: number): boolean {
  return password.length <= maxBytes && Buffer.byteLength(password) <= maxBytes;
}
