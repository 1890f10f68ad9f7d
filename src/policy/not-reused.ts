import type { PolicyRule, RecentReach } from '../ports/policy.js';
import { MOST_REMEMBERED } from './policy.js';
import { isOptions, isWhole, requireOption } from './require-option.js';

const MOST_DAYS = 3650;

export interface NotReusedOptions {
  /**
   * How many passwords, the present one included: 1 to 50.
   * @default 5, or none where `withinDays` is given
   */
  readonly last?: number;
  /** Refuses what was in use at any time within so many days: 1 to 3,650. @default no limit */
  readonly withinDays?: number;
}

/**
 * Refuses passwords that the account has had: the present one always, and of those before it the
 * last few, or those that were in use within some days.
 *
 * - `notReused(5)` or `{ last: 5 }`: the present one and the four before it, however old.
 * - `{ withinDays: 365 }`: the present one, and each that was replaced less than 365 days ago.
 * - both: what either of them refuses.
 *
 * At most 50 passwords are remembered, the present one included. By days alone, somebody who changes
 * 50 times within them can thus come back to the first; `minimumAge()` makes that take 50 days.
 * What was replaced before the library came, or before the policy had this rule, is not known.
 *
 * The rule costs a hash for each remembered password, so it runs only when every cheap rule is
 * content. A history that cannot be read, or that takes longer than the 10 seconds that a rule
 * has, stops the change with an error: it never means "accepted". NIST asks for no such rule; many
 * contracts do.
 *
 * Violation: `reused_password` `{ last }` or `{ withinDays }`, whichever is broken; in a hint both
 * may stand.
 *
 * @param reach - a number is `last`. @default 5
 * @throws ERR_INVALID_OPTION where `last` or `withinDays` is out of range
 *
 * @example
 * ```ts
 * const audited = policy(...nist().rules, notReused({ last: 5, withinDays: 365 }));
 * ```
 */
export function notReused(reach: number | NotReusedOptions = {}): PolicyRule {
  const options = typeof reach === 'number' ? { last: reach } : reach;
  requireOption(isOptions(options), 'notReused() takes a number or an object of options.');
  const { withinDays, last = withinDays === undefined ? 5 : 1 } = options;
  requireOption(
    isWhole(last, 1, MOST_REMEMBERED),
    `"last" of notReused() is a whole number from 1 to ${MOST_REMEMBERED}.`,
  );
  requireOption(
    withinDays === undefined || isWhole(withinDays, 1, MOST_DAYS),
    `"withinDays" of notReused() is a whole number from 1 to ${MOST_DAYS}.`,
  );

  const parts: Part[] = [];
  // Days cover the present password, so that a `last` of 1 beside them adds nothing.
  if (withinDays === undefined || last > 1) parts.push(byNumber(last));
  if (withinDays !== undefined) parts.push(byDays(withinDays));

  return {
    code: 'reused_password',
    remembers: withinDays === undefined ? last : MOST_REMEMBERED,
    expensive: true,
    async check({ matchesRecent }) {
      for (const part of parts) if (await matchesRecent(part.reach)) return answerOf([part]);
      return null;
    },
    describe: () => answerOf(parts),
  };
}

interface Part {
  readonly reach: RecentReach;
  readonly params: Readonly<Record<string, number>>;
  readonly clause: string;
}

function byNumber(last: number): Part {
  const clause = last === 1 ? 'is not your present one' : `is not one of your last ${last}`;
  return { reach: { last }, params: { last }, clause };
}

function byDays(withinDays: number): Part {
  const days = withinDays === 1 ? 'day' : `${withinDays} days`;
  const clause = `you have not used within the last ${days}`;
  return { reach: { last: MOST_REMEMBERED, withinDays }, params: { withinDays }, clause };
}

function answerOf(parts: readonly Part[]) {
  const params: Record<string, number> = Object.assign({}, ...parts.map((part) => part.params));
  const clauses = parts.map(({ clause }) => clause).join(' and that ');
  return { code: 'reused_password', params, message: `Choose a password that ${clauses}.` };
}
