import type { PolicyRule } from '../ports/policy.js';
import { isOptions, isWhole, requireOption } from './require-option.js';

const HOUR_MS = 3_600_000;
const MOST_HOURS = 8760;

export interface MinimumAgeOptions {
  /** How old a password must be before its owner may change it: 1 to 8,760 hours. @default 24 */
  readonly hours?: number;
}

/**
 * Refuses a change of a password that is younger than `hours`, so that nobody walks through a
 * history in a minute to come out at the old password. Some audits ask for it, NIST does not.
 *
 * It holds for `changePassword` alone. Who suspects that somebody knows the password must be able
 * to act at once, so a reset by a link, a password that an administrator sets and a required change
 * are never refused; set temporary passwords with `mustChange`, or their owners have to wait, too.
 * Where it is not known when the password was set (before the library came, or behind its back),
 * the change passes. At exactly `hours` it passes.
 *
 * `describe()` is `null`: a form does not say which way its password comes, and this is nothing to
 * heed in choosing one. The rule is synchronous, so it cannot hang; it never throws.
 *
 * Violation: `too_recent` `{ hours, availableAt }`, the last as ISO 8601 in UTC.
 *
 * @throws ERR_INVALID_OPTION where `hours` is out of range
 *
 * @example
 * ```ts
 * const audited = policy(...nist().rules, notReused(10), minimumAge({ hours: 24 }));
 * ```
 */
export function minimumAge(options: MinimumAgeOptions = {}): PolicyRule {
  requireOption(isOptions(options), 'minimumAge() takes an object of options.');
  const { hours = 24 } = options;
  requireOption(
    isWhole(hours, 1, MOST_HOURS),
    `"hours" of minimumAge() is a whole number from 1 to ${MOST_HOURS}.`,
  );

  const age = hours === 1 ? 'one hour' : `${hours} hours`;
  const message = `Your password can be changed again once it is ${age} old.`;
  return {
    code: 'too_recent',
    check({ occasion, now, changedAt }) {
      if (occasion !== 'change' || changedAt === null) return null;
      const availableAt = new Date(+changedAt + hours * HOUR_MS);
      if (!(now < availableAt)) return null;
      const params = { hours, availableAt: availableAt.toISOString() };
      return { code: 'too_recent', params, message };
    },
    describe: () => null,
  };
}
