import type { PolicyRule } from '../ports/policy.js';
import { fold, lettersAndDigits, withoutMarks } from './fold.js';
import { isGuessable } from './guessability.js';
import { isOptions, requireOption } from './require-option.js';

/** As for common passwords: whoever attacks this application starts from its name. */
const CONTEXT_BITS = 30;

const MOST_WORDS = 200;
const LONGEST_WORD = 64;
const SHORTEST_WORD = 3;

/** Normalising may cost the square of what a hostile text is long, so what is looked at is cut. */
const LONGEST_JUDGED = 1024;

export interface NotContextWordsOptions {
  /**
   * `whole` refuses passwords that as a whole are built on the words, `contained` also every
   * password in which a word stands anywhere. @default 'whole'
   */
  readonly match?: 'whole' | 'contained';
}

/**
 * Refuses passwords built on words of the application: its name, products, projects, departments
 * (ASVS 6.1.2 wants them listed and 6.2.11 refused).
 *
 * By default the entire password is judged, as NIST SP 800-63B-4 section 3.1.1.2 says of
 * blocklists: it is refused where it is one or more of the words with nothing beside them but what
 * is easily guessed, such as a year, signs at the ends or a common password. `Acme-2026!`,
 * `acmeacmeacmeacme` and `4cme-password` are refused, a passphrase that names acme is not. With
 * `contained` that one is refused as well, and with a short word many an innocent one: `art` is
 * in "party".
 *
 * Case, accents and full-width letters make no difference under either, signs between letters and
 * the usual replacements (`@` for `a`) none under the first, which `contained` includes. Of a
 * password the first 1,024 UTF-16 units are looked at, so the work is bounded; the rule is
 * synchronous, so it cannot hang, and it never throws.
 *
 * Violation: `context_word` `{}`. It does not tell the word.
 *
 * @param words - 1 to 200, each with at least 3 letters or digits and at most 64 characters
 * @throws ERR_INVALID_OPTION where the words or the options are not like that
 *
 * @example
 * ```ts
 * const own = policy(...nist().rules, notContextWords(['Acme Corporation', 'acme', 'Roadrunner']));
 * ```
 */
export function notContextWords(
  words: readonly string[],
  options: NotContextWordsOptions = {},
): PolicyRule {
  requireOption(isOptions(options), 'notContextWords() takes its options as an object.');
  const { match = 'whole' } = options;
  requireOption(
    match === 'whole' || match === 'contained',
    '"match" of notContextWords() is "whole" or "contained".',
  );
  requireOption(
    Array.isArray(words) && words.length >= 1 && words.length <= MOST_WORDS,
    `"words" of notContextWords() is a list of 1 to ${MOST_WORDS} words.`,
  );
  const ownWords = [...new Set(words.flatMap(spellingsOf))];

  const message = 'Choose a password that is not built on words of this service, such as its name.';
  const answer = { code: 'context_word', params: {}, message };
  return {
    code: 'context_word',
    check({ password }) {
      const folded = comparable(password.slice(0, LONGEST_JUDGED));
      if (match === 'contained' && ownWords.some((word) => folded.includes(word))) return answer;
      return isBuiltOn(ownWords, folded) ? answer : null;
    },
    describe: () => answer,
  };
}

function isBuiltOn(ownWords: readonly string[], folded: string): boolean {
  const guessing = { budgetBits: CONTEXT_BITS, ownWords };
  if (isGuessable(folded, guessing)) return true;
  const bare = lettersAndDigits(folded);
  return bare !== folded && isGuessable(bare, guessing);
}

function spellingsOf(word: unknown, index: number): string[] {
  const fits = typeof word === 'string' && word.length <= LONGEST_WORD;
  const folded = fits ? comparable(word).trim() : '';
  const bare = lettersAndDigits(folded);
  requireOption(
    bare.length >= SHORTEST_WORD,
    `Word ${index + 1} of "words" of notContextWords() has fewer than ${SHORTEST_WORD} letters or ` +
      `digits, or more than ${LONGEST_WORD} characters.`,
  );
  return [folded, bare];
}

function comparable(text: string): string {
  return withoutMarks(fold(text));
}
