/** Revokes sessions. How they are created and read is the application's business. */
export interface SessionStore<Tx = unknown> {
  /**
   * Whether the writes below join the transaction that they are handed. Where they do not,
   * revocation is tried straight after the commit and retried by the outbox until done.
   */
  readonly transactional: boolean;

  /**
   * `true` where nothing is stored and sessions end by their version only: `revokeSessions` is
   * refused then, and the administrator's page offers no such thing. @default false
   */
  readonly stateless?: boolean | undefined;

  /**
   * Ends the account's sessions: those stamped with a version below `belowVersion` (all, where it
   * is `null`), but never the one with id `except`. Idempotent. Resolves to how many ended.
   */
  revoke(
    revocation: {
      readonly accountKey: string;
      readonly belowVersion: number | null;
      readonly except: string | null;
    },
    tx?: Tx,
  ): Promise<number>;

  /**
   * Stamps a kept session with the new credentials version and, where the store can, gives it a
   * new id. Resolves to the id it has now, or `null` where the account has no such session.
   */
  restamp(
    stamp: {
      readonly accountKey: string;
      readonly sessionId: string;
      readonly credentialsVersion: number;
    },
    tx?: Tx,
  ): Promise<string | null>;

  /** Deletes at most `limit` sessions that expired before `before`; absent where they go alone. */
  purge?(purge: { readonly before: Date; readonly limit: number }, tx?: Tx): Promise<number>;
}
