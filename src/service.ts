import type { IssueTicketInput, MailTicketInput } from './internal/ticket-input.js';
import { type AccountChangedInput, accountChanged } from './operations/account-changed.js';
import { type AddressChangedInput, addressChanged } from './operations/address-changed.js';
import { type AdminSetPasswordInput, adminSetPassword } from './operations/admin-set-password.js';
import { type AuthenticateInput, authenticate } from './operations/authenticate.js';
import { type ChangePasswordInput, changePassword } from './operations/change-password.js';
import { type CheckSessionInput, checkSession } from './operations/check-session.js';
import { type DisavowChangeInput, disavowChange } from './operations/disavow-change.js';
import { type ExchangeCodeInput, exchangeCode } from './operations/exchange-code.js';
import { type FindAccountsInput, findAccounts } from './operations/find-accounts.js';
import { type ForgetAccountInput, forgetAccount } from './operations/forget-account.js';
import { type HashNewPasswordInput, hashNewPassword } from './operations/hash-new-password.js';
import { type InspectDisavowalInput, inspectDisavowal } from './operations/inspect-disavowal.js';
import { type InspectTicketInput, inspectTicket } from './operations/inspect-ticket.js';
import { issueTicket } from './operations/issue-ticket.js';
import { type ListTicketsInput, listTickets } from './operations/list-tickets.js';
import { type LockInput, lock } from './operations/lock.js';
import { mailTicket } from './operations/mail-ticket.js';
import { type RedeemTicketInput, redeemTicket } from './operations/redeem-ticket.js';
import { type RequestResetInput, requestReset } from './operations/request-reset.js';
import { type RequireChangeInput, requireChange } from './operations/require-change.js';
import { type RevokeSessionsInput, revokeSessions } from './operations/revoke-sessions.js';
import { type RevokeTicketsInput, revokeTickets } from './operations/revoke-tickets.js';
import {
  type SetInitialPasswordInput,
  setInitialPassword,
} from './operations/set-initial-password.js';
import { type UnlockInput, unlock } from './operations/unlock.js';
import {
  type ValidateNewPasswordInput,
  validateNewPassword,
} from './operations/validate-new-password.js';
import { type VerifyPasswordInput, verifyPassword } from './operations/verify-password.js';
import {
  type VerifySecondFactorInput,
  verifySecondFactor,
} from './operations/verify-second-factor.js';
import type { AccountId, Call } from './ports/index.js';
import type * as R from './results/index.js';
import { RunningService } from './running-service.js';

/**
 * Owns the whole life of a password for one realm: forgot, reset, change, direct set, verify,
 * upgrade, revoke. It works on the application's own users table, through its stores.
 *
 * What a user can cause comes back as a result; what only an operator or a programmer can cause
 * is thrown as a coded `LatchkeyError`.
 *
 * @example
 * ```ts
 * import { PasswordService } from 'latchkey';
 * import { memoryStores } from 'latchkey/memory';
 *
 * const passwords = new PasswordService({
 *   stores: memoryStores(),
 *   mailer: async (mail) => console.log(mail.kind, mail.to),
 *   links: { reset: 'https://app.example/password/reset' },
 * });
 * await passwords.requestReset({ identifier: 'alice@example.com' });
 * await passwords.close();
 * ```
 */
export class PasswordService<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> extends RunningService<Id, Extra, Tx> {
  /**
   * Asks for a reset link by mail, or for a code. Answers the same, in the same time, for every
   * identifier; look-up, limits, ticket and mail happen afterwards in the outbox.
   *
   * @param input `identifier`: the address as typed; `link`: a name out of `links.named`;
   * `deliver: 'code'` for a code that is typed beside the answer's `flowId`
   * @returns `ok`, or `invalid_input`, or `throttled` (by client, with `retryAfterSeconds`)
   * @throws LatchkeyError `ERR_OUTBOX_FULL` (503), for everyone alike; `ERR_INVALID_OPTION` for a
   * code without the option `keys`
   * @see OWASP Forgot Password Cheat Sheet; ASVS 5.0.0 6.3.8
   */
  async requestReset(input: RequestResetInput<Id>, call?: Call): Promise<R.RequestResetResult> {
    return requestReset(this.open(), input, call);
  }

  /**
   * Tells what a token is good for, and spends nothing however often it is called.
   *
   * @returns purpose, expiry, account and policy hints; or `token_invalid`, `token_expired`,
   * `token_used`, `token_superseded`, `invalid_input`
   */
  async inspectTicket(
    input: InspectTicketInput,
    call?: Call,
  ): Promise<R.InspectTicketResult<Id, Extra>> {
    return inspectTicket(this.open(), input, call);
  }

  /**
   * Shows the account's second factor for a ticket. The code is spent; hand the
   * `secondFactorProof` that comes back to `redeemTicket` within 15 minutes.
   *
   * @returns the proof, which prints redacted; or `second_factor_invalid`, `throttled` (10 tries
   * per account and day), or why the token is not good
   * @see ASVS 5.0.0 6.4.3
   */
  async verifySecondFactor(
    input: VerifySecondFactorInput,
    call?: Call,
  ): Promise<R.VerifySecondFactorResult> {
    return verifySecondFactor(this.open(), input, call);
  }

  /**
   * Spends a ticket on a new password: exactly one of any number of redemptions wins, every
   * other ticket and session of the account ends with it, and no session comes out of it.
   *
   * @returns the account, its new `credentialsVersion` and what became of its `sessions`; or
   * `policy_violation` with all `violations` (the ticket stays good), or why the token is not; or
   * `code_invalid` and `throttled` for a code (five wrong ones kill it, ten a day are looked at); or
   * `second_factor_required` with the `methods` that would do, `second_factor_invalid`, `denied`
   * @throws LatchkeyError `ERR_HASHER_BUSY` (503), `ERR_HOOK` (nothing was changed)
   * @see ASVS 5.0.0 6.4.3, 6.5.1, 7.4.3
   */
  async redeemTicket(
    input: RedeemTicketInput,
    call?: Call,
  ): Promise<R.RedeemTicketResult<Id, Extra>> {
    return redeemTicket(this.open(), input, call);
  }

  /**
   * Checks a sign-in and upgrades an old hash on the way. Stamp the new session with the
   * `credentialsVersion` that comes back, and accept it only while {@link checkSession} does.
   *
   * @returns the account, or `invalid_credentials` whatever was wrong, or `throttled`
   * @throws LatchkeyError `ERR_HASHER_BUSY` (503)
   */
  async authenticate(
    input: AuthenticateInput,
    call?: Call,
  ): Promise<R.AuthenticateResult<Id, Extra>> {
    return authenticate(this.open(), input, call);
  }

  /**
   * Changes the password of a signed-in account that knows its current one. Other sessions end;
   * `keepSession` is stamped anew, and its new id is `keptSessionId` in the result.
   */
  async changePassword(
    input: ChangePasswordInput<Id>,
    call?: Call,
  ): Promise<R.ChangePasswordResult<Id, Extra>> {
    return changePassword(this.open(), input, call);
  }

  /** Gives an account that has none its first password, from a fresh session of that account. */
  async setInitialPassword(
    input: SetInitialPasswordInput<Id>,
    call?: Call,
  ): Promise<R.SetInitialPasswordResult<Id, Extra>> {
    return setInitialPassword(this.open(), input, call);
  }

  /** Sets a password directly, for a trusted backend. The policy applies and sessions end. */
  async adminSetPassword(
    input: AdminSetPasswordInput<Id>,
    call?: Call,
  ): Promise<R.AdminSetPasswordResult<Id, Extra>> {
    return adminSetPassword(this.open(), input, call);
  }

  /**
   * Requires a new password from the next sign-in on; after `breached` at once, by a mailed link only.
   *
   * @returns `ok`; or `account_not_found`, `identity_provider_account`, `no_password`,
   * `changed_meanwhile`
   */
  async requireChange(input: RequireChangeInput<Id>, call?: Call): Promise<R.RequireChangeResult> {
    return requireChange(this.open(), input, call);
  }

  /** Finds accounts by address or id, for a trusted backend: it tells who exists. */
  async findAccounts(
    input: FindAccountsInput<Id>,
    call?: Call,
  ): Promise<R.FindAccountsResult<Id, Extra>> {
    return findAccounts(this.open(), input, call);
  }

  /**
   * Makes a ticket for a trusted backend, an invitation for example. The result's link is a secret
   * and prints redacted; with `deliver: 'mail'` it goes to the stored address and to nobody else.
   */
  async issueTicket(input: MailTicketInput<Id>, call?: Call): Promise<R.MailTicketResult>;
  async issueTicket(input: IssueTicketInput<Id>, call?: Call): Promise<R.IssueTicketResult>;
  async issueTicket(
    input: IssueTicketInput<Id> | MailTicketInput<Id>,
    call?: Call,
  ): Promise<R.IssueTicketResult | R.MailTicketResult> {
    return input?.deliver === 'mail'
      ? mailTicket(this.open(), input, call)
      : issueTicket(this.open(), input, call);
  }

  /** Checks the password of an account that is signed in already (ASVS 7.5.1). */
  async verifyPassword(
    input: VerifyPasswordInput<Id>,
    call?: Call,
  ): Promise<R.VerifyPasswordResult> {
    return verifyPassword(this.open(), input, call);
  }

  /** Checks a password by the policy and hashes it, for the application's own sign-up. */
  async hashNewPassword(
    input: HashNewPasswordInput,
    call?: Call,
  ): Promise<R.HashNewPasswordResult> {
    return hashNewPassword(this.open(), input, call);
  }

  /** Checks a password by the policy and tells everything that is wrong with it. */
  async validateNewPassword(
    input: ValidateNewPasswordInput,
    call?: Call,
  ): Promise<R.ValidateNewPasswordResult> {
    return validateNewPassword(this.open(), input, call);
  }

  /** Ends an account's sessions without a change of its password (ASVS 7.4.5). */
  async revokeSessions(
    input: RevokeSessionsInput<Id>,
    call?: Call,
  ): Promise<R.RevokeSessionsResult> {
    return revokeSessions(this.open(), input, call);
  }

  /** Tells whether a session or JWT is still good: see `credentialsVersion` and `iat`. */
  async checkSession(input: CheckSessionInput<Id>, call?: Call): Promise<R.CheckSessionResult> {
    return checkSession(this.open(), input, call);
  }

  /** Removes everything of ours about an account whose own row is deleted. */
  async forgetAccount(input: ForgetAccountInput<Id>, call?: Call): Promise<R.ForgetAccountResult> {
    return forgetAccount(this.open(), input, call);
  }

  /**
   * Turns a code that is right into a token that opens what a mailed link would: the way on for
   * pages that ask for the code first and for the password, or a second factor, after it. The code
   * stays good, within its tries, until the password is set.
   *
   * @returns the token, which prints redacted; or `code_invalid`, `throttled` (10 tries per
   * identifier and day, known or not)
   */
  async exchangeCode(input: ExchangeCodeInput, call?: Call): Promise<R.ExchangeCodeResult> {
    return exchangeCode(this.open(), input, call);
  }

  /** Tells whether a notice's "this wasn't me" link is good, and changes nothing. */
  async inspectDisavowal(
    input: InspectDisavowalInput,
    call?: Call,
  ): Promise<R.InspectDisavowalResult> {
    return inspectDisavowal(this.open(), input, call);
  }

  /**
   * Undoes what its owner did not do, for who holds a notice's link and knows its address: ends all
   * sessions, locks the password, kills every other ticket, and mails a fresh link.
   *
   * @returns what became of the sessions, and whether a link follows (not where the account has
   * another address by now: see `disputed` in docs/notices.md); or `address_mismatch`, `throttled`
   * (10 tries per link and day), or why the token is not good
   * @throws LatchkeyError `ERR_HOOK` (nothing was changed)
   * @see ASVS 5.0.0 6.3.7
   */
  async disavowChange(input: DisavowChangeInput, call?: Call): Promise<R.DisavowChangeResult> {
    return disavowChange(this.open(), input, call);
  }

  /**
   * Tells the owner, at the address of before, that your application has changed the address: with
   * `transaction`, in the commit of the change itself.
   */
  async addressChanged(
    input: AddressChangedInput<Id, Tx>,
    call?: Call,
  ): Promise<R.AddressChangedResult> {
    return addressChanged(this.open(), input, call);
  }

  /**
   * Tells the owner that a second factor, a passkey or another way into the account was changed.
   * Call it for every such change, best with your `transaction`.
   */
  async accountChanged(
    input: AccountChangedInput<Id, Tx>,
    call?: Call,
  ): Promise<R.AccountChangedResult> {
    return accountChanged(this.open(), input, call);
  }

  /**
   * Locks a password: sessions and tickets end, and only a mailed link, a direct set or
   * {@link unlock} helps.
   */
  async lock(input: LockInput<Id>, call?: Call): Promise<R.LockResult> {
    return lock(this.open(), input, call);
  }

  /** Makes a locked password good again; sessions and tickets of before stay dead. */
  async unlock(input: UnlockInput<Id>, call?: Call): Promise<R.UnlockResult> {
    return unlock(this.open(), input, call);
  }

  /** Lists an account's tickets, newest first, without anything that opens them. */
  async listTickets(input: ListTicketsInput<Id>, call?: Call): Promise<R.ListTicketsResult> {
    return listTickets(this.open(), input, call);
  }

  /** Kills open tickets of an account, and mails of them that are still waiting. */
  async revokeTickets(input: RevokeTicketsInput<Id>, call?: Call): Promise<R.RevokeTicketsResult> {
    return revokeTickets(this.open(), input, call);
  }
}
