import type { PolicyRule } from '../ports/policy.js';
import { isOptions, isWhole, requireOption } from './require-option.js';

export interface NotRepeatedOptions {
  /** Most identical characters in a row: 1 to 128. @default 2 */
  readonly max?: number;
}

/**
 * Refuses a character that stands more than `max` times in a row: with 2, `aa` is fine and `aaa` is
 * not. Characters are code points and compared exactly, so `aAa` is no run.
 *
 * It is a rule on composition, which NIST SP 800-63B-4 section 3.1.1.2 and ASVS 6.2.5 forbid;
 * `notCommon()` refuses passwords that are nothing but repeats. It is for those whom a contract
 * holds to it. The rule is synchronous, so it cannot hang; it never throws.
 *
 * Violation: `identical_run` `{ max }`.
 *
 * @throws ERR_INVALID_OPTION where `max` is out of range
 *
 * @example
 * ```ts
 * const contract = policy(length({ min: 12 }), notRepeated({ max: 3 }));
 * ```
 */
export function notRepeated(options: NotRepeatedOptions = {}): PolicyRule {
  requireOption(isOptions(options), 'notRepeated() takes an object of options.');
  const { max = 2 } = options;
  requireOption(isWhole(max, 1, 128), '"max" of notRepeated() is a whole number from 1 to 128.');

  const times = max === 1 ? 'once' : `${max} times`;
  const message = `Use no character more than ${times} in a row.`;
  const answer = { code: 'identical_run', params: { max }, message };
  return {
    code: 'identical_run',
    check: ({ password }) => (hasRun(password, max) ? answer : null),
    describe: () => answer,
  };
}

function hasRun(password: string, max: number): boolean {
  let previous = '';
  let run = 0;
  for (const character of password) {
    run = character === previous ? run + 1 : 1;
    if (run > max) return true;
    previous = character;
  }
  return false;
}
