import type { ExchangeCodeInput } from '../operations/exchange-code.js';
import type { InspectTicketInput } from '../operations/inspect-ticket.js';
import type { RedeemTicketInput } from '../operations/redeem-ticket.js';
import type { RequestResetInput } from '../operations/request-reset.js';
import type { VerifySecondFactorInput } from '../operations/verify-second-factor.js';
import type { AccountId, Call } from '../ports/index.js';
import type * as R from '../results/index.js';

/** For people who have forgotten their password: from the request to the new one. */
export interface ResetOperations<Id extends AccountId, Extra extends object> {
  /**
   * Asks for a reset link by mail, or for a code. Answers the same, in the same time, for every
   * identifier; look-up, limits, ticket and mail happen afterwards in the outbox.
   *
   * @param input `identifier`: the address as typed; `deliver`: `'link'` (default) or `'code'`, for a
   * code that is typed beside the answer's `flowId`; `channel`: how a code goes out (default
   * `'mail'`); `link`: a name out of `links.named`; `state`: up to 1024 characters that come back at
   * the redemption; `accountId`: for trusted callers, the only one of the address's accounts to mail
   * @param call `context.ip` is what the limit per client counts by
   * @returns `ok` with the `flowId`, `null` for a link; or `invalid_input`, for an unknown `link` or
   * `channel` too; or `throttled` (100 requests of one client in 15 minutes)
   * @throws LatchkeyError `ERR_OUTBOX_FULL` (503), for everyone alike; `ERR_STORE` (503);
   * `ERR_INVALID_OPTION` for a code without the option `keys`
   * @see OWASP Forgot Password Cheat Sheet; ASVS 5.0.0 6.3.8
   *
   * @example
   * ```ts
   * const asked = await passwords.requestReset({ identifier }, { context: { ip: '203.0.113.7' } });
   * if (!asked.ok && asked.reason === 'throttled') tryLater();
   * // Whatever came of it: "If there is an account with this address, we have mailed it a link."
   * ```
   */
  requestReset(input: RequestResetInput<Id>, call?: Call): Promise<R.RequestResetResult>;

  /**
   * Tells what a token is good for, and spends nothing however often it is called: link scanners and
   * impatient thumbs do.
   *
   * @param input `token`: the 43 characters out of the link; `secondFactorProof`: from
   * `verifySecondFactor`, and `secondFactor.passed` then tells whether it still stands
   * @returns `ok` with `purpose`, `expiresAt`, `account`, the `secondFactor` that has to be shown
   * (`null` where none) and hints of the `policy` for the form; or `token_invalid`, `token_expired`,
   * `token_used`, `token_superseded`; or `denied` with the `code` of your hook `beforeRedemption`; or
   * `invalid_input`
   * @throws LatchkeyError `ERR_HOOK` where `beforeRedemption` throws, or the second factor's `methods`
   * answers no list; `ERR_STORE` (503)
   *
   * @example
   * ```ts
   * const token = new URL(url).searchParams.get('token') ?? '';
   * const ticket = await passwords.inspectTicket({ token });
   * if (ticket.ok) console.log(ticket.account.email, ticket.policy.map(({ message }) => message));
   * else console.log(ticket.reason);
   * ```
   */
  inspectTicket(input: InspectTicketInput, call?: Call): Promise<R.InspectTicketResult<Id, Extra>>;

  /**
   * Shows the account's second factor for a ticket, before a new password is asked for. The code is
   * spent; the proof that comes back stands for it in `redeemTicket`, so that a password which the
   * policy refuses costs no second code. A newer proof replaces it.
   *
   * @param input `token`: out of the link; `method`: one of those that `inspectTicket` named;
   * `code`: as typed, 128 characters at most
   * @returns `ok` with the `secondFactorProof`, which prints redacted, and its end `expiresAt`, 15
   * minutes from now; or `second_factor_invalid`; or `throttled` (10 tries per account and day, which
   * a success clears); or `denied`, `token_invalid`, `token_expired`, `token_used`,
   * `token_superseded`, `invalid_input`
   * @throws LatchkeyError `ERR_HOOK` where `beforeRedemption` throws, or the second factor's `methods`
   * answers no list; `ERR_STORE` (503)
   * @see ASVS 5.0.0 6.4.3, 6.5.1
   *
   * @example
   * ```ts
   * const token = new URL(url).searchParams.get('token') ?? '';
   * const shown = await passwords.verifySecondFactor({ token, method: 'totp', code: '123456' });
   * if (shown.ok) {
   *   const secondFactor = { proof: shown.secondFactorProof };
   *   await passwords.redeemTicket({ token, newPassword, secondFactor });
   * }
   * ```
   */
  verifySecondFactor(
    input: VerifySecondFactorInput,
    call?: Call,
  ): Promise<R.VerifySecondFactorResult>;

  /**
   * Turns a code that is right into a token that opens what a mailed link would: the way on for
   * pages that ask for the code first and for the password, or a second factor, after it. The code
   * stays good until the password is set, within its five tries: here a right one costs a try, too.
   *
   * @param input `flowId`: from `requestReset`, as this browser got it; `code`: as typed, with spaces,
   * dashes and digits of other scripts
   * @returns `ok` with the `token`, which prints redacted, its `purpose` and its end `expiresAt`, as
   * long from now as a code lives (10 minutes by default); or `code_invalid`, whether it is wrong, tried
   * too often or of nobody; or `throttled` (10 tries per identifier and day, known or not; 300 of one
   * client in 15 minutes); or, to who gave the right one, `token_invalid`, `token_expired`, `token_used`,
   * `token_superseded`; or `invalid_input`
   * @throws LatchkeyError `ERR_STORE` (503)
   * @see NIST SP 800-63B-4 3.1.3.2; ASVS 5.0.0 6.5.5
   *
   * @example
   * ```ts
   * const { flowId } = unwrap(await passwords.requestReset({ identifier, deliver: 'code' }));
   * // Once its mail was read:
   * const opened = await passwords.exchangeCode({ flowId: flowId ?? '', code: '1234 5678' });
   * if (opened.ok) await passwords.redeemTicket({ token: opened.token, newPassword });
   * ```
   */
  exchangeCode(input: ExchangeCodeInput, call?: Call): Promise<R.ExchangeCodeResult>;

  /**
   * Spends a ticket on a new password: exactly one of any number of redemptions wins, every session
   * of the account and every other ticket that sets a password end with it, and no session comes out
   * of it, since who reads somebody's mail is not yet who they say they are.
   *
   * @param input `newPassword`; `token` out of the link, or `flowId` and `code`; `secondFactor`: the
   * `proof` of `verifySecondFactor`, or a `method` with its `code`, which is then spent
   * @returns `ok` with the `account`, its new `credentialsVersion`, what became of its `sessions`, the
   * ticket's `purpose`, `resultUrl`, `includeEmailInRedirect` and `state`; or `policy_violation` with all
   * `violations` (the ticket stays good, and `secondFactorProof` stands for a code of this call); or
   * `token_invalid`, `token_expired`, `token_used`, `token_superseded`; or, by code, `code_invalid` (five
   * wrong ones kill it; a right one costs no try); or `second_factor_required` with the `methods` that
   * would do, `second_factor_invalid`; or `throttled`, for codes and second factors (10 tries a day
   * each); or `denied` with the `code` of your hook; or `invalid_input`
   * @throws LatchkeyError `ERR_HASHER_BUSY`, `ERR_RULE_UNAVAILABLE`, `ERR_STORE` (503); `ERR_HOOK`,
   * `ERR_POLICY_RULE`: the password is as it was, and the link good
   * @see ASVS 5.0.0 6.4.3, 6.5.1, 7.4.3
   *
   * @example
   * ```ts
   * const token = new URL(url).searchParams.get('token') ?? '';
   * const reset = await passwords.redeemTicket({ token, newPassword });
   * if (!reset.ok && reset.reason === 'policy_violation')
   *   console.log(reset.violations.map(({ message }) => message));
   * ```
   */
  redeemTicket(input: RedeemTicketInput, call?: Call): Promise<R.RedeemTicketResult<Id, Extra>>;
}
