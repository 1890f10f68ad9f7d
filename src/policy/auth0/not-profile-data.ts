import type { Account } from '../../ports/account.js';
import type { PolicyRule } from '../../ports/policy.js';
import { fold, lettersAndDigits } from '../fold.js';

/** Below that, nearly every password would contain somebody's name. */
const SHORTEST_VALUE = 3;
/** Normalising may cost the square of what a hostile text is long (attack 39). */
const LONGEST_VALUE = 320;
const LONGEST_JUDGED = 1024;

/**
 * Reads a field of a user's profile by Auth0's name for it, such as `nickname` or
 * `user_metadata.first`. Whatever is neither text nor number counts as absent.
 */
export type Auth0ProfileReader = (account: Account, field: string) => unknown;

/**
 * Reads `name` from the display name, `email` from the address, and every other field by its name
 * from the account's further columns, where a dot goes into an object.
 */
export const readProfile: Auth0ProfileReader = ({ email, displayName, extra }, field) => {
  if (field === 'email') return email;
  if (field === 'name' && displayName !== null) return displayName;
  let value: unknown = extra;
  for (const key of field.split('.')) value = memberOf(value, key);
  return value;
};

function memberOf(value: unknown, key: string): unknown {
  const isMember = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return isMember ? (value as Record<string, unknown>)[key] : undefined;
}

/**
 * Refuses a password that contains the value of one of the fields, whatever the case, signs and
 * spaces between letters. Of `email` it is the part before the `@`. Values of fewer than three
 * letters or digits are passed over. Without an account nothing is refused.
 *
 * Violation: `contains_account_data` `{}`.
 */
export function notProfileData(fields: readonly string[], read: Auth0ProfileReader): PolicyRule {
  const message = 'Choose a password that does not contain your name or address.';
  const answer = { code: 'contains_account_data', params: {}, message };
  return {
    code: 'contains_account_data',
    check({ password, account }) {
      if (account === null) return null;
      const bare = lettersAndDigits(fold(password.slice(0, LONGEST_JUDGED)));
      const values = fields.map((field) => bareValue(field, read(account, field)));
      const told = values.some((value) => value.length >= SHORTEST_VALUE && bare.includes(value));
      return told ? answer : null;
    },
    describe: () => answer,
  };
}

function bareValue(field: string, value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  const text = String(value).slice(0, LONGEST_VALUE);
  const at = field === 'email' ? text.lastIndexOf('@') : -1;
  return lettersAndDigits(fold(at < 0 ? text : text.slice(0, at)));
}
