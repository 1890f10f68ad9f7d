import { createRequire } from 'node:module';
import type { Auth0Description } from '../../../../src/policy/index.js';

/** What is used of `password-sheriff`, which has no types. */
export interface SheriffPolicy {
  check(password: string): boolean;
  missing(password: string): Auth0Description;
  toString(): string;
}

interface Charset {
  test(password: string): boolean;
}

export type SheriffRules = Readonly<Record<string, object>>;

interface Sheriff {
  (level: string): SheriffPolicy;
  readonly PasswordPolicy: new (rules: SheriffRules) => SheriffPolicy;
  readonly charsets: Readonly<
    Record<'lowerCase' | 'upperCase' | 'numbers' | 'specialCharacters', Charset>
  >;
}

/** Auth0's own library, which its sign-up and reset forms judge passwords with. */
export const sheriff = createRequire(import.meta.url)('password-sheriff') as Sheriff;
