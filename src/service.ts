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
import type { NewPasswordOperations } from './service/new-password.js';
import type { NoticeOperations } from './service/notices.js';
import type { OperatorOperations } from './service/operator.js';
import type { ResetOperations } from './service/reset.js';
import type { SignInOperations } from './service/sign-in.js';
import type { TicketOperations } from './service/tickets.js';

/**
 * Owns the whole life of a password for one realm: forgot, reset, change, direct set, verify,
 * upgrade, revoke. It works on the application's own users table, through its stores.
 *
 * What a user can cause comes back as a result, `{ ok: true, … }` or `{ ok: false, reason, … }`; what
 * only an operator or a programmer can cause is thrown as a coded `LatchkeyError`. `unwrap()` turns a
 * refusal into an exception. Any method throws `ERR_CLOSED` (503) after `close()`, `ERR_SCHEMA` where
 * tables are missing, `ERR_MISSING_PEER` where a package is, and an aborted `call.signal`'s own reason.
 *
 * Numbers of tries and lifetimes, here and at the methods, are the defaults of the options `limits` and
 * `lifetimes`; a limit per client counts where `call.context.ip` is given.
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
  >
  extends RunningService<Id, Extra, Tx>
  implements
    ResetOperations<Id, Extra>,
    SignInOperations<Id, Extra>,
    NewPasswordOperations<Id, Extra>,
    NoticeOperations<Id, Tx>,
    TicketOperations<Id>,
    OperatorOperations<Id, Extra>
{
  // What each does, takes and answers is said in `service/`, and shown by editors from there.
  // service/reset.ts

  async requestReset(input: RequestResetInput<Id>, call?: Call): Promise<R.RequestResetResult> {
    return requestReset(this.open(), input, call);
  }

  async inspectTicket(
    input: InspectTicketInput,
    call?: Call,
  ): Promise<R.InspectTicketResult<Id, Extra>> {
    return inspectTicket(this.open(), input, call);
  }

  async verifySecondFactor(
    input: VerifySecondFactorInput,
    call?: Call,
  ): Promise<R.VerifySecondFactorResult> {
    return verifySecondFactor(this.open(), input, call);
  }

  async exchangeCode(input: ExchangeCodeInput, call?: Call): Promise<R.ExchangeCodeResult> {
    return exchangeCode(this.open(), input, call);
  }

  async redeemTicket(
    input: RedeemTicketInput,
    call?: Call,
  ): Promise<R.RedeemTicketResult<Id, Extra>> {
    return redeemTicket(this.open(), input, call);
  }

  // service/sign-in.ts

  async authenticate(
    input: AuthenticateInput,
    call?: Call,
  ): Promise<R.AuthenticateResult<Id, Extra>> {
    return authenticate(this.open(), input, call);
  }

  async checkSession(input: CheckSessionInput<Id>, call?: Call): Promise<R.CheckSessionResult> {
    return checkSession(this.open(), input, call);
  }

  async verifyPassword(
    input: VerifyPasswordInput<Id>,
    call?: Call,
  ): Promise<R.VerifyPasswordResult> {
    return verifyPassword(this.open(), input, call);
  }

  async revokeSessions(
    input: RevokeSessionsInput<Id>,
    call?: Call,
  ): Promise<R.RevokeSessionsResult> {
    return revokeSessions(this.open(), input, call);
  }

  // service/new-password.ts

  async changePassword(
    input: ChangePasswordInput<Id>,
    call?: Call,
  ): Promise<R.ChangePasswordResult<Id, Extra>> {
    return changePassword(this.open(), input, call);
  }

  async setInitialPassword(
    input: SetInitialPasswordInput<Id>,
    call?: Call,
  ): Promise<R.SetInitialPasswordResult<Id, Extra>> {
    return setInitialPassword(this.open(), input, call);
  }

  async hashNewPassword(
    input: HashNewPasswordInput,
    call?: Call,
  ): Promise<R.HashNewPasswordResult> {
    return hashNewPassword(this.open(), input, call);
  }

  async validateNewPassword(
    input: ValidateNewPasswordInput,
    call?: Call,
  ): Promise<R.ValidateNewPasswordResult> {
    return validateNewPassword(this.open(), input, call);
  }

  // service/notices.ts

  async addressChanged(
    input: AddressChangedInput<Id, Tx>,
    call?: Call,
  ): Promise<R.AddressChangedResult> {
    return addressChanged(this.open(), input, call);
  }

  async accountChanged(
    input: AccountChangedInput<Id, Tx>,
    call?: Call,
  ): Promise<R.AccountChangedResult> {
    return accountChanged(this.open(), input, call);
  }

  async inspectDisavowal(
    input: InspectDisavowalInput,
    call?: Call,
  ): Promise<R.InspectDisavowalResult> {
    return inspectDisavowal(this.open(), input, call);
  }

  async disavowChange(input: DisavowChangeInput, call?: Call): Promise<R.DisavowChangeResult> {
    return disavowChange(this.open(), input, call);
  }

  // service/tickets.ts

  /**
   * Mails a ticket's link to the account's stored address and to nobody else: an invitation, for
   * example. It is minted at the first try of its mail, lives from then on, and supersedes an earlier
   * one of its purpose once the mail is accepted; so to send an invitation again is to call this again.
   * A change of the password or a lock ends it, and no mail goes out once the address is another one.
   *
   * @param input `accountId`; `deliver: 'mail'`; `purpose`: `'administrative'` (default) or `'invite'`;
   * `lifetimeSeconds`: 30 days at most (default: an hour, an invitation 72 hours); `resultUrl`: an
   * absolute https URL to land at; `includeEmailInRedirect` (default `false`); `state`: up to 1024
   * characters that come back; `markEmailVerified` (default `false`)
   * @param call `context.actor` is who acts: `support:42`
   * @returns `ok` with `expiresInSeconds`, from its mail on; or `account_not_found`, `account_disabled`,
   * `identity_provider_account`, `no_address`, `invalid_input`
   * @throws LatchkeyError `ERR_OUTBOX_FULL` (503) where too much is waiting: mail the rest later;
   * `ERR_STORE` (503)
   * @see ASVS 5.0.0 6.4.6
   *
   * @example
   * ```ts
   * unwrap(await passwords.issueTicket({ accountId, purpose: 'invite', deliver: 'mail' }));
   * ```
   */
  async issueTicket(input: MailTicketInput<Id>, call?: Call): Promise<R.MailTicketResult>;
  /**
   * Makes a ticket for a trusted backend and hands its link over instead of mailing it: a secret, which
   * prints and serialises as `[redacted]`. It supersedes no other. A change of the password or a lock
   * ends it, and it is dead while the account has another address.
   *
   * @param input as for one that is mailed; `deliver: 'return'` is the default
   * @param call `context.actor` is who acts: `support:42`
   * @returns `ok` with the `ticket`: `url`, `token`, `purpose`, `expiresAt`; or `account_not_found`,
   * `account_disabled`, `identity_provider_account`, `invalid_input`
   * @throws LatchkeyError `ERR_STORE` (503); `ERR_INVALID_OPTION` where a function in `links` makes no link
   * that is allowed
   * @see ASVS 5.0.0 6.4.6
   *
   * @example
   * ```ts
   * const { ticket } = unwrap(await passwords.issueTicket({ accountId, lifetimeSeconds: 86_400 }));
   * console.log('for the letter', ticket.url.length, 'until', ticket.expiresAt);
   * ```
   */
  async issueTicket(input: IssueTicketInput<Id>, call?: Call): Promise<R.IssueTicketResult>;
  async issueTicket(
    input: IssueTicketInput<Id> | MailTicketInput<Id>,
    call?: Call,
  ): Promise<R.IssueTicketResult | R.MailTicketResult> {
    return input?.deliver === 'mail'
      ? mailTicket(this.open(), input, call)
      : issueTicket(this.open(), input, call);
  }

  async listTickets(input: ListTicketsInput<Id>, call?: Call): Promise<R.ListTicketsResult> {
    return listTickets(this.open(), input, call);
  }

  async revokeTickets(input: RevokeTicketsInput<Id>, call?: Call): Promise<R.RevokeTicketsResult> {
    return revokeTickets(this.open(), input, call);
  }

  // service/operator.ts

  async findAccounts(
    input: FindAccountsInput<Id>,
    call?: Call,
  ): Promise<R.FindAccountsResult<Id, Extra>> {
    return findAccounts(this.open(), input, call);
  }

  async adminSetPassword(
    input: AdminSetPasswordInput<Id>,
    call?: Call,
  ): Promise<R.AdminSetPasswordResult<Id, Extra>> {
    return adminSetPassword(this.open(), input, call);
  }

  async requireChange(input: RequireChangeInput<Id>, call?: Call): Promise<R.RequireChangeResult> {
    return requireChange(this.open(), input, call);
  }

  async lock(input: LockInput<Id>, call?: Call): Promise<R.LockResult> {
    return lock(this.open(), input, call);
  }

  async unlock(input: UnlockInput<Id>, call?: Call): Promise<R.UnlockResult> {
    return unlock(this.open(), input, call);
  }

  async forgetAccount(input: ForgetAccountInput<Id>, call?: Call): Promise<R.ForgetAccountResult> {
    return forgetAccount(this.open(), input, call);
  }
}
