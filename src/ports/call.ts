/** What the application knows of the request. All of it is optional, and none of it is trusted. */
export interface CallContext {
  /** The client's address, as the host established it; IPv6 is grouped by /64. */
  readonly ip?: string | undefined;
  readonly userAgent?: string | undefined;
  /** Where the request came from, in words for the mail: `Lyon, France`. */
  readonly place?: string | undefined;
  /** What it was made with, in words for the mail: `Firefox on Windows`. @default read from `userAgent` */
  readonly device?: string | undefined;
  /** BCP 47 language tag for mails. */
  readonly locale?: string | undefined;
  /** Comes back in every event of this call. */
  readonly correlationId?: string | undefined;
  /**
   * Who acts, where it is not the account itself: `support:42`. Address and browser are this one's
   * then, so events name them and mails do not.
   */
  readonly actor?: string | undefined;
}

/** The second argument of every operation. */
export interface Call {
  /**
   * Stops the operation at the next check before its first write, with the signal's own reason.
   * What has been written stays written.
   */
  readonly signal?: AbortSignal | undefined;
  readonly context?: CallContext | undefined;
}
