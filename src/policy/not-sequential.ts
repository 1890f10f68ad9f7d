import type { PolicyRule } from '../ports/policy.js';
import { sequenceLength, walkLength } from './keyboard.js';
import { isOptions, isWhole, requireOption } from './require-option.js';

export interface NotSequentialOptions {
  /** Most characters in a row that may follow one another: 2 to 128. @default 3 */
  readonly max?: number;
  /** Whether straight walks over neighbouring keys count, too: `qwer`, `1qaz`. @default false */
  readonly keyboard?: boolean;
}

/**
 * Refuses more than `max` characters in a row that follow one another, upwards or downwards: with
 * 3, `abc` is fine, `abcd` and `4321` are not. These are the letters a to z, whatever their case,
 * and the digits; after 9 comes 0, after z comes a.
 *
 * With `keyboard`, a straight walk over neighbouring keys is such a run as well: along a row, a
 * column or a slant of the US, German, French and Russian layouts. Ordinary words have some
 * (property, liberty), so it is off by default.
 *
 * It is a rule on composition, which NIST SP 800-63B-4 section 3.1.1.2 and ASVS 6.2.5 forbid;
 * `notCommon()` refuses passwords that are nothing but sequences and walks. It is for those whom a
 * contract holds to it. The rule is synchronous, so it cannot hang; it never throws.
 *
 * Violation: `sequential_run` `{ max, keyboard }`.
 *
 * @throws ERR_INVALID_OPTION where `max` is out of range or `keyboard` no boolean
 *
 * @example
 * ```ts
 * const contract = policy(length({ min: 12 }), notSequential({ max: 3, keyboard: true }));
 * ```
 */
export function notSequential(options: NotSequentialOptions = {}): PolicyRule {
  requireOption(isOptions(options), 'notSequential() takes an object of options.');
  const { max = 3, keyboard = false } = options;
  requireOption(isWhole(max, 2, 128), '"max" of notSequential() is a whole number from 2 to 128.');
  requireOption(typeof keyboard === 'boolean', '"keyboard" of notSequential() is a boolean.');

  const example = keyboard ? 'abc, 321 or qwe' : 'abc or 321';
  const message = `Use no sequence like ${example} that is longer than ${max} characters.`;
  const answer = { code: 'sequential_run', params: { max, keyboard }, message };
  return {
    code: 'sequential_run',
    check({ password }) {
      const text = password.toLowerCase();
      // The first run that is too long ends the search, so the work is `max` steps for each place.
      for (let at = 0; at < text.length - max; at += 1) {
        if (sequenceLength(text, at) > max) return answer;
        if (keyboard && walkLength(text, at) > max) return answer;
      }
      return null;
    },
    describe: () => answer,
  };
}
