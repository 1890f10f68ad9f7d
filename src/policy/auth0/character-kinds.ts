import { type Auth0Rule, auth0Rule } from './auth0-rule.js';

export type CharacterKind = 'lower' | 'upper' | 'digit' | 'special';

interface Kind {
  readonly sign: RegExp;
  readonly name: string;
  /** Auth0's own words and code. */
  readonly message: string;
  readonly code: string;
}

/** In Auth0's order. ASCII only: `é` and `ж` are of no kind at all. */
const KINDS: Readonly<Record<CharacterKind, Kind>> = {
  lower: {
    sign: /[a-z]/,
    name: 'lower-case letters (a-z)',
    message: 'lower case letters (a-z)',
    code: 'lowerCase',
  },
  upper: {
    sign: /[A-Z]/,
    name: 'upper-case letters (A-Z)',
    message: 'upper case letters (A-Z)',
    code: 'upperCase',
  },
  digit: {
    sign: /[0-9]/,
    name: 'digits',
    message: 'numbers (i.e. 0-9)',
    code: 'numbers',
  },
  special: {
    sign: /[ -/:-@[-`{-~]/,
    name: 'special characters (such as !@#$%)',
    message: 'special characters (e.g. !@#$%^&*)',
    code: 'specialCharacters',
  },
};
const ALL = Object.keys(KINDS) as CharacterKind[];
const LIST = new Intl.ListFormat('en');

/**
 * Requires characters of all the kinds, or of at least some of them. The kinds are Auth0's: ASCII
 * letters and digits, and the space and signs of ASCII.
 *
 * Violation: `character_classes` `{ atLeast, lower, upper, digit, special, actual }`.
 */
export function characterKinds(of: readonly CharacterKind[], atLeast?: number): Auth0Rule {
  const asked = ALL.filter((kind) => of.includes(kind)).map((kind) => KINDS[kind]);
  const least = atLeast ?? asked.length;
  const names = LIST.format(asked.map(({ name }) => name));
  const explained =
    atLeast === undefined
      ? { message: 'Should contain:', code: 'shouldContain' }
      : {
          message: 'Contain at least %d of the following %d types of characters:',
          code: 'containsAtLeast',
          format: [atLeast, asked.length],
        };
  const count = (password: string) => asked.filter(({ sign }) => sign.test(password)).length;
  return auth0Rule({
    hint: {
      code: 'character_classes',
      params: {
        atLeast: least,
        ...Object.fromEntries(ALL.map((kind) => [kind, of.includes(kind)])),
      },
      message:
        atLeast === undefined ? `Use ${names}.` : `Use at least ${atLeast} of these: ${names}.`,
    },
    explained,
    itemsOf: (password) =>
      asked.map(({ message, code, sign }) => ({ message, code, verified: sign.test(password) })),
    isKept: (password) => count(password) >= least,
    actual: count,
  });
}
