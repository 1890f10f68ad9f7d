import { type AccountId, LatchkeyError } from 'latchkey';
import type { IndexedSessions } from './indexed-sessions.js';
import { DAY_SECONDS, type SessionsOptions } from './options.js';
import { accountIdOf, isSameSignIn, readStamp, type Stamp } from './stamp.js';

/**
 * What the frameworks share: keeps the index of sessions, and remembers for each request which
 * session was found good.
 *
 * A session that signs out stays in the index until its entry expires, as a request under way may
 * save it again.
 */
export class SessionRegister<Id extends AccountId> {
  readonly #sessions: IndexedSessions | undefined;
  readonly #lifetimeSeconds: number;
  readonly #now: () => Date;
  readonly #good = new WeakMap<object, Stamp>();

  constructor(
    options: Pick<SessionsOptions<Id, never>, 'passwords' | 'lifetimeSeconds' | 'clock'> & {
      readonly sessions: IndexedSessions | undefined;
    },
  ) {
    const { passwords, sessions } = options;
    if (sessions !== undefined && sessions.index.realm !== passwords.realm)
      throw new LatchkeyError(
        'ERR_INVALID_OPTION',
        `The index in "sessions" is of the realm "${sessions.index.realm}", and "passwords" of ` +
          `"${passwords.realm}".`,
      );
    this.#sessions = sessions;
    this.#lifetimeSeconds = options.lifetimeSeconds ?? DAY_SECONDS;
    this.#now = options.clock ?? (() => new Date());
  }

  /** Remembers for the rest of the request that this sign-in is good. */
  trust(request: object, stamp: Stamp): void {
    this.#good.set(request, stamp);
  }

  /** The account of the request's session, if that still is the session that was found good. */
  accountId(request: object, session: object | null | undefined): Id | null {
    const good = this.#good.get(request);
    const stamp = session ? readStamp(session) : null;
    if (good === undefined || stamp === null || stamp === 'malformed') return null;
    return isSameSignIn(good, stamp) ? accountIdOf<Id>(good) : null;
  }

  /** Whether the index might lose the session before it expires, its next request included. */
  isDue(stamp: Stamp, maxAge: number | null): boolean {
    if (this.#sessions === undefined) return false;
    return stamp.indexedUntil < this.#now().getTime() + this.#lifetimeOf(maxAge);
  }

  /**
   * Notes a session in the index for twice its lifetime, so that one write serves every request of
   * a whole lifetime, however often these move its expiry. Resolves to the stamp that says so.
   */
  async enter(stamp: Stamp, sessionId: string, maxAge: number | null): Promise<Stamp> {
    if (this.#sessions === undefined) return stamp;
    const { accountKey, credentialsVersion } = stamp;
    const indexedUntil = Math.ceil(this.#now().getTime() + 2 * this.#lifetimeOf(maxAge));
    await this.#sessions.index.add({
      accountKey,
      sessionId,
      credentialsVersion,
      expiresAt: new Date(indexedUntil),
    });
    return { ...stamp, indexedUntil };
  }

  /**
   * Ends a session that was refused, as well as can be: it is refused every time, and the outbox
   * holds its revocation, whatever fails here.
   */
  async discard(accountKey: string | null, sessionId: string): Promise<void> {
    if (this.#sessions === undefined) return;
    try {
      if (accountKey === null) await this.#sessions.host.destroy(sessionId);
      else await this.#sessions.end({ accountKey, sessionId });
    } catch {}
  }

  #lifetimeOf(maxAge: number | null): number {
    return maxAge ?? this.#lifetimeSeconds * 1000;
  }
}
