import type { AdminSetPasswordInput } from '../operations/admin-set-password.js';
import type { FindAccountsInput } from '../operations/find-accounts.js';
import type { ForgetAccountInput } from '../operations/forget-account.js';
import type { LockInput } from '../operations/lock.js';
import type { RequireChangeInput } from '../operations/require-change.js';
import type { UnlockInput } from '../operations/unlock.js';
import type { AccountId, Call } from '../ports/index.js';
import type * as R from '../results/index.js';

/** For trusted backends and operators: accounts and their passwords, without their owners. */
export interface OperatorOperations<Id extends AccountId, Extra extends object> {
  /**
   * Finds accounts by address or id, for a trusted backend: it tells who exists. Disabled accounts
   * and those of identity providers are among them; hashes are not.
   *
   * @param input either `identifier`, an address as typed, or `accountId`
   * @returns `ok` with the `accounts`, five at most and none where nobody has it: each with its
   * `credentialsVersion`, `changeRequired` and `passwordChangedAt`; or `invalid_input`
   * @throws LatchkeyError `ERR_STORE` (503)
   *
   * @example
   * ```ts
   * const { accounts } = unwrap(await passwords.findAccounts({ identifier }));
   * for (const { id, email, changeRequired } of accounts) console.log(id, email, changeRequired);
   * ```
   */
  findAccounts(input: FindAccountsInput<Id>, call?: Call): Promise<R.FindAccountsResult<Id, Extra>>;

  /**
   * Sets a password directly, for a trusted backend or an administrator. The policy applies; sessions,
   * a lock, and every ticket that sets a password end. No second factor is asked for. ASVS wants
   * administrators to start a reset rather than to choose a password: `issueTicket` does that.
   *
   * @param input `accountId`; `newPassword`; `notify`: mails the owner a notice (default `false`);
   * `mustChange`: a temporary password, which leads to nothing but its own change (default `false`)
   * @param call `context.actor` is who acts: `support:42`. Without it the owner's notice shows the
   * address and browser of this call as hers
   * @returns `ok` with the `account`, its new `credentialsVersion` and what became of its `sessions`; or
   * `policy_violation` with all `violations`; or `account_not_found`, `identity_provider_account`,
   * `changed_meanwhile`, `invalid_input`
   * @throws LatchkeyError `ERR_HASHER_BUSY`, `ERR_RULE_UNAVAILABLE`, `ERR_STORE` (503); `ERR_HOOK`,
   * `ERR_POLICY_RULE`: nothing was changed
   * @see ASVS 5.0.0 6.4.6
   *
   * @example
   * ```ts
   * const direct = { accountId, newPassword, notify: true, mustChange: true };
   * unwrap(await passwords.adminSetPassword(direct, { context: { actor: 'support:42' } }));
   * ```
   */
  adminSetPassword(
    input: AdminSetPasswordInput<Id>,
    call?: Call,
  ): Promise<R.AdminSetPasswordResult<Id, Extra>>;

  /**
   * Requires a new password: from the next sign-in on, `authenticate` answers `change_required` and
   * hands over a ticket instead of a session. Any change of the password lifts it.
   *
   * Sessions stay, but for `breached`: somebody else knows the password then, so it is locked.
   * Sessions and links end at once, `authenticate` answers `reset_required`, and what helps is what
   * helps against `lock`, whatever milder reason comes later.
   *
   * @param input `accountId`; `reason`: `'administrative'`, `'expired'`, `'policy'`, `'breached'`, or
   * `null`, which takes a requirement or lock back, whichever there is; `notify`: whether the owner is
   * mailed of `breached`, with a link (default `true`)
   * @returns `ok`; or `account_not_found`, `identity_provider_account`, `no_password`,
   * `changed_meanwhile`, `invalid_input`
   * @throws LatchkeyError `ERR_HOOK` where `onPasswordLock` throws (nothing was changed); `ERR_STORE`
   * (503)
   *
   * @example
   * ```ts
   * const required = await passwords.requireChange({ accountId, reason: 'breached' });
   * if (!required.ok) console.log(required.reason);
   * ```
   */
  requireChange(input: RequireChangeInput<Id>, call?: Call): Promise<R.RequireChangeResult>;

  /**
   * Locks a password for an operator: sessions and tickets that set one end, and `authenticate` answers
   * `reset_required` to whoever knows it. A link that is made afterwards, a direct set, `unlock` or
   * `requireChange` with `null` helps.
   *
   * The hash stays where it is, so a locked account is not a passwordless one. Where not even the
   * mailbox is to be trusted, disable the account in your users table. It locks whatever password
   * there is by then, one that was set a moment ago, too.
   *
   * @param input `accountId`; `notify`: mails the owner a link, which unlocks (default `false`);
   * `endDispute`: says that the present address is its owner's (default `false`: an account in dispute
   * stays so, and no link goes out); `credentialsVersion`: locks only while it is this one (default:
   * whichever there is)
   * @param call `context.actor` is who acts: `support:42`
   * @returns `ok` with what became of the `sessions`; or `account_not_found`;
   * `identity_provider_account`, `no_password`, unless a dispute ends; or `changed_meanwhile`,
   * `invalid_input`
   * @throws LatchkeyError `ERR_HOOK` where `onPasswordLock` throws (nothing was changed); `ERR_STORE`
   * (503)
   *
   * @example
   * ```ts
   * const call = { context: { actor: 'support:42' } };
   * unwrap(await passwords.lock({ accountId, notify: true }, call));
   * ```
   */
  lock(input: LockInput<Id>, call?: Call): Promise<R.LockResult>;

  /**
   * Takes a lock back, whoever set it: the same password is good again. Sessions and tickets of
   * before stay dead, and what a thief has set stays set, so after a disavowal a new password is the
   * better way back.
   *
   * @param input `accountId`; `credentialsVersion`: the one that an operator has seen, so that a lock
   * which came meanwhile stays (default: whichever lock there is)
   * @returns `ok`; or `account_not_found`, `not_locked`; or `changed_meanwhile` where the lock is
   * another one by now; or `invalid_input`. Nothing was changed then
   * @throws LatchkeyError `ERR_STORE` (503)
   *
   * @example
   * ```ts
   * const { accounts } = unwrap(await passwords.findAccounts({ accountId: '1' }));
   * const seen = accounts[0]?.credentialsVersion;
   * // Once an operator has looked at it:
   * const result = await passwords.unlock({ accountId: '1', credentialsVersion: seen });
   * ```
   */
  unlock(input: UnlockInput<Id>, call?: Call): Promise<R.UnlockResult>;

  /**
   * Removes everything of ours about an account: tickets, history, what is pending, the credentials
   * version and its sessions. Call it when the account's own row is deleted, and not before: with
   * the version go the memory of changes and so the refusal of sessions older than them.
   *
   * @param input `accountId`
   * @returns `ok`, also where there is nothing of it; or `invalid_input`
   * @throws LatchkeyError `ERR_STORE` (503) where a store fails, or one that is elsewhere gives no
   * answer in time: call it again
   *
   * @example
   * ```ts
   * // Once your own row is deleted:
   * unwrap(await passwords.forgetAccount({ accountId }));
   * ```
   */
  forgetAccount(input: ForgetAccountInput<Id>, call?: Call): Promise<R.ForgetAccountResult>;
}
