import type { PolicyRule } from '../ports/policy.js';
import { isListed } from './common-passwords.js';
import { fold } from './fold.js';
import { isGuessable } from './guessability.js';

/**
 * A billion guesses. Argon2id makes that months for a stolen hash, and throttles make it never
 * for a sign-in; below it a password is one that cracking tools try as a matter of course.
 */
const COMMON_BITS = 30;

/** Longer than anything that is listed or taken apart. */
const LONGEST_JUDGED = 512;

/**
 * Refuses common passwords, compared without case (NIST SP 800-63B-4 section 3.1.1.2, ASVS 6.2.4).
 * Two things make a password common:
 *
 * - it is on a list: for every minimum length from 8 to 15 the 3,000 most common that fit, and
 *   beyond that all of 15 characters and more among the million most common of ten million;
 *   long dictionary words; famous phrases such as "correct horse battery staple", with any
 *   punctuation;
 * - it is as a whole nothing but common passwords, keyboard walks, sequences, years and repeats
 *   glued together, with a few signs at most: `passwordpassword`, `Password1234567890!`. Lists
 *   hold next to nothing of 15 characters, and this is what people type when told to use 15.
 *
 * Only the whole password is judged, never a part of it (NIST), and four different words are never
 * common by the second test, whatever they are.
 * The rule is synchronous, so it cannot hang; it never throws.
 *
 * Violation: `common_password` `{}`.
 *
 * @example
 * ```ts
 * policy(length({ min: 12 }), notCommon());
 * ```
 */
export function notCommon(): PolicyRule {
  const message = 'Choose a password that is not common or easily guessed.';
  const answer = { code: 'common_password', params: {}, message };
  return {
    code: 'common_password',
    check({ password }) {
      if (password.length > LONGEST_JUDGED) return null;
      const folded = fold(password);
      return isListed(folded) || isGuessable(folded, { budgetBits: COMMON_BITS }) ? answer : null;
    },
    describe: () => answer,
  };
}
