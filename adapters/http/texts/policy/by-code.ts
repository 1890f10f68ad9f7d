import type { RuleDescription, Violation } from 'latchkey';

/** The rules that come with latchkey, and the params that their sentences are made with. */
const PARAMS = {
  length: { min: 'number', max: 'number' },
  too_short: { min: 'number' },
  too_long: { max: 'number', maxBytes: 'number' },
  common_password: {},
  contains_account_data: {},
  context_word: {},
  breached_password: {},
  too_weak: { minScore: 'number' },
  character_classes: {
    atLeast: 'number',
    lower: 'boolean',
    upper: 'boolean',
    digit: 'boolean',
    special: 'boolean',
  },
  identical_run: { max: 'number' },
  sequential_run: { max: 'number', keyboard: 'boolean' },
  too_recent: { hours: 'number' },
  reused_password: { last: 'number' },
  reusedWithinDays: { withinDays: 'number' },
  reusedLastOrWithinDays: { last: 'number', withinDays: 'number' },
} as const;

/** A code that comes with different params has a sentence for each; the first that fits is said. */
const VARIANTS: Readonly<Record<string, readonly (keyof typeof PARAMS)[]>> = {
  reused_password: ['reusedLastOrWithinDays', 'reusedWithinDays', 'reused_password'],
};

type Values<Types> = {
  readonly [Name in keyof Types]: Types[Name] extends 'number' ? number : boolean;
};

/** A sentence for each hint and violation, by code. It also gets the rule's own, which is English. */
type PolicySentences = {
  readonly [Code in keyof typeof PARAMS]: (
    params: Values<(typeof PARAMS)[Code]>,
    message: string,
  ) => string;
};

/** What a sentence about kinds of characters is made with. */
export type AskedClasses = Values<(typeof PARAMS)['character_classes']>;

type Say = (said: RuleDescription | Violation) => string;

/**
 * Makes the sentences of rules and of violations. A code that is not ours, or one of ours with other
 * params, is of the application's own rule, and its own message stands.
 *
 * @param broken - sentences of violations alone, where what is wrong has to be said before what to
 * do about it
 */
export function policyTexts(
  sentences: PolicySentences,
  broken: Partial<PolicySentences> = {},
): { readonly rule: Say; readonly violation: Say } {
  return { rule: byCode(sentences), violation: byCode({ ...sentences, ...broken }) };
}

function byCode(sentences: PolicySentences): Say {
  return ({ code, params, message }) => {
    for (const name of namesFor(code)) {
      const fits = Object.entries(PARAMS[name]).every(
        ([param, type]) => typeof params[param] === type,
      );
      const sentence = sentences[name] as (values: typeof params, message: string) => string;
      if (fits) return sentence(params, message);
    }
    return message;
  };
}

function namesFor(code: string): readonly (keyof typeof PARAMS)[] {
  if (Object.hasOwn(VARIANTS, code)) return VARIANTS[code] ?? [];
  return Object.hasOwn(PARAMS, code) ? [code as keyof typeof PARAMS] : [];
}
