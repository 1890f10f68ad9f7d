/** What our companion table knows of an account. An account without a row is at version 0. */
export interface Credentials {
  /**
   * Raised by every change of the password, by every lock, and by a move of the account while it is
   * locked; the one truth about "before or after".
   */
  readonly version: number;
  /** When the version was last raised; `null` if never. */
  readonly changedAt: Date | null;
  /** Why the present password opens nothing but its own change; `null` for every good one. */
  readonly changeRequired: ChangeReason | null;
}

/** Why a password must be changed, where who knows the present one may choose the next at sign-in. */
export type ChangeRequirement = 'administrative' | 'expired' | 'policy';

/**
 * Why a password is locked: it is known from a breach, its owner has disavowed a change, or an
 * operator has locked it. Somebody else may know it, so a new one has to come by a link or a code that
 * is mailed afterwards, or by an operator, who may also take the lock back.
 *
 * After `disputed` no link or code that is asked for helps: the change was disavowed from an address
 * that is not the account's any more, or the account was moved while it was locked. Which of the two
 * addresses is its owner's is for an operator to say, or for who reads the one of before, where
 * `onAddressDisavowal` gives that one the say.
 */
export type LockReason = 'breached' | 'disavowed' | 'disputed' | 'locked';

/** Why the present password opens no session. */
export type ChangeReason = ChangeRequirement | LockReason;

/** The address that an account was moved away from, or put at for good. */
export interface FormerAddress {
  /** 32 bytes: SHA-256 of realm, address, and which of the two it is. */
  readonly digest: Uint8Array;
  /**
   * The one that it was moved away from, byte for byte: its reader is told of what becomes of it.
   * `null` where the account is at it, or where it was not noted.
   */
  readonly address: string | null;
  /** When the account was moved or put there, as far as we were told. */
  readonly leftAt: Date;
}

/**
 * The companion table. It shares a database with the outbox, and its version is the judge of
 * every race: of any number of concurrent changes exactly one raises it.
 */
export interface CredentialStore<Tx = unknown> {
  /** Reads an account's credentials; version 0 and nothing else where there is no row. */
  read(accountKey: string, tx?: Tx): Promise<Credentials>;

  /**
   * Reads an account's credentials and keeps every other transaction that locks or raises the same
   * account waiting until this one has ended. Works for an account without a row, too.
   */
  lock(accountKey: string, tx: Tx): Promise<Credentials>;

  /**
   * Raises the version from `from` to `from + 1`, and no change is required any more. Under concurrent
   * invocation exactly one caller gets `true`; the others get `false` once the winner has committed.
   */
  raiseVersion(
    raise: { readonly accountKey: string; readonly from: number; readonly changedAt: Date },
    tx: Tx,
  ): Promise<boolean>;

  /**
   * Requires a change of the present password, or with `null` no longer; raises no version.
   * A lock ({@link LockReason}) gives way to `null` and to another lock alone: a later and milder
   * reason must not let in who knows the password.
   */
  requireChange(
    requirement: { readonly accountKey: string; readonly reason: ChangeReason | null },
    tx?: Tx,
  ): Promise<void>;

  /** Notes which address an account was moved away from, in place of an earlier note. */
  noteFormerAddress(
    note: { readonly accountKey: string; readonly former: FormerAddress },
    tx: Tx,
  ): Promise<void>;

  /**
   * Reads that note, or resolves to `null`. A raise, a lock and a requirement leave it as it is. With a
   * transaction, which has locked the account, it answers what is committed or written in it, whatever
   * the transaction has looked at before.
   */
  findFormerAddress(accountKey: string, tx?: Tx): Promise<FormerAddress | null>;

  /**
   * Forgets the notes of addresses that were left before an instant, oldest first and at most `limit`
   * of them, and nothing else of these accounts; resolves to how many. A note that is made meanwhile
   * stays, and those of accounts that another transaction holds may be left for the next run.
   */
  purgeFormerAddresses(
    purge: { readonly before: Date; readonly limit: number },
    tx?: Tx,
  ): Promise<number>;

  /** Removes all of it, the note too. */
  remove(accountKey: string, tx?: Tx): Promise<void>;
}
