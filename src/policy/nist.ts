import type { Policy } from '../ports/policy.js';
import { length } from './length.js';
import { notAccountData } from './not-account-data.js';
import { notCommon } from './not-common.js';
import { policy } from './policy.js';

export interface NistOptions {
  /**
   * States that a second factor is asked at every sign-in. Only then may a password have fewer
   * than 15 characters (NIST SP 800-63B-4 section 3.1.1.2). @default false
   */
  readonly secondFactor?: boolean;
}

/**
 * The default policy, after NIST SP 800-63B-4: at least 15 characters (8 beside a second factor),
 * not common, not made of the account's own data, and no rules on kinds of characters.
 *
 * @example
 * ```ts
 * const passwords = new PasswordService({ stores, mailer, links, policy: nist() });
 * ```
 */
export function nist(options: NistOptions = {}): Policy {
  const min = options.secondFactor === true ? 8 : 15;
  return policy(length({ min }), notCommon(), notAccountData());
}
