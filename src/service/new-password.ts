import type { ChangePasswordInput } from '../operations/change-password.js';
import type { HashNewPasswordInput } from '../operations/hash-new-password.js';
import type { SetInitialPasswordInput } from '../operations/set-initial-password.js';
import type { ValidateNewPasswordInput } from '../operations/validate-new-password.js';
import type { AccountId, Call } from '../ports/index.js';
import type * as R from '../results/index.js';

/** For people who are signed in, or who sign up, and choose a password. */
export interface NewPasswordOperations<Id extends AccountId, Extra extends object> {
  /**
   * Changes the password of a signed-in account that knows its current one. Other sessions end, and
   * so does every ticket that sets a password; the owner is told by mail (`notices.change`).
   *
   * @param input `accountId`: from the caller's own session, never from a form (CVE-2024-37897);
   * `currentPassword`; `newPassword`; `keepSession`: the id of the session that stays (default: none
   * does), which is stamped anew
   * @returns `ok` with the `account`, its new `credentialsVersion`, what became of its `sessions`, and
   * the kept session's new id `keptSessionId`, which prints redacted; or `wrong_password`; or
   * `policy_violation` with all `violations`; or `throttled` (10 tries in 15 minutes, which a success
   * clears, and 20 changes a day); or `reset_required` where it is locked; or `no_password`,
   * `account_not_found`, `account_disabled`, `identity_provider_account`, `changed_meanwhile`,
   * `invalid_input`
   * @throws LatchkeyError `ERR_HASHER_BUSY`, `ERR_RULE_UNAVAILABLE`, `ERR_STORE` (503); `ERR_OLD_SYSTEM`
   * (503) with `verifyElsewhere`; `ERR_HASH_REFUSED` where the stored hash cannot be checked;
   * `ERR_HOOK`, `ERR_POLICY_RULE`: nothing was changed
   * @see ASVS 5.0.0 6.2.3, 7.4.3
   *
   * @example
   * ```ts
   * const change = { accountId, currentPassword: password, newPassword, keepSession: sessionId };
   * const changed = await passwords.changePassword(change);
   * if (changed.ok) console.log('go on with', changed.keptSessionId, changed.credentialsVersion);
   * ```
   */
  changePassword(
    input: ChangePasswordInput<Id>,
    call?: Call,
  ): Promise<R.ChangePasswordResult<Id, Extra>>;

  /**
   * Gives an account that has none its first password. There is no current one to ask for, so call
   * it only from a session of that account whose sign-in is fresh.
   *
   * @param input `accountId`: from that session, never from a form; `newPassword`; `keepSession`: the
   * id of the session that stays (default: none does), which is stamped anew
   * @returns as `changePassword`; or `has_password` where there is one already; or `policy_violation`
   * with all `violations`; or `reset_required` where it is locked; or `account_not_found`,
   * `account_disabled`, `identity_provider_account`, `changed_meanwhile`, `invalid_input`
   * @throws LatchkeyError `ERR_HASHER_BUSY`, `ERR_RULE_UNAVAILABLE`, `ERR_STORE` (503); `ERR_HOOK`,
   * `ERR_POLICY_RULE`: nothing was changed
   *
   * @example
   * ```ts
   * const set = { accountId, newPassword, keepSession: sessionId };
   * const { keptSessionId } = unwrap(await passwords.setInitialPassword(set));
   * ```
   */
  setInitialPassword(
    input: SetInitialPasswordInput<Id>,
    call?: Call,
  ): Promise<R.SetInitialPasswordResult<Id, Extra>>;

  /**
   * Checks a password by the policy and hashes it, for the application's own sign-up. It writes
   * nothing: the hash goes into the row that you insert.
   *
   * @param input `newPassword`; `account`: `email` and `displayName` of the account to be, for the rules
   * that compare with them
   * @returns `ok` with the `passwordHash`, which prints redacted; or `policy_violation` with all
   * `violations`; or `invalid_input`
   * @throws LatchkeyError `ERR_HASHER_BUSY`, `ERR_RULE_UNAVAILABLE` (503); `ERR_POLICY_RULE`
   * @see NIST SP 800-63B-4 3.1.1.2
   *
   * @example
   * ```ts
   * const email = 'alice@example.com';
   * const hashed = await passwords.hashNewPassword({ newPassword, account: { email } });
   * if (hashed.ok) console.log('insert', { email, password_hash: hashed.passwordHash });
   * ```
   */
  hashNewPassword(input: HashNewPasswordInput, call?: Call): Promise<R.HashNewPasswordResult>;

  /**
   * Checks a password by the policy and tells everything that is wrong with it. Hashes nothing. For
   * hints before anything is typed there is `policy.describe()`.
   *
   * @param input `newPassword`; `account`: `email` and `displayName`, for the rules that compare with
   * them
   * @returns `ok`; or `policy_violation` with all `violations`; or `invalid_input`
   * @throws LatchkeyError `ERR_RULE_UNAVAILABLE` (503); `ERR_POLICY_RULE`
   * @see NIST SP 800-63B-4 3.1.1.2
   *
   * @example
   * ```ts
   * const checked = await passwords.validateNewPassword({ newPassword });
   * if (!checked.ok && checked.reason === 'policy_violation')
   *   console.log(checked.violations.map(({ message }) => message));
   * ```
   */
  validateNewPassword(
    input: ValidateNewPasswordInput,
    call?: Call,
  ): Promise<R.ValidateNewPasswordResult>;
}
