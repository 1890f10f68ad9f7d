import type { Account, AccountId } from './account.js';
import type { CallContext } from './call.js';
import type { LockReason } from './credential-store.js';
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

/** A password is locked: what it has opened ends, and it opens nothing more. */
export interface PasswordLock<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> {
  readonly accountKey: string;
  /** `null` where the application's own row is gone. */
  readonly account: Account<Id, Extra> | null;
  readonly reason: LockReason;
  /** The version that the lock raises to. */
  readonly credentialsVersion: number;
  readonly lockedAt: Date;
  readonly context: CallContext;
  /** The open transaction's own handle: the application's rows commit with ours. */
  readonly transaction: Tx;
}

/** Somebody holds the genuine link and wants to set a password with it. */
export interface RedemptionAttempt<
  Id extends AccountId = AccountId,
  Extra extends object = object,
> {
  readonly account: Account<Id, Extra>;
  readonly purpose: TicketPurpose;
  readonly secondFactor: {
    /** The methods that the account has enrolled. */
    readonly methods: readonly string[];
    /** Whether one was shown for this ticket. */
    readonly passed: boolean;
  };
  readonly context: CallContext;
}

/** What the application says to it; nothing to let it go on as it is. */
export interface RedemptionDecision {
  /** Refuses, with a `snake_case` code of the application's own for its texts and logs. */
  readonly deny?: string | undefined;
  /**
   * Asks for a second factor: any enrolled one, or one of these methods only. An account that has
   * none of them is refused with the code `second_factor_missing`.
   */
  readonly requireSecondFactor?: true | readonly string[] | undefined;
  /** Replaces the ticket's own `resultUrl`. */
  readonly resultUrl?: string | undefined;
}

/** Code of the application, most of which runs inside the transaction of a change. */
export interface Hooks<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> {
  /**
   * Runs once a genuine link is opened and again when it is redeemed, before second factor and
   * policy: it may refuse, ask for a factor, or choose where the person lands. It may run any
   * number of times for one reset, so it must change nothing. A throw refuses nobody: it is the
   * operator's error, `ERR_HOOK`, and the link stays good.
   */
  beforeRedemption?(
    attempt: RedemptionAttempt<Id, Extra>,
  ): Promise<RedemptionDecision | undefined> | RedemptionDecision | undefined;

  /**
   * Runs after every write of ours, before the commit: revoke refresh tokens and API keys here,
   * write an audit row. A throw rolls the whole change back. It may run again after a
   * serialization failure, so it must do nothing outside the database.
   */
  onPasswordChange?(change: PasswordChange<Id, Extra, Tx>): Promise<void> | void;

  /**
   * Runs when a password is locked (a disavowal, a breach, an operator), under the same terms:
   * revoke refresh tokens and API keys here as well, since a lock writes no password.
   */
  onPasswordLock?(lock: PasswordLock<Id, Extra, Tx>): Promise<void> | void;
}
