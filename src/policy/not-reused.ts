import { LatchkeyError } from '../errors.js';
import type { PolicyRule } from '../ports/policy.js';

const MOST_REMEMBERED = 50;

/**
 * Refuses the present password and those before it, `last` in all. It costs a hash for each, so it
 * runs only when every cheap rule is content. NIST asks for no such rule; many contracts do.
 *
 * Violation: `reused_password` `{ last }`.
 *
 * @param last - how many passwords, the present one included: 1 to 50. @default 5
 * @throws ERR_INVALID_OPTION where `last` is out of range
 */
export function notReused(last = 5): PolicyRule {
  if (!Number.isInteger(last) || last < 1 || last > MOST_REMEMBERED) {
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      `"last" of notReused() is a whole number from 1 to ${MOST_REMEMBERED}.`,
    );
  }
  const message =
    last === 1
      ? 'Choose a password that is not your present one.'
      : `Choose a password that is not one of your last ${last}.`;
  const answer = { code: 'reused_password', params: { last }, message };
  return {
    code: 'reused_password',
    remembers: last,
    expensive: true,
    check: async ({ matchesRecent }) => ((await matchesRecent({ last })) ? answer : null),
    describe: () => answer,
  };
}
