/** A session of an account, by the id under which the application's own session store has it. */
export interface IndexedSession {
  readonly sessionId: string;
  readonly credentialsVersion: number;
}

/**
 * Knows which sessions an account has, for session stores that can only be asked by a session's
 * id. It is written at sign-in and read at every revocation.
 *
 * It must last as long as the session store: a session whose entry is lost is out of the reach of
 * `revokeSessions`, which tells nothing of it, and ends with a change of the password only.
 *
 * Ids are kept as they are, since the session store destroys by nothing else; that store keeps
 * them as they are as well. So guard the index like the store beside it.
 */
export interface SessionIndex {
  /** Whose sessions it lists: account 5 of one realm is not account 5 of another. */
  readonly realm: string;

  /** Notes a session; of one that is noted already, the new version and expiry count. */
  add(
    session: IndexedSession & { readonly accountKey: string; readonly expiresAt: Date },
  ): Promise<void>;

  /**
   * Lists the account's sessions; some of them may have ended in the meantime. One may be left out
   * from its `expiresAt` on, and no earlier.
   */
  list(accountKey: string): Promise<readonly IndexedSession[]>;

  /** Forgets sessions of an account; ids that it does not know do no harm. */
  remove(removal: {
    readonly accountKey: string;
    readonly sessionIds: readonly string[];
  }): Promise<void>;

  /** Deletes at most `limit` entries that expired before `before`; absent where they go alone. */
  purge?(purge: { readonly before: Date; readonly limit: number }): Promise<number>;
}
