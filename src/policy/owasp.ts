import type { Policy, PolicyRule } from '../ports/policy.js';
import { length } from './length.js';
import { notAccountData } from './not-account-data.js';
import { notCommon } from './not-common.js';
import { notContextWords } from './not-context-words.js';
import { policy } from './policy.js';
import { isOptions, isRule, isWhole, requireOption } from './require-option.js';

/** ASVS 6.2.9 wants 64 characters permitted, so no least length may be above that. */
const MOST_REQUIRED = 64;

export interface OwaspOptions {
  /**
   * Fewest code points, from 8 to 64. ASVS 6.2.1 asks for 8 and strongly recommends 15.
   * @default 15, or 8 with `secondFactor`
   */
  readonly minLength?: number;
  /** States that a second factor is asked at every sign-in. @default false */
  readonly secondFactor?: boolean;
}

export interface OwaspContextOptions extends OwaspOptions {
  /** Words of the application, for {@link notContextWords} (ASVS 6.1.2 and 6.2.11). */
  readonly contextWords: readonly string[];
  /** A rule against breached passwords, such as `notBreached()` of `latchkey/hibp` (ASVS 6.2.12). */
  readonly breached: PolicyRule;
}

/**
 * A policy after OWASP ASVS 5.0.0, section V6.2.
 *
 * - **Level 1:** at least 15 code points (ASVS would do with 8) and at most 128, none of the common
 *   passwords (6.2.4: of the 3,000 most common that have the length), and no rules on kinds of
 *   characters (6.2.5).
 * - **Level 2:** besides, not built on words of the application (6.1.2, 6.2.11) or on the account's
 *   own data, and not breached (6.2.12). It has no list of its own for these, so it asks for both.
 * - **Level 3:** the same policy. What level 3 asks beyond it is no matter of passwords: an
 *   administrator may start a reset but not choose the password (6.4.6: `issueTicket` instead of
 *   `adminSetPassword`), notices after every change (6.3.7, on by default), no sign-in by mail
 *   (6.3.6), and no telling who has an account (6.3.8).
 *
 * At no level do passwords expire (6.2.10).
 *
 * @throws ERR_INVALID_OPTION where an option is missing or wrong; the message names the requirement
 *
 * @example
 * ```ts
 * const first = owasp(1);
 * const second = owasp(2, { contextWords: ['acme', 'roadrunner'], breached: notBreached() });
 * ```
 */
export function owasp(level: 1, options?: OwaspOptions): Policy;
export function owasp(level: 2 | 3, options: OwaspContextOptions): Policy;
export function owasp(
  level: 1 | 2 | 3,
  options: OwaspOptions & Partial<OwaspContextOptions> = {},
): Policy {
  requireOption([1, 2, 3].includes(level), 'The "level" of owasp() is 1, 2 or 3.');
  requireOption(isOptions(options), 'owasp() takes its options as an object.');
  const { secondFactor = false, minLength = secondFactor ? 8 : 15 } = options;
  requireOption(typeof secondFactor === 'boolean', '"secondFactor" of owasp() is a boolean.');
  requireOption(
    isWhole(minLength, 8, MOST_REQUIRED),
    `"minLength" of owasp() is a whole number from 8 (ASVS 6.2.1) to ${MOST_REQUIRED} (ASVS 6.2.9).`,
  );
  const basic = [length({ min: minLength }), notCommon()];
  if (level === 1) return policy(...basic);

  const { contextWords, breached } = options;
  requireOption(
    Array.isArray(contextWords) && contextWords.length > 0,
    `Level ${level} of owasp() needs "contextWords", a list of words of your application (ASVS ` +
      '6.1.2, 6.2.11).',
  );
  requireOption(
    isRule(breached),
    `Level ${level} of owasp() needs "breached", a rule such as notBreached() (ASVS 6.2.12).`,
  );
  return policy(...basic, notContextWords(contextWords), notAccountData(), breached);
}
