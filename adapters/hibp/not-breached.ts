import { createHash } from 'node:crypto';
import { isLatchkeyError, LatchkeyError, type PolicyRule } from 'latchkey';
import { PAUSE_SECONDS } from './circuit-breaker.js';
import { type NotBreachedOptions, readOptions } from './options.js';
import { SourceUnavailable } from './source.js';

const code = 'breached_password';

/**
 * Refuses passwords that are known from data breaches (NIST SP 800-63B-4 section 3.1.1.2, ASVS
 * 6.2.12). It asks the range API of Pwned Passwords, or a `source`, such as `breachedFilter()`
 * without any network. It is expensive: it runs when all cheap rules of the policy are content.
 *
 * Of a password five hexadecimal digits of its SHA-1 leave the process, and by default the answer
 * is padded, so that its length tells nothing either. Answers are cached for an hour; checks of one
 * range at once share one request; after three failures in a row nothing is asked for 30 seconds.
 * No redirect is followed, and of an answer no more than a megabyte is read.
 *
 * While the service is down, passwords are accepted and the event `policy.rule_skipped` says so,
 * with `timeout`, `connection`, `service_error`, `answer_malformed` or `paused` as its cause. With
 * `whenUnavailable: 'refuse'` the call throws instead: nothing is changed or spent, and the person
 * is told to come back, not that the password is bad.
 *
 * Violation: `breached_password` `{}`. How often it was seen is not told: it helps nobody.
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION` at once for an impossible option. While it checks:
 *   `ERR_RULE_UNAVAILABLE` (503) with `whenUnavailable: 'refuse'`; what a `source` throws as a
 *   `LatchkeyError`
 *
 * @example
 * ```ts
 * const strict = policy(...nist().rules, notBreached());
 * // And the passwords that became known since they were set:
 * const signInPolicy = { policy: policy(notBreached()), onViolation: 'require_reset' } as const;
 * const options = { stores, mailer, links, policy: strict, signInPolicy };
 * const passwords = new PasswordService(options);
 * ```
 */
export function notBreached(options: NotBreachedOptions = {}): PolicyRule {
  const { source, whenUnavailable } = readOptions(options);
  const violation = {
    code,
    params: {},
    message: 'This password is on a list of stolen passwords. Choose another.',
  };
  return {
    code,
    expensive: true,
    async check({ password, tellSkipped }) {
      try {
        const answer: unknown = await source.includes(sha1Of(password));
        if (typeof answer !== 'boolean') throw new SourceUnavailable('answer_malformed');
        return answer ? violation : null;
      } catch (error) {
        // A missing package or a damaged file is a mistake in the set-up and no outage.
        if (isLatchkeyError(error)) throw error;
        const cause = codeOf(error);
        if (whenUnavailable === 'refuse') throw unavailable(cause, error);
        tellSkipped(code, cause);
        return null;
      }
    },
    describe: () => ({
      ...violation,
      message: 'Choose a password that is on no list of stolen passwords.',
    }),
  };
}

function sha1Of(password: string): string {
  return createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
}

/** A source's own code where it looks like one, never a text and too short for a hash. */
function codeOf(error: unknown): string {
  const { code: given } = Object(error) as { readonly code?: unknown };
  return typeof given === 'string' && /^[A-Za-z][A-Za-z0-9_]{0,30}$/.test(given) ? given : 'failed';
}

function unavailable(because: string, cause: unknown): LatchkeyError {
  const message = `The list of breached passwords could not be asked (${because}).`;
  return new LatchkeyError('ERR_RULE_UNAVAILABLE', message, {
    cause,
    retryAfterSeconds: PAUSE_SECONDS,
  });
}
