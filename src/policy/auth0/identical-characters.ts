import { type Auth0Rule, auth0Rule } from './auth0-rule.js';

/**
 * Refuses a character that stands more than `max` times in a row, case counting. Characters are
 * UTF-16 units here, so that a row of the same emoji is no run.
 *
 * Violation: `identical_run` `{ max }`.
 */
export function identicalCharacters(max: number): Auth0Rule {
  const times = max === 1 ? 'once' : `${max} times`;
  const message = `Use no character more than ${times} in a row.`;
  return auth0Rule({
    hint: { code: 'identical_run', params: { max }, message },
    explained: {
      message: 'No more than %d identical characters in a row (e.g., "%s" not allowed)',
      code: 'identicalChars',
      format: [max, 'a'.repeat(max + 1)],
    },
    isKept: (password) => password !== '' && !hasRun(password, max),
  });
}

function hasRun(password: string, max: number): boolean {
  let run = 0;
  for (let at = 0; at < password.length; at += 1) {
    run = password[at] === password[at - 1] ? run + 1 : 1;
    if (run > max) return true;
  }
  return false;
}
