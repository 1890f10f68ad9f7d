/** The data of one session, as the host's store reads and writes it. */
export type SessionData = Record<string, unknown>;

/**
 * The application's own session store, as the library sees it: a bridge such as
 * `expressSessionStore` makes one. A rejection means that the store is down; the revocation is
 * then tried again later.
 */
export interface HostSessions {
  /** `null` where there is no such session, or no longer. */
  read(sessionId: string): Promise<SessionData | null>;
  write(sessionId: string, data: SessionData): Promise<void>;
  /** Ends a session; one that is not there does no harm. */
  destroy(sessionId: string): Promise<void>;
  /** Makes an id that the store's own sessions could have. */
  newId(): string;
}
