import type { PolicyRule } from '../ports/policy.js';
import { isOptions, isWhole, requireOption } from './require-option.js';

export type CharacterClass = 'lower' | 'upper' | 'digit' | 'special';

export interface CharacterClassesOptions {
  /** How many of the classes a password must have a character of. @default all of `of` */
  readonly atLeast?: number;
  /** The classes that count. @default all four */
  readonly of?: readonly CharacterClass[];
}

/** Every code point is of exactly one class. */
const CLASSES: Readonly<Record<CharacterClass, { readonly sign: RegExp; readonly name: string }>> =
  {
    lower: { sign: /\p{Ll}/u, name: 'lower-case letters' },
    upper: { sign: /[\p{Lu}\p{Lt}]/u, name: 'upper-case letters' },
    digit: { sign: /\p{Nd}/u, name: 'digits' },
    special: { sign: /[^\p{Ll}\p{Lu}\p{Lt}\p{Nd}]/u, name: 'special characters' },
  };
const ALL = Object.keys(CLASSES) as CharacterClass[];
const LIST = new Intl.ListFormat('en');

/**
 * Requires characters of several kinds, for those whom a contract or an auditor holds to such a
 * rule. NIST SP 800-63B-4 section 3.1.1.2 and ASVS 6.2.5 forbid it, and no preset of theirs has it:
 * people answer it with `Password1!`, which cracking tools try first. Where you can choose, ask
 * for length and refuse what is common.
 *
 * The classes are Unicode's, not ASCII's, so that `É` is a capital and `ж` a small letter. `lower`
 * is category Ll, `upper` Lu and Lt, `digit` Nd, and `special` everything else: signs, spaces,
 * emoji, and letters of scripts without case, such as `日` and `ع`. The rule is synchronous, so it
 * cannot hang; it never throws.
 *
 * Violation: `character_classes` `{ atLeast, lower, upper, digit, special, actual }`: how many, of
 * which, and how many classes the password has of them.
 *
 * @throws ERR_INVALID_OPTION where `of` holds no known class or one twice, or `atLeast` is not from
 * 1 to the number of classes in `of`
 *
 * @example
 * ```ts
 * const contract = policy(length({ min: 12 }), characterClasses({ atLeast: 3 }));
 * ```
 */
export function characterClasses(options: CharacterClassesOptions = {}): PolicyRule {
  requireOption(isOptions(options), 'characterClasses() takes an object of options.');
  const { of = ALL } = options;
  requireOption(
    Array.isArray(of) && of.every((name) => ALL.includes(name)) && new Set(of).size === of.length,
    `"of" of characterClasses() lists some of ${LIST.format(ALL)}, each once.`,
  );
  const { atLeast = of.length } = options;
  requireOption(
    isWhole(atLeast, 1, of.length),
    '"atLeast" of characterClasses() is a whole number from 1 to the number of classes.',
  );

  const asked = ALL.filter((name) => of.includes(name));
  const names = LIST.format(asked.map((name) => CLASSES[name].name));
  const message =
    atLeast === asked.length ? `Use ${names}.` : `Use at least ${atLeast} of these: ${names}.`;
  const params = {
    atLeast,
    lower: asked.includes('lower'),
    upper: asked.includes('upper'),
    digit: asked.includes('digit'),
    special: asked.includes('special'),
  };
  return {
    code: 'character_classes',
    check({ password }) {
      const actual = asked.filter((name) => CLASSES[name].sign.test(password)).length;
      return actual < atLeast
        ? { code: 'character_classes', params: { ...params, actual }, message }
        : null;
    },
    describe: () => ({ code: 'character_classes', params, message }),
  };
}
