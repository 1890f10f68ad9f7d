import type { Account, AccountId } from './account.js';
import type { CallContext } from './call.js';
import type { TicketPurpose } from './token-store.js';

/** Which way a new password came. */
export type ChangeCause = 'reset' | 'change' | 'initial' | 'direct_set';

export interface PasswordChange<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> {
  readonly account: Account<Id, Extra>;
  readonly cause: ChangeCause;
  /** The purpose of the redeemed ticket; `null` where none was involved. */
  readonly purpose: TicketPurpose | null;
  /** The version that the change raises to. */
  readonly credentialsVersion: number;
  readonly changedAt: Date;
  readonly context: CallContext;
  /** The open transaction's own handle: the application's rows commit with ours. */
  readonly transaction: Tx;
}

/** Code of the application that runs inside the transaction of a change. */
export interface Hooks<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> {
  /**
   * Runs after every write of ours, before the commit: revoke refresh tokens and API keys here,
   * write an audit row. A throw rolls the whole change back. It may run again after a
   * serialization failure, so it must do nothing outside the database.
   */
  onPasswordChange?(change: PasswordChange<Id, Extra, Tx>): Promise<void> | void;
}
