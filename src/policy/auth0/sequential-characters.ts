import { type Auth0Rule, auth0Rule } from './auth0-rule.js';

const ALPHANUMERIC = /[a-zA-Z0-9]/;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Refuses more than `max` letters or digits of ASCII in a row that go up or down one by one. Case
 * counts: `aBc` is none. Nothing follows `z`, `Z` or `9`.
 *
 * Violation: `sequential_run` `{ max, keyboard: false }`.
 */
export function sequentialCharacters(max: number): Auth0Rule {
  const message = `Use no sequence like abc or 321 that is longer than ${max} characters.`;
  return auth0Rule({
    hint: { code: 'sequential_run', params: { max, keyboard: false }, message },
    explained: {
      message: 'No more than %d sequential alphanumeric characters (e.g., "%s" not allowed)',
      code: 'sequentialChars',
      format: [max, LETTERS.slice(0, max + 1)],
    },
    isKept: (password) => password !== '' && !hasRun(password, max),
  });
}

function hasRun(password: string, max: number): boolean {
  let run = 1;
  let direction = 0;
  for (let at = 1; at < password.length; at += 1) {
    const step = stepBetween(password.charCodeAt(at - 1), password.charCodeAt(at));
    if (step === 0) run = 1;
    else if (step === direction) run += 1;
    else run = 2;
    direction = step;
    if (run > max) return true;
  }
  return false;
}

/** 1 up, -1 down, 0 where the one does not follow the other. */
function stepBetween(previous: number, next: number): number {
  const step = next - previous;
  const isStep = Math.abs(step) === 1 && isAlphanumeric(previous) && isAlphanumeric(next);
  return isStep ? step : 0;
}

function isAlphanumeric(unit: number): boolean {
  return ALPHANUMERIC.test(String.fromCharCode(unit));
}
