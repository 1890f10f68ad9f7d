/** What is kept of an account's authenticator. */
export interface TotpEnrolment {
  /** Names this enrolment and no earlier or later one of the account. */
  readonly id: string;
  /** As `seal` left it: a store neither reads nor makes sense of it. */
  readonly secret: Uint8Array;
  /** `null`: begun, and without effect until a first code confirms it. */
  readonly confirmedAt: Date | null;
  readonly recoveryCodesLeft: number;
}

/**
 * Keeps authenticators and recovery codes, at most one authenticator for each account of a realm.
 *
 * Every method is one atomic step: it happens whole or not at all, and of concurrent calls that
 * exclude each other one succeeds, over any number of processes. A method that resolves to
 * `false` has changed nothing. Stores never read a clock and never see a code.
 *
 * `tx` is the handle of an open transaction. A store that is in its database runs every statement of
 * the call in it, so that what was changed is as before after a rollback; any other ignores it.
 *
 * `totpStoreCases` are this contract as tests.
 */
export interface TotpStore {
  /** Whose accounts these are; digests of recovery codes are bound to it. */
  readonly realm: string;

  find(accountKey: string, tx?: unknown): Promise<TotpEnrolment | null>;

  /**
   * Keeps a new enrolment that waits for its first code, in the place of one that waits already.
   * Resolves to `false` where the account has a confirmed one, which stays as it is.
   */
  begin(enrolment: {
    readonly accountKey: string;
    readonly id: string;
    readonly secret: Uint8Array;
  }): Promise<boolean>;

  /**
   * Confirms the enrolment with this id, spends the time step that its first code was of, and
   * keeps the digests of its recovery codes. Resolves to `false` where no such enrolment waits:
   * confirmed, replaced or removed in between.
   */
  confirm(
    confirmation: {
      readonly accountKey: string;
      readonly id: string;
      readonly step: number;
      readonly confirmedAt: Date;
      readonly recoveryDigests: readonly Uint8Array[];
    },
    tx?: unknown,
  ): Promise<boolean>;

  /**
   * Spends a time step: writes it where the enrolment with this id is confirmed and has spent no
   * step as late as this one. Resolves to whether it was written, and so judges every replay.
   */
  advanceStep(step: {
    readonly accountKey: string;
    readonly id: string;
    readonly step: number;
  }): Promise<boolean>;

  /**
   * Puts these digests in the place of all that are there. Resolves to `false` where the account
   * has no confirmed enrolment.
   */
  replaceRecoveryCodes(
    replacement: {
      readonly accountKey: string;
      readonly recoveryDigests: readonly Uint8Array[];
    },
    tx?: unknown,
  ): Promise<boolean>;

  /**
   * Deletes the recovery code with this digest, of a confirmed enrolment; resolves to whether this
   * call did.
   */
  spendRecoveryCode(code: {
    readonly accountKey: string;
    readonly digest: Uint8Array;
  }): Promise<boolean>;

  /** Deletes everything of an account, confirmed or not; resolves to whether there was anything. */
  remove(accountKey: string, tx?: unknown): Promise<boolean>;

  /**
   * Deletes everything of an account whose enrolment is not confirmed, or was confirmed at `since`
   * or later; resolves to whether this call deleted anything. An earlier one stays whole, with its
   * recovery codes. Of this and a `confirm` at once, either the confirmation resolves to `false`, or
   * what it confirmed is judged by its `confirmedAt`.
   */
  removeSince(
    which: { readonly accountKey: string; readonly since: Date },
    tx?: unknown,
  ): Promise<boolean>;
}
