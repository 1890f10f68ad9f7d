import { LatchkeyError, type SessionStore } from 'latchkey';
import type { HostSessions } from './host-sessions.js';
import type { SessionIndex } from './session-index.js';
import { readStamp, writeStamp } from './stamp.js';

export interface IndexedSessionsOptions {
  /** Which sessions an account has: `sqlSessionIndex`, `redisSessionIndex`, or one of your own. */
  readonly index: SessionIndex;
  /** The application's session store: `expressSessionStore(store)`, `koaSessionStore(store)`. */
  readonly host: HostSessions;
}

/** Ends sessions in the application's own session store. */
export interface IndexedSessions extends SessionStore {
  readonly index: SessionIndex;
  readonly host: HostSessions;
  /** Ends one session: a sign-out. Rejects where the session store could not. */
  end(session: { readonly accountKey: string; readonly sessionId: string }): Promise<void>;
}

/** Lets a store answer many sessions at once without flooding it. */
const AT_ONCE = 20;

/**
 * Makes the `SessionStore` of sessions that live in a store of somebody else's, which can only be
 * asked by a session's id: an index tells which ids an account has. `expressSessions` and
 * `koaSessions` write it at sign-in.
 *
 * Nothing here can join the transaction of a change. Sessions are destroyed straight after the
 * commit, and where the session store is down, by the outbox once it is back
 * (`revocation_pending`); until then the version that each is stamped with refuses it.
 *
 * Where no version is raised, as by `revokeSessions`, entries stay in the index until they expire: a
 * request that is under way may save its session again, and to end that one the next call must find
 * it.
 *
 * @param options.index - must be of the same realm as the `PasswordService`, and must last as long
 *   as the session store: what it has lost is ended by nothing but a raised version
 * @throws LatchkeyError `ERR_INVALID_OPTION` where one of the two is missing
 *
 * @example
 * ```ts
 * import { MemoryStore } from 'express-session';
 * import { memorySessionIndex } from 'latchkey/memory';
 *
 * const host = expressSessionStore(new MemoryStore());
 * const passwords = new PasswordService({
 *   stores: { ...stores, sessions: indexedSessions({ index: memorySessionIndex(), host }) },
 *   mailer,
 *   links: { reset: 'https://app.example/password/reset' },
 * });
 * ```
 */
export function indexedSessions(options: IndexedSessionsOptions): IndexedSessions {
  for (const name of ['index', 'host'] as const)
    if (typeof options[name] !== 'object' || options[name] === null)
      throw new LatchkeyError('ERR_INVALID_OPTION', `"indexedSessions" needs "${name}".`);
  const { index, host } = options;
  const { purge } = index;

  const end: IndexedSessions['end'] = async ({ accountKey, sessionId }) => {
    await host.destroy(sessionId);
    await index.remove({ accountKey, sessionIds: [sessionId] });
  };

  /** Resolves to whether the session was there; one that cannot be read counts as there. */
  const destroy = async (sessionId: string): Promise<boolean> => {
    const existed = await host.read(sessionId).then(
      (data) => data !== null,
      () => true,
    );
    await host.destroy(sessionId);
    return existed;
  };

  return {
    transactional: false,
    index,
    host,
    end,

    async revoke({ accountKey, belowVersion, except }) {
      const doomed = (await index.list(accountKey)).filter(
        ({ sessionId, credentialsVersion }) =>
          sessionId !== except && (belowVersion === null || credentialsVersion < belowVersion),
      );
      let revoked = 0;
      for (let start = 0; start < doomed.length; start += AT_ONCE) {
        const batch = doomed.slice(start, start + AT_ONCE).map(({ sessionId }) => sessionId);
        const ended = await Promise.allSettled(batch.map(destroy));
        // An entry goes only after its session, or the next try would not find it; and only where
        // the version refuses the session, should a request under way save it again.
        const sessionIds = batch.filter((_, at) => ended[at]?.status === 'fulfilled');
        if (belowVersion !== null && sessionIds.length > 0)
          await index.remove({ accountKey, sessionIds });
        for (const each of ended) {
          if (each.status === 'rejected') throw each.reason;
          if (each.value) revoked += 1;
        }
      }
      return revoked;
    },

    async restamp({ accountKey, sessionId, credentialsVersion }) {
      const listed = await index.list(accountKey);
      if (!listed.some((each) => each.sessionId === sessionId)) return null;
      const data = await host.read(sessionId);
      const stamp = data === null ? null : readStamp(data);
      // Without the stamp of a sign-in it would be let in by nothing.
      if (data === null || stamp === null || stamp === 'malformed') return null;
      if (stamp.realm !== index.realm || stamp.accountKey !== accountKey) return null;

      const kept = host.newId();
      writeStamp(data, { ...stamp, credentialsVersion });
      const expiresAt = new Date(stamp.indexedUntil);
      // Indexed first: a session that is not in the index could not be ended.
      await index.add({ accountKey, sessionId: kept, credentialsVersion, expiresAt });
      await host.write(kept, data);
      try {
        await end({ accountKey, sessionId });
      } catch {
        // Still in the index and below the new version: the revocation that follows ends it.
      }
      return kept;
    },

    ...(purge === undefined
      ? {}
      : {
          purge: (expired: { readonly before: Date; readonly limit: number }) =>
            purge.call(index, expired),
        }),
  };
}
