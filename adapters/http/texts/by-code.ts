import type { RuleDescription, Violation } from 'latchkey';

/** The rules that come with latchkey, and the numbers that their sentences are made with. */
const PARAMS = {
  length: ['min', 'max'],
  too_short: ['min'],
  too_long: ['max', 'maxBytes'],
  common_password: [],
  contains_account_data: [],
  reused_password: ['last'],
} as const;

type Params = typeof PARAMS;

/** A sentence for each hint and violation, by code. */
export type PolicySentences = {
  readonly [Code in keyof Params]: (numbers: Record<Params[Code][number], number>) => string;
};

/**
 * Makes the sentence of a rule or a violation. A code that is not ours, or one of ours with other
 * params, is of the application's own rule, and its own message stands.
 */
export function byCode(sentences: PolicySentences): (said: RuleDescription | Violation) => string {
  return ({ code, params, message }) => {
    if (!isOurs(code)) return message;
    const complete = PARAMS[code].every((name) => typeof params[name] === 'number');
    const sentence = sentences[code] as (numbers: typeof params) => string;
    return complete ? sentence(params) : message;
  };
}

function isOurs(code: string): code is keyof Params {
  return Object.hasOwn(PARAMS, code);
}
