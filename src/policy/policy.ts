import { isLatchkeyError, LatchkeyError } from '../errors.js';
import type { Policy, PolicyInput, PolicyRule, Violation } from '../ports/policy.js';

/** Passwords that a rule may have remembered: more cost a change more time than anybody waits. */
export const MOST_REMEMBERED = 50;
/** A rule that has not answered after this long is taken for one that never will. */
const RULE_TIMEOUT_MS = 10_000;

/**
 * Makes a policy of rules. A check runs all rules and collects every violation, in their order;
 * expensive rules (those that cost a hash or a network call) run only when the others are content.
 *
 * A rule that throws, hangs for 10 seconds or answers neither a violation nor `null` stops the
 * check with `ERR_POLICY_RULE`: it never means "accepted". What a rule throws as a `LatchkeyError`,
 * such as `ERR_RULE_UNAVAILABLE` (503), stays what it is. A rule that would rather let passwords
 * through while a service of its own is down catches that itself.
 *
 * @param rules - run in the order given; take a preset's apart with `nist().rules`
 * @throws ERR_INVALID_OPTION for something that is no rule
 *
 * @example
 * ```ts
 * const strict = policy(...nist().rules, notReused(5));
 * ```
 */
export function policy(...rules: readonly PolicyRule[]): Policy {
  for (const [index, rule] of rules.entries()) {
    if (typeof rule?.check !== 'function' || typeof rule.describe !== 'function') {
      throw new LatchkeyError(
        'ERR_INVALID_OPTION',
        `Rule ${index + 1} of the policy is not a rule. Did you write "notCommon" for "notCommon()"?`,
      );
    }
  }
  for (const { code, remembers = 0 } of rules) {
    if (Number.isInteger(remembers) && remembers >= 0 && remembers <= MOST_REMEMBERED) continue;
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      `"remembers" of the rule "${code}" is a whole number from 0 to ${MOST_REMEMBERED}.`,
    );
  }
  const cheap = rules.filter((rule) => rule.expensive !== true);
  const expensive = rules.filter((rule) => rule.expensive === true);

  return {
    rules,
    remembers: Math.max(0, ...rules.map((rule) => rule.remembers ?? 0)),
    async check(input) {
      input.signal?.throwIfAborted();
      const violations = await violationsOf(cheap, input);
      return violations.length > 0 ? violations : violationsOf(expensive, input);
    },
    describe: () => rules.map((rule) => rule.describe()).filter((hint) => hint !== null),
  };
}

async function violationsOf(
  rules: readonly PolicyRule[],
  input: PolicyInput,
): Promise<Violation[]> {
  const answers = await Promise.all(rules.map((rule) => answerOf(rule, input)));
  return answers.filter((answer) => answer !== null);
}

async function answerOf(rule: PolicyRule, input: PolicyInput): Promise<Violation | null> {
  let answer: unknown;
  try {
    answer = rule.check(input);
    // Only a rule that waits can hang, so the others pay for no timer.
    if (isThenable(answer)) answer = await inTime(answer, input.signal);
  } catch (error) {
    if (input.signal?.aborted) throw input.signal.reason;
    // It says already what it is, as when a rule that must not be skipped cannot ask its service.
    if (isLatchkeyError(error)) throw error;
    throw failed(rule, 'threw or did not answer in time', error);
  }
  if (answer === null || isViolation(answer)) return answer;
  throw failed(rule, 'answered neither a violation nor null');
}

async function inTime(answer: PromiseLike<unknown>, signal: AbortSignal | null): Promise<unknown> {
  let stop = () => {};
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    stop = () => reject(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    // It may have come while the rules before this one were at work.
    if (signal?.aborted) stop();
    timer = setTimeout(
      () => reject(new Error(`No answer within ${RULE_TIMEOUT_MS / 1000} seconds.`)),
      RULE_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([answer, givenUp]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null)?.then === 'function';
}

function isViolation(value: unknown): value is Violation {
  const { code, params, message } = Object(value) as Partial<Record<keyof Violation, unknown>>;
  return (
    typeof code === 'string' &&
    typeof message === 'string' &&
    typeof params === 'object' &&
    params !== null
  );
}

/**
 * What a policy answered, as a list of one's own. A policy that somebody wrote by hand and that
 * answers `false`, or nothing, must not mean "accepted".
 *
 * @throws ERR_POLICY_RULE where it is no list of violations
 */
export function listOf(answer: unknown): Violation[] {
  if (Array.isArray(answer) && answer.every(isViolation)) return [...answer];
  throw new LatchkeyError('ERR_POLICY_RULE', 'The policy answered no list of violations.');
}

function failed(rule: PolicyRule, how: string, cause?: unknown): LatchkeyError {
  const message = `The policy's rule "${rule.code}" ${how}.`;
  return new LatchkeyError('ERR_POLICY_RULE', message, cause === undefined ? {} : { cause });
}
