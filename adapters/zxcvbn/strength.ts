import { LatchkeyError, type PolicyRule, type Violation } from 'latchkey';
import { accountWords } from './account-words.js';
import { messageOf } from './advice.js';
import { type Estimate, estimatorOf } from './estimator.js';
import type { LanguageLoader } from './packages.js';

export interface StrengthOptions {
  /**
   * Language packs whose words are known as well, each as a function that imports it. Each costs
   * some megabytes, and milliseconds per check.
   * @default none: only what `@zxcvbn-ts/language-common` lists
   */
  readonly languages?: readonly LanguageLoader[];
}

/** A rule that can be made ready before the first password comes. */
export interface StrengthRule extends PolicyRule {
  /**
   * Loads what the first check would: half a second or so for a large language. Call it when the
   * application starts, or let the first check do it.
   *
   * @throws ERR_MISSING_PEER where a package cannot be loaded
   */
  readonly load: () => Promise<void>;
}

/**
 * Refuses what zxcvbn thinks an attacker guesses soon: common passwords and words, also reversed or
 * with signs for letters, names, dates, repeats, sequences and keyboard patterns. The account's
 * address and name count as words that are tried first. It needs the packages `@zxcvbn-ts/core`
 * and `@zxcvbn-ts/language-common`; nothing is loaded before the first check.
 *
 * Of a password the first 32 UTF-16 units are judged, and of its readings with signs for letters
 * the first eight, or hostile text would hold the process for seconds; so a check takes 4 ms at the
 * worst, and 20 with a large language. What follows those 32 does not count: of a long passphrase
 * the first five words or so are judged, which is enough for the highest score. A pattern that the
 * cut goes through may be taken for better than it is.
 *
 * A score is 0 (under 10^3 guesses), 1 (10^6), 2 (10^8), 3 (10^10) or 4.
 *
 * Violation: `too_weak` `{ score, minScore, warning?, suggestions? }`. The advice is zxcvbn's own
 * keys, such as `userInputs`, for translations of one's own; suggestions are separated by commas.
 *
 * @param minScore - the lowest score that is accepted: 1 to 4. @default 3
 * @throws ERR_INVALID_OPTION where an option is not like that; ERR_MISSING_PEER, by the check, where
 *   a package cannot be loaded: no password is accepted then
 *
 * @example
 * ```ts
 * import { strength } from 'latchkey/zxcvbn';
 *
 * const strong = strength(3, { languages: [() => import('@zxcvbn-ts/language-en')] });
 * const passwords = new PasswordService({
 *   stores,
 *   mailer,
 *   links,
 *   policy: policy(...nist().rules, strong),
 * });
 * await strong.load();
 * ```
 */
export function strength(minScore = 3, options: StrengthOptions = {}): StrengthRule {
  requireOptions(minScore, options);
  const estimator = estimatorOf(options.languages ?? []);
  return {
    code: 'too_weak',
    check({ password, account }) {
      const words = account === null ? [] : accountWords(account);
      const judge = (estimate: Estimate) => violationOf(minScore, estimate(password, words));
      const { loaded } = estimator;
      return loaded === null ? estimator.load().then(judge) : judge(loaded);
    },
    describe: () => ({
      code: 'too_weak',
      params: { minScore },
      message: 'Choose a password that is hard to guess.',
    }),
    load: async () => {
      await estimator.load();
    },
  };
}

function violationOf(
  minScore: number,
  { score, warning, suggestions }: ReturnType<Estimate>,
): Violation | null {
  if (score >= minScore) return null;
  return {
    code: 'too_weak',
    params: {
      score,
      minScore,
      ...(warning === null ? {} : { warning }),
      ...(suggestions.length === 0 ? {} : { suggestions: suggestions.join(',') }),
    },
    message: messageOf(warning, suggestions),
  };
}

function requireOptions(minScore: unknown, options: unknown): void {
  if (!Number.isInteger(minScore) || Number(minScore) < 1 || Number(minScore) > 4) {
    throw invalid('"minScore" of strength() is a whole number from 1 to 4.');
  }
  const { languages = [] } = Object(options) as { languages?: unknown };
  if (Array.isArray(languages) && languages.every((each) => typeof each === 'function')) return;
  throw invalid('"languages" of strength() is a list of functions, each importing a package.');
}

function invalid(message: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', message);
}
