import type { PolicyInput, PolicyRule } from '../ports/policy.js';
import { isOptions, isRule, requireOption } from './require-option.js';

export interface WhenOptions {
  /** Whether forms show the rule's hint to everybody. @default false */
  readonly hint?: boolean;
}

/**
 * Applies a rule only where a condition holds: to staff, to one occasion, from a day on.
 *
 * A condition that throws, hangs or answers anything but a boolean never lets a password through:
 * the check stops with `ERR_POLICY_RULE`, which names the rule's code, and nothing is changed. A
 * condition that would rather skip the rule while its database is down catches that itself.
 *
 * The rule keeps its place: it `remembers` as before, since those to whom it applies need their
 * history, and if it is expensive, condition and all run only when the cheap rules are content.
 *
 * @param condition - decides by account, occasion and time, at once or later. At sign-up and in a
 * validation the account is what the application passed, or `null`
 * @param rule - the rule to apply; its violations are its own
 * @param options - `describe()` is `null` unless `hint` is set: a form is shown before anybody knows
 * to whom the rule applies
 * @throws ERR_INVALID_OPTION for something that is no function, or no rule
 *
 * @example
 * ```ts
 * const staff = ({ account }: PolicyInput) => account?.email?.endsWith('@acme.example') === true;
 * const strict = policy(...nist({ secondFactor: true }).rules, when(staff, length({ min: 20 })));
 * ```
 */
export function when(
  condition: (input: PolicyInput) => boolean | Promise<boolean>,
  rule: PolicyRule,
  options: WhenOptions = {},
): PolicyRule {
  requireOption(typeof condition === 'function', 'The "condition" of when() is a function.');
  requireOption(isRule(rule), 'The "rule" of when() is a rule, such as length({ min: 20 }).');
  requireOption(isOptions(options), 'when() takes its options as an object.');
  const { hint = false } = options;
  requireOption(typeof hint === 'boolean', '"hint" of when() is a boolean.');

  return {
    code: rule.code,
    ...(rule.remembers === undefined ? {} : { remembers: rule.remembers }),
    ...(rule.expensive === undefined ? {} : { expensive: rule.expensive }),
    check(input) {
      const holds: unknown = condition(input);
      // A synchronous condition leaves a synchronous rule as it was: no timer, no turn lost.
      if (typeof holds === 'boolean') return holds ? rule.check(input) : null;
      return later(holds, rule, input);
    },
    describe: () => (hint ? rule.describe() : null),
  };
}

async function later(pending: unknown, rule: PolicyRule, input: PolicyInput) {
  const holds = await pending;
  // A condition that forgot its `return` would otherwise switch the rule off for everybody.
  if (typeof holds !== 'boolean')
    throw new TypeError('The condition of when() answered no boolean.');
  return holds ? rule.check(input) : null;
}
