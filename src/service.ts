import { LatchkeyError } from './errors.js';
import { HashScheduler, hasher, PasswordHashing } from './hashing/index.js';
import type { Core } from './internal/core.js';
import { createCore } from './internal/create-core.js';
import { type DrainOutboxBounds, readDrainBounds } from './internal/outbox/drain-bounds.js';
import { OutboxWorker } from './internal/outbox/worker.js';
import { type AdminSetPasswordInput, adminSetPassword } from './operations/admin-set-password.js';
import { type AuthenticateInput, authenticate } from './operations/authenticate.js';
import { type ChangePasswordInput, changePassword } from './operations/change-password.js';
import { type CheckSessionInput, checkSession } from './operations/check-session.js';
import { type FindAccountsInput, findAccounts } from './operations/find-accounts.js';
import { type ForgetAccountInput, forgetAccount } from './operations/forget-account.js';
import { type HashNewPasswordInput, hashNewPassword } from './operations/hash-new-password.js';
import { type InspectTicketInput, inspectTicket } from './operations/inspect-ticket.js';
import { type IssueTicketInput, issueTicket } from './operations/issue-ticket.js';
import { listGivenUp } from './operations/list-given-up.js';
import { type PurgeExpiredResult, purgeExpired } from './operations/purge-expired.js';
import { type RedeemTicketInput, redeemTicket } from './operations/redeem-ticket.js';
import { type RequestResetInput, requestReset } from './operations/request-reset.js';
import { type RequeueGivenUpInput, requeueGivenUp } from './operations/requeue-given-up.js';
import { type RequireChangeInput, requireChange } from './operations/require-change.js';
import { type RevokeSessionsInput, revokeSessions } from './operations/revoke-sessions.js';
import {
  type SetInitialPasswordInput,
  setInitialPassword,
} from './operations/set-initial-password.js';
import {
  type ValidateNewPasswordInput,
  validateNewPassword,
} from './operations/validate-new-password.js';
import { type VerifyPasswordInput, verifyPassword } from './operations/verify-password.js';
import {
  type VerifySecondFactorInput,
  verifySecondFactor,
} from './operations/verify-second-factor.js';
import { type PasswordServiceOptions, readOptions } from './options.js';
import { nist } from './policy/index.js';
import type { AccountId, Call, GivenUpEntry, Policy, TicketPurpose } from './ports/index.js';
import type * as R from './results.js';
import { memoryThrottle } from './throttle/index.js';

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
> {
  /** The rules for new passwords; `policy.describe()` gives the hints for a form. */
  readonly policy: Policy;
  readonly realm: string;
  /** How long tickets live, by purpose, for texts that say so. */
  readonly lifetimeSeconds: Readonly<Record<TicketPurpose, number>>;
  /**
   * `transaction`: a change is all or nothing. `ordered_steps`: the users table is elsewhere and
   * is written last before the commit, so that a crash right between the two leaves the new
   * password in place with sessions and tickets of before; repeating the reset mends it.
   */
  readonly atomicity: 'transaction' | 'ordered_steps';
  /** Whether `revokeSessions` has sessions to end; where nothing stores them it throws. */
  readonly hasSessionStore: boolean;
  readonly #core: Core<Id, Extra, Tx>;
  readonly #worker: OutboxWorker<Id, Extra, Tx>;
  readonly #inProcess: boolean;
  #closed = false;

  /** Checks every option. Throws `ERR_INVALID_OPTION` that names the wrong one. */
  constructor(options: PasswordServiceOptions<Id, Extra, Tx>) {
    const { settings, hashing, outbox, signInPolicy } = readOptions(options);
    const { stores } = options;
    this.policy = options.policy ?? nist();
    this.realm = stores.realm;
    this.lifetimeSeconds = settings.lifetimeSeconds;
    this.atomicity = stores.users.transactional ? 'transaction' : 'ordered_steps';
    this.hasSessionStore = stores.sessions !== undefined && stores.sessions.stateless !== true;
    this.#inProcess = outbox === 'in-process';
    this.#core = createCore<Id, Extra, Tx>({
      stores,
      mailer: options.mailer,
      links: options.links,
      policy: this.policy,
      signInPolicy,
      hashing: new PasswordHashing({
        hasher: options.hasher ?? hasher(),
        scheduler: new HashScheduler(hashing),
      }),
      throttle: options.throttle ?? memoryThrottle(),
      secondFactor: options.secondFactor,
      hooks: options.hooks ?? {},
      settings,
      onEvent: options.onEvent,
      clock: options.clock,
      random: options.random,
    });
    this.#worker = new OutboxWorker(this.#core);
  }

  /**
   * Asks for a reset link by mail. Answers the same, in the same time, for every identifier;
   * look-up, limits, ticket and mail happen afterwards in the outbox.
   *
   * @param input `identifier`: the address as typed; `link`: a name out of `links.named`
   * @returns `ok`, or `invalid_input`, or `throttled` (by client, with `retryAfterSeconds`)
   * @throws LatchkeyError `ERR_OUTBOX_FULL` (503), for everyone alike
   * @see OWASP Forgot Password Cheat Sheet; ASVS 5.0.0 6.3.8
   */
  async requestReset(input: RequestResetInput<Id>, call?: Call): Promise<R.RequestResetResult> {
    return requestReset(this.#open(), input, call);
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
    return inspectTicket(this.#open(), input, call);
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
    return verifySecondFactor(this.#open(), input, call);
  }

  /**
   * Spends a ticket on a new password: exactly one of any number of redemptions wins, every
   * other ticket and session of the account ends with it, and no session comes out of it.
   *
   * @returns the account, its new `credentialsVersion` and what became of its `sessions`; or
   * `policy_violation` with all `violations` (the ticket stays good), or why the token is not; or
   * `second_factor_required` with the `methods` that would do, `second_factor_invalid`, `denied`
   * @throws LatchkeyError `ERR_HASHER_BUSY` (503), `ERR_HOOK` (nothing was changed)
   * @see ASVS 5.0.0 6.4.3, 6.5.1, 7.4.3
   */
  async redeemTicket(
    input: RedeemTicketInput,
    call?: Call,
  ): Promise<R.RedeemTicketResult<Id, Extra>> {
    return redeemTicket(this.#open(), input, call);
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
    return authenticate(this.#open(), input, call);
  }

  /**
   * Changes the password of a signed-in account that knows its current one. Other sessions end;
   * `keepSession` is stamped anew, and its new id is `keptSessionId` in the result.
   */
  async changePassword(
    input: ChangePasswordInput<Id>,
    call?: Call,
  ): Promise<R.ChangePasswordResult<Id, Extra>> {
    return changePassword(this.#open(), input, call);
  }

  /** Gives an account that has none its first password, from a fresh session of that account. */
  async setInitialPassword(
    input: SetInitialPasswordInput<Id>,
    call?: Call,
  ): Promise<R.SetInitialPasswordResult<Id, Extra>> {
    return setInitialPassword(this.#open(), input, call);
  }

  /** Sets a password directly, for a trusted backend. The policy applies and sessions end. */
  async adminSetPassword(
    input: AdminSetPasswordInput<Id>,
    call?: Call,
  ): Promise<R.AdminSetPasswordResult<Id, Extra>> {
    return adminSetPassword(this.#open(), input, call);
  }

  /**
   * Requires a new password from the next sign-in on; after `breached` at once, by mail only.
   *
   * @returns `ok`; or `account_not_found`, `identity_provider_account`, `no_password`,
   * `changed_meanwhile`
   */
  async requireChange(input: RequireChangeInput<Id>, call?: Call): Promise<R.RequireChangeResult> {
    return requireChange(this.#open(), input, call);
  }

  /** Finds accounts by address or id, for a trusted backend: it tells who exists. */
  async findAccounts(
    input: FindAccountsInput<Id>,
    call?: Call,
  ): Promise<R.FindAccountsResult<Id, Extra>> {
    return findAccounts(this.#open(), input, call);
  }

  /** Makes a ticket for a trusted backend; the result's link is a secret and prints redacted. */
  async issueTicket(input: IssueTicketInput<Id>, call?: Call): Promise<R.IssueTicketResult> {
    return issueTicket(this.#open(), input, call);
  }

  /** Checks the password of an account that is signed in already (ASVS 7.5.1). */
  async verifyPassword(
    input: VerifyPasswordInput<Id>,
    call?: Call,
  ): Promise<R.VerifyPasswordResult> {
    return verifyPassword(this.#open(), input, call);
  }

  /** Checks a password by the policy and hashes it, for the application's own sign-up. */
  async hashNewPassword(
    input: HashNewPasswordInput,
    call?: Call,
  ): Promise<R.HashNewPasswordResult> {
    return hashNewPassword(this.#open(), input, call);
  }

  /** Checks a password by the policy and tells everything that is wrong with it. */
  async validateNewPassword(
    input: ValidateNewPasswordInput,
    call?: Call,
  ): Promise<R.ValidateNewPasswordResult> {
    return validateNewPassword(this.#open(), input, call);
  }

  /** Ends an account's sessions without a change of its password (ASVS 7.4.5). */
  async revokeSessions(
    input: RevokeSessionsInput<Id>,
    call?: Call,
  ): Promise<R.RevokeSessionsResult> {
    return revokeSessions(this.#open(), input, call);
  }

  /** Tells whether a session or JWT is still good: see `credentialsVersion` and `iat`. */
  async checkSession(input: CheckSessionInput<Id>, call?: Call): Promise<R.CheckSessionResult> {
    return checkSession(this.#open(), input, call);
  }

  /** Removes everything of ours about an account whose own row is deleted. */
  async forgetAccount(input: ForgetAccountInput<Id>, call?: Call): Promise<R.ForgetAccountResult> {
    return forgetAccount(this.#open(), input, call);
  }

  /** Deletes expired tickets and old given-up entries, in small batches. Call it daily. */
  async purgeExpired(call?: Call): Promise<PurgeExpiredResult> {
    return purgeExpired(this.#open(), call);
  }

  /** Lists what the outbox gave up on, newest first, for an operator. */
  async listGivenUp(query?: { readonly limit?: number }): Promise<GivenUpEntry[]> {
    return listGivenUp(this.#open(), query);
  }

  /**
   * Puts back what the outbox gave up on: due now, with attempts and lifetime anew. Call it once
   * the cause is mended. By default only notices of changes and revocations of sessions come back;
   * `includeRequests` brings requests for links as well.
   *
   * @param input `entryIds` out of {@link listGivenUp}, or `all: true` for the oldest 1000
   * @returns `requeued`: how many entries are pending again
   */
  async requeueGivenUp(input: RequeueGivenUpInput, call?: Call): Promise<R.RequeueGivenUpResult> {
    return requeueGivenUp(this.#open(), input, call);
  }

  /**
   * Does what is due in the outbox now: for cron, serverless and tests. It takes up nothing more
   * once `maxEntries` are done or the signal aborts, and finishes what is in hand, for which a
   * mailer has `mailTimeoutSeconds`. Any number of processes may drain one outbox at once.
   *
   * @returns how many entries were handled, and whether more is due: then call it again
   * @throws LatchkeyError `ERR_STORE` where the database is away: what was claimed comes back
   */
  async drainOutbox(bounds?: DrainOutboxBounds): Promise<R.DrainOutboxResult> {
    this.#refuseIfClosed();
    return this.#worker.drain(readDrainBounds(bounds));
  }

  /**
   * Runs the outbox in the foreground, for a worker process, until the signal aborts. Then it
   * finishes the mails in hand, for which a mailer has `mailTimeoutSeconds`, takes up no more and
   * resolves; nothing stays leased. Any number of processes may run one outbox.
   */
  async runOutbox(run: { readonly signal: AbortSignal }): Promise<void> {
    this.#refuseIfClosed();
    if (!(run?.signal instanceof AbortSignal))
      throw new LatchkeyError('ERR_INVALID_OPTION', '"runOutbox" needs "signal", which ends it.');
    await this.#worker.run(run.signal);
  }

  /**
   * Stops the in-process outbox, waits for what is under way and does what is due once more.
   * Further calls throw `ERR_CLOSED`. Close it before the database.
   */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker.stop();
  }

  #refuseIfClosed(): void {
    if (this.#closed) throw new LatchkeyError('ERR_CLOSED', 'The service is closed.');
  }

  /**
   * Hands out the core. Any use starts the in-process outbox, since what an earlier process left
   * pending must not wait for the next request.
   */
  #open(): Core<Id, Extra, Tx> {
    this.#refuseIfClosed();
    if (this.#inProcess) this.#worker.nudge();
    return this.#core;
  }
}
