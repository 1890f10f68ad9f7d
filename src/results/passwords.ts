import type { Account, AccountId } from '../ports/account.js';
import type { ChangeRequirement } from '../ports/credential-store.js';
import type { Violation } from '../ports/policy.js';
import type { InvalidInput, PolicyViolation, Refused, Throttled } from './refusals.js';
import type { IssuedTicket } from './tickets.js';

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
  /** The password is right and locked: what helps is a link that is made afterwards, or an operator. */
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

export type RequireChangeResult =
  | { readonly ok: true }
  | InvalidInput
  | Refused<
      'account_not_found' | 'identity_provider_account' | 'no_password' | 'changed_meanwhile'
    >;
