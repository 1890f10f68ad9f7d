import { format } from 'node:util';
import type { Policy } from '../../ports/policy.js';
import { type Auth0RuleDescription, isAuth0Rule } from './auth0-rule.js';

/** What Auth0's clients display beside a password, and answer with it where it is refused. */
export interface Auth0Description {
  /** Every rule of complexity, kept or not. */
  readonly rules: readonly Auth0RuleDescription[];
  /** Whether the password keeps all of them. */
  readonly verified: boolean;
}

/**
 * Tells how a password stands to the complexity rules of {@link auth0}, in the shape that Auth0's
 * sign-up and reset forms display: the `description` of its `PasswordStrengthError`. It works on
 * any policy that holds the rules, such as `policy(...auth0('good').rules, notCommon())`. What is
 * no matter of complexity (dictionary, history, personal data) is not in it, as at Auth0.
 *
 * @param password - as typed; it is judged in NFC, as the service judges it
 * @returns `null` where the policy has no rule of Auth0's
 *
 * @example
 * ```ts
 * const result = await passwords.validateNewPassword({ newPassword });
 * if (!result.ok) console.log(auth0Description(passwords.policy, newPassword)?.rules);
 * ```
 */
export function auth0Description(policy: Policy, password: string): Auth0Description | null {
  const normalized = password.normalize('NFC');
  const rules = policy.rules.filter(isAuth0Rule).map((rule) => rule.describeAsAuth0(normalized));
  if (rules.length === 0) return null;
  return { rules, verified: rules.every(({ verified }) => verified) };
}

/**
 * Tells the complexity rules of {@link auth0} as the list in English that Auth0 answers as `policy`
 * beside a `description`.
 *
 * @returns lines that begin with `* `, or `null` where the policy has no rule of Auth0's
 *
 * @example
 * ```ts
 * console.log(auth0PolicyText(auth0('excellent')));
 * // * At least 10 characters in length
 * // * Contain at least 3 of the following 4 types of characters:
 * //  * lower case letters (a-z) ...
 * ```
 */
export function auth0PolicyText(policy: Policy): string | null {
  const description = auth0Description(policy, '');
  return description === null ? null : linesOf(description.rules, '').join('\n');
}

function linesOf(rules: readonly Auth0RuleDescription[], indent: string): string[] {
  return rules.flatMap((rule) => [
    `${indent}* ${format(rule.message, ...(rule.format ?? []))}`,
    ...linesOf(rule.items ?? [], `${indent} `),
  ]);
}
