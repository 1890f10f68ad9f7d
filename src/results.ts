import type { Account, AccountId } from './ports/account.js';
import type { ChangeReason, ChangeRequirement } from './ports/credential-store.js';
import type { RuleDescription, Violation } from './ports/policy.js';
import type { TicketPurpose } from './ports/token-store.js';

/** One fault of an operation's input. Never carries the input itself. */
export interface InputIssue {
  /** `newPassword`, `identifier`, … */
  readonly path: string;
  /** `required`, `invalid_type`, `too_long`, `invalid_characters`, … */
  readonly code: string;
}

/** The input was not of the operation's form. No store was called. */
export interface InvalidInput {
  readonly ok: false;
  readonly reason: 'invalid_input';
  readonly issues: readonly InputIssue[];
}

/** Too many tries. Said alike for known and unknown identifiers. */
export interface Throttled {
  readonly ok: false;
  readonly reason: 'throttled';
  readonly retryAfterSeconds: number;
}

/** The new password breaks rules; all of them are listed, and nothing was spent. */
export interface PolicyViolation {
  readonly ok: false;
  readonly reason: 'policy_violation';
  readonly violations: readonly Violation[];
}

export interface Refused<Reason extends string> {
  readonly ok: false;
  readonly reason: Reason;
}

/**
 * Why a token opens nothing. `token_invalid` is said to everyone; the other three only to a
 * holder of the genuine token.
 */
export type TokenRefusal = Refused<
  'token_invalid' | 'token_expired' | 'token_used' | 'token_superseded'
>;

/** The application's hook refused, for the reason that `code` names. */
export interface Denied extends Refused<'denied'> {
  readonly code: string;
}

/** A second factor must be shown first; `methods` are those that would do. */
export interface SecondFactorRequired extends Refused<'second_factor_required'> {
  readonly methods: readonly string[];
}

/**
 * What became of the account's other sessions: `revoked` with the commit or straight after it;
 * `revocation_pending` where the session store failed and the outbox goes on trying;
 * `not_configured` without a session store.
 */
export type SessionsOutcome = 'revoked' | 'revocation_pending' | 'not_configured';

/** What every successful change of a password answers. */
export interface Changed<Id extends AccountId = AccountId, Extra extends object = object> {
  readonly ok: true;
  readonly account: Account<Id, Extra>;
  /** The version that new sessions must carry. */
  readonly credentialsVersion: number;
  readonly sessions: SessionsOutcome;
}

export type RequestResetResult =
  | {
      readonly ok: true;
      /**
       * With `deliver: 'code'`: what the code is typed beside, random and given to everyone alike.
       * Keep it in the browser that asked; `null` where a link was asked for.
       */
      readonly flowId: string | null;
    }
  | InvalidInput
  | Throttled;

/** A ticket handed to a trusted caller. `url` and `token` print and serialise as redacted. */
export interface IssuedTicket {
  readonly url: string;
  readonly token: string;
  readonly purpose: TicketPurpose;
  readonly expiresAt: Date;
}

export type IssueTicketResult =
  | { readonly ok: true; readonly ticket: IssuedTicket }
  | InvalidInput
  | Refused<'account_not_found' | 'account_disabled' | 'identity_provider_account'>;

/** The ticket's link goes to the account's stored address by the outbox, and to nobody else. */
export type MailTicketResult =
  | { readonly ok: true; readonly expiresInSeconds: number }
  | InvalidInput
  | Refused<'account_not_found' | 'account_disabled' | 'identity_provider_account' | 'no_address'>;

/** A ticket as an operator sees it: nothing that opens anything. */
export interface TicketRecord {
  readonly id: string;
  readonly purpose: TicketPurpose;
  /** `open` until it expires, is used or is superseded by a newer one, a change or a revocation. */
  readonly state: 'open' | 'expired' | 'used' | 'superseded';
  readonly delivery: 'link' | 'code';
  readonly address: string | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

export type ListTicketsResult =
  | { readonly ok: true; readonly tickets: readonly TicketRecord[] }
  | InvalidInput;

/** `revoked`: how many open tickets there were, mails that were still waiting included. */
export type RevokeTicketsResult = { readonly ok: true; readonly revoked: number } | InvalidInput;

/**
 * Why a code opens nothing: `code_invalid` is said to everyone, whether it is wrong, tried too often
 * or of nobody; the reasons of a token only to who gave the right one.
 */
export type CodeRefusal = Refused<'code_invalid'> | TokenRefusal;

export type ExchangeCodeResult =
  | {
      readonly ok: true;
      /** Opens what a mailed link would; prints as redacted. */
      readonly token: string;
      readonly expiresAt: Date;
      readonly purpose: TicketPurpose;
    }
  | InvalidInput
  | Throttled
  | CodeRefusal;

/** What a disavowal did: all sessions ended, the password locked, every other ticket dead. */
export interface Disavowed {
  readonly ok: true;
  readonly sessions: SessionsOutcome;
  /** Whether a fresh link goes to the address; where it is not the account's any more, none does. */
  readonly linkFollows: boolean;
}

export type DisavowChangeResult =
  | Disavowed
  | InvalidInput
  | Throttled
  | TokenRefusal
  | Refused<'address_mismatch'>;

/** What a disavowal link is good for, without the address that has to be typed. */
export type InspectDisavowalResult =
  | { readonly ok: true; readonly expiresAt: Date }
  | InvalidInput
  | TokenRefusal;

export type LockResult =
  | { readonly ok: true; readonly sessions: SessionsOutcome }
  | InvalidInput
  | Refused<
      'account_not_found' | 'identity_provider_account' | 'no_password' | 'changed_meanwhile'
    >;

export type UnlockResult =
  | { readonly ok: true }
  | InvalidInput
  | Refused<'account_not_found' | 'not_locked' | 'changed_meanwhile'>;

export type AddressChangedResult = { readonly ok: true } | InvalidInput;

export type InspectTicketResult<Id extends AccountId = AccountId, Extra extends object = object> =
  | {
      readonly ok: true;
      readonly purpose: TicketPurpose;
      readonly expiresAt: Date;
      readonly account: Account<Id, Extra>;
      /** What `verifySecondFactor` must be shown first, unless it was; `null` where nothing. */
      readonly secondFactor: {
        readonly methods: readonly string[];
        readonly passed: boolean;
      } | null;
      /** Hints for the form. */
      readonly policy: readonly RuleDescription[];
    }
  | InvalidInput
  | TokenRefusal
  | Denied;

export type VerifySecondFactorResult =
  | {
      readonly ok: true;
      readonly expiresAt: Date;
      /** Stands for the code when the ticket is redeemed; prints as redacted. */
      readonly secondFactorProof: string;
    }
  | InvalidInput
  | Throttled
  | TokenRefusal
  | Denied
  | Refused<'second_factor_invalid'>;

export type RedeemTicketResult<Id extends AccountId = AccountId, Extra extends object = object> =
  | (Changed<Id, Extra> & {
      readonly purpose: TicketPurpose;
      /** Where the ticket's maker wants the person to land, or `null`. */
      readonly resultUrl: string | null;
      /** Whether its maker wants the person's address to go along there. */
      readonly includeEmailInRedirect: boolean;
      /** The `state` of the request or of the ticket's maker, untouched. */
      readonly state: string | null;
    })
  | InvalidInput
  | Throttled
  | CodeRefusal
  | Denied
  | SecondFactorRequired
  | Refused<'second_factor_invalid'>
  | (PolicyViolation & {
      /** Where this call spent a code: the proof to go on with; prints as redacted. */
      readonly secondFactorProof?: string;
    });

export type AuthenticateResult<Id extends AccountId = AccountId, Extra extends object = object> =
  | {
      readonly ok: true;
      readonly account: Account<Id, Extra>;
      /** Stamp the new session with it: the session is good while it is the current one. */
      readonly credentialsVersion: number;
      readonly warnings: readonly Violation[];
    }
  | InvalidInput
  | Throttled
  /** The password is right and opens only its own change: send the person to `ticket.url`. */
  | (Refused<'change_required'> & {
      readonly because: ChangeRequirement;
      readonly ticket: IssuedTicket;
    })
  /** The password is right and locked: only a mailed link helps. */
  | Refused<'reset_required'>
  | Refused<'invalid_credentials'>;

/** A change by a signed-in person, whose own session may stay. */
export interface ChangedWhileSignedIn<
  Id extends AccountId = AccountId,
  Extra extends object = object,
> extends Changed<Id, Extra> {
  /** The kept session's new id; prints as redacted. `null` where none was kept. */
  readonly keptSessionId: string | null;
}

export type ChangePasswordResult<Id extends AccountId = AccountId, Extra extends object = object> =
  | ChangedWhileSignedIn<Id, Extra>
  | InvalidInput
  | Throttled
  | PolicyViolation
  | Refused<
      | 'wrong_password'
      | 'reset_required'
      | 'no_password'
      | 'account_not_found'
      | 'account_disabled'
      | 'identity_provider_account'
      | 'changed_meanwhile'
    >;

export type SetInitialPasswordResult<
  Id extends AccountId = AccountId,
  Extra extends object = object,
> =
  | ChangedWhileSignedIn<Id, Extra>
  | InvalidInput
  | PolicyViolation
  | Refused<
      | 'has_password'
      | 'reset_required'
      | 'account_not_found'
      | 'account_disabled'
      | 'identity_provider_account'
      | 'changed_meanwhile'
    >;

export type AdminSetPasswordResult<
  Id extends AccountId = AccountId,
  Extra extends object = object,
> =
  | Changed<Id, Extra>
  | InvalidInput
  | PolicyViolation
  | Refused<'account_not_found' | 'identity_provider_account' | 'changed_meanwhile'>;

export type VerifyPasswordResult =
  | { readonly ok: true }
  | InvalidInput
  | Throttled
  | Refused<'wrong_password'>;

export type HashNewPasswordResult =
  | { readonly ok: true; readonly passwordHash: string }
  | InvalidInput
  | PolicyViolation;

export type ValidateNewPasswordResult = { readonly ok: true } | InvalidInput | PolicyViolation;

export type RevokeSessionsResult = { readonly ok: true; readonly revoked: number } | InvalidInput;

/** `requeued`: how many entries are pending again; those that never were given up count for none. */
export type RequeueGivenUpResult = { readonly ok: true; readonly requeued: number } | InvalidInput;

/** What a call of `drainOutbox` came to. */
export interface DrainOutboxResult {
  /** Entries done, put off or given up on by this call. */
  readonly handled: number;
  /**
   * Whether something was due when the call stopped: it came to `maxEntries`, or its signal
   * aborted. What another worker holds counts as well. `false` after a call that found the end.
   */
  readonly moreDue: boolean;
}

export type CheckSessionResult = { readonly ok: true } | InvalidInput | Refused<'session_revoked'>;

export type RequireChangeResult =
  | { readonly ok: true }
  | InvalidInput
  | Refused<
      'account_not_found' | 'identity_provider_account' | 'no_password' | 'changed_meanwhile'
    >;

/** An account as an administrator sees it. */
export type AccountRecord<
  Id extends AccountId = AccountId,
  Extra extends object = object,
> = Account<Id, Extra> & {
  readonly passwordChangedAt: Date | null;
  readonly changeRequired: ChangeReason | null;
  /** Raised by every change of the password and by every lock: what `unlock` is told was seen. */
  readonly credentialsVersion: number;
};

export type FindAccountsResult<Id extends AccountId = AccountId, Extra extends object = object> =
  | { readonly ok: true; readonly accounts: readonly AccountRecord<Id, Extra>[] }
  | InvalidInput;

export type ForgetAccountResult = { readonly ok: true } | InvalidInput;
