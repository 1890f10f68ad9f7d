import { LatchkeyError } from '../errors.js';
import type { PolicyRule } from '../ports/policy.js';
import { fold } from './fold.js';
import { MOST_RANKED, type RankedPasswords, rankedPasswords } from './ranked-passwords.js';

/** Longer than anything that is ranked; what is longer is not even folded (attack 39). */
const LONGEST_LISTED = 512;

export interface NotListedOptions {
  /** How many of the most common passwords are refused: 1 to 100,000. @default 100_000 */
  readonly top?: number;
  /** Further passwords that are refused, such as the product's name. @default none */
  readonly also?: readonly string[];
}

/**
 * Refuses the most common passwords, and those of a list of your own. The password as a whole is
 * compared, without case: `password1` is on the list, and `password1 of the sea` is not. Where
 * variants matter too, take `notCommon()`, which also sees what common passwords are glued into.
 *
 * The list is the head of the million most common of Mark Burnett's ten million passwords, most
 * common first (`scripts/common-passwords/SOURCES.md`). It is loaded with the first password that
 * is checked, takes about 2 MB from then on, and holds fingerprints, no passwords.
 *
 * Violation: `common_password` `{}`. A list that cannot be loaded stops the check with
 * `ERR_POLICY_RULE`.
 *
 * @throws ERR_INVALID_OPTION where `top` is out of range, or `also` holds anything but texts
 *
 * @example
 * ```ts
 * policy(length({ min: 12 }), notListed({ top: 10_000, also: ['latchkey', 'open sesame'] }));
 * ```
 */
export function notListed(options: NotListedOptions = {}): PolicyRule {
  const { top = MOST_RANKED, also = [] } = options;
  requireOptions(top, also);
  const own = new Set(also.map(fold));
  const message = 'Choose a password that is not common or easily guessed.';
  const answer = { code: 'common_password', params: {}, message };

  return {
    code: 'common_password',
    check({ password }) {
      if (password.length > LONGEST_LISTED) return null;
      const folded = fold(password);
      if (own.has(folded)) return answer;
      const judge = (ranked: RankedPasswords) =>
        (ranked.rankOf(folded) ?? Number.POSITIVE_INFINITY) <= top ? answer : null;
      const ranked = rankedPasswords();
      return 'rankOf' in ranked ? judge(ranked) : ranked.then(judge);
    },
    describe: () => answer,
  };
}

function requireOptions(top: number, also: readonly string[]): void {
  if (!Number.isInteger(top) || top < 1 || top > MOST_RANKED) {
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      `"top" of notListed() is a whole number from 1 to ${MOST_RANKED}.`,
    );
  }
  const listable = (each: unknown) =>
    typeof each === 'string' && each !== '' && each.length <= LONGEST_LISTED;
  if (Array.isArray(also) && also.every(listable)) return;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    `"also" of notListed() is a list of passwords of 1 to ${LONGEST_LISTED} characters.`,
  );
}
