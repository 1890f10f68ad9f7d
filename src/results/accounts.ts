import type { Account, AccountId } from '../ports/account.js';
import type { ChangeReason } from '../ports/credential-store.js';
import type { SessionsOutcome } from './passwords.js';
import type { InvalidInput, Refused, Throttled, TokenRefusal } from './refusals.js';

/**
 * What a disavowal did: all sessions ended, the password locked, every ticket dead that sets one. The
 * links of other notices stay good.
 */
export interface Disavowed {
  readonly ok: true;
  readonly sessions: SessionsOutcome;
  /** Whether a fresh link goes to the address: none does where it is not the account's by now. */
  readonly linkFollows: boolean;
  /** Whether the account was put back at the address just now. */
  readonly addressPutBack: boolean;
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

export type AccountChangedResult =
  | { readonly ok: true; readonly noticeFollows: boolean }
  | InvalidInput
  | Refused<'account_not_found'>;

export type RevokeSessionsResult = { readonly ok: true; readonly revoked: number } | InvalidInput;

export type CheckSessionResult = { readonly ok: true } | InvalidInput | Refused<'session_revoked'>;

/** An account as an administrator sees it. */
export type AccountRecord<
  Id extends AccountId = AccountId,
  Extra extends object = object,
> = Account<Id, Extra> & {
  /** When the version was last raised, by a change of the password or by a lock; `null` if never. */
  readonly passwordChangedAt: Date | null;
  readonly changeRequired: ChangeReason | null;
  /**
   * Raised by every change of the password, by every lock, and by a move of the account while it is
   * locked: what `lock` and `unlock` are told was seen.
   */
  readonly credentialsVersion: number;
};

export type FindAccountsResult<Id extends AccountId = AccountId, Extra extends object = object> =
  | { readonly ok: true; readonly accounts: readonly AccountRecord<Id, Extra>[] }
  | InvalidInput;

export type ForgetAccountResult = { readonly ok: true } | InvalidInput;
