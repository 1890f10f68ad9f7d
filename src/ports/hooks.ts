import type { Account, AccountId } from './account.js';
import type { CallContext } from './call.js';
import type { LockReason } from './credential-store.js';
import type { NoticedChange, TicketPurpose } from './token-store.js';

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

/** A password is locked, or its lock becomes a dispute: what it has opened ends, and it opens nothing. */
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

/** The owner says that a change was not hers: whatever else was changed since may not be hers either. */
export interface Disavowal<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> extends NoticedChange {
  readonly accountKey: string;
  readonly account: Account<Id, Extra>;
  /**
   * A minute before `changedAt`. What is from then or later is to be put back: the clocks of a
   * database and of two processes differ, and its column may keep no more than seconds.
   */
  readonly since: Date;
  readonly disavowedAt: Date;
  readonly context: CallContext;
  /** The open transaction's own handle: what is put back commits with the lock, or not at all. */
  readonly transaction: Tx;
}

/** Who reads the address of before says that somebody else has moved the account away from it. */
export interface AddressDisavowal<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> extends Disavowal<Id, Extra, Tx> {
  /** The address of before, as it was stored. `account` has the present one. */
  readonly address: string;
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
   * Runs after the writes of ours, before the commit: revoke refresh tokens and API keys here, write an
   * audit row. (Where the users table is elsewhere the hash is written after it, last of all.) A throw
   * rolls the whole change back. It may run again after a serialization failure, so it must do nothing
   * outside the database.
   */
  onPasswordChange?(change: PasswordChange<Id, Extra, Tx>): Promise<void> | void;

  /**
   * Runs when a password is locked (a disavowal, a breach, an operator), and when `addressChanged`
   * tells that a locked account was moved, under the same terms: revoke refresh tokens and API keys here
   * as well, since a lock writes no password.
   */
  onPasswordLock?(lock: PasswordLock<Id, Extra, Tx>): Promise<void> | void;

  /**
   * Puts back what a thief may have changed: runs when a notice is disavowed whose address is the
   * account's, or is so again by `onAddressDisavowal`, before the lock, under the same terms. Take away
   * here what would keep the owner out of an account that is hers again, or let the thief back in, if
   * it is from `since` or later: a second factor, a telephone, a passkey.
   *
   * It does not run in dispute, nor where the account's row is gone, nor for a notice that went out
   * more than 72 hours after its change. It must not change the account's address.
   *
   * Whoever reads the owner's mail can cause it, for 72 hours after each notice. A throw stops the
   * disavowal, too: what the database may refuse does not belong here.
   */
  onDisavowal?(disavowal: Disavowal<Id, Extra, Tx>): Promise<void> | void;

  /**
   * **Gives the address of before the say, as long as a link that went there is good.**
   *
   * Runs when a notice is disavowed whose address the account was moved away from, unless it went out
   * more than 72 hours late, ahead of `onDisavowal` and under the same terms: write `address` back into
   * the account's row. Leave the row as it is where its new address is to stay, or where another
   * account has the old one by now: the account is in dispute then, as all are without this hook. So it
   * is where the hook throws, takes the row away or writes a third address, and what it did is rolled
   * back. Do not call `addressChanged` in it; who reads the other address is told.
   *
   * A thief who moves an account away is undone by its owner alone. The price: who reads a mailbox
   * that its owner has just left takes the account along, and only an operator undoes that. It is of
   * use only where every change of an address is told with `addressChanged`, in its transaction, which
   * should change the row only if it still has the address that is told.
   */
  onAddressDisavowal?(disavowal: AddressDisavowal<Id, Extra, Tx>): Promise<void> | void;
}
