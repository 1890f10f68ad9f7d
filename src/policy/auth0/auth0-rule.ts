import type { PolicyRule, RuleDescription } from '../../ports/policy.js';

/** One rule of a description, as Auth0's clients show it beside a password. */
export interface Auth0RuleDescription {
  /** English, with `%d` and `%s` where `format` goes: for `util.format`. */
  readonly message: string;
  readonly format?: readonly (string | number)[];
  /** `nonEmpty`, `lengthAtLeast`, `shouldContain`, `containsAtLeast`, `identicalChars` and so on. */
  readonly code: string;
  /** The kinds of characters, where the rule is about some of them. */
  readonly items?: readonly Auth0RuleDescription[];
  /** Whether the password keeps to it. */
  readonly verified: boolean;
}

/** A rule of complexity, which can also be told as Auth0 tells it. */
export interface Auth0Rule extends PolicyRule {
  describeAsAuth0(password: string): Auth0RuleDescription;
}

interface Parts {
  readonly hint: RuleDescription;
  /** The rule in Auth0's own words. */
  readonly explained: Omit<Auth0RuleDescription, 'items' | 'verified'>;
  readonly itemsOf?: (password: string) => readonly Auth0RuleDescription[];
  readonly isKept: (password: string) => boolean;
  /** What a violation tells besides: the length, or how many kinds there are. */
  readonly actual?: (password: string) => number;
}

/** Makes a rule of one judgement, so that what it answers and what it describes never disagree. */
export function auth0Rule({ hint, explained, itemsOf, isKept, actual }: Parts): Auth0Rule {
  return {
    code: hint.code,
    check({ password }) {
      if (isKept(password)) return null;
      if (actual === undefined) return hint;
      return { ...hint, params: { ...hint.params, actual: actual(password) } };
    },
    describe: () => hint,
    describeAsAuth0(password) {
      const verified = isKept(password);
      if (itemsOf === undefined) return { ...explained, verified };
      return { ...explained, items: itemsOf(password), verified };
    },
  };
}

/** Looks at what the rule can do, not at where it was made: there may be two copies of the library. */
export function isAuth0Rule(rule: PolicyRule): rule is Auth0Rule {
  return typeof (rule as Partial<Auth0Rule>).describeAsAuth0 === 'function';
}
