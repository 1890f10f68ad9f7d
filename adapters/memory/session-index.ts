import { LatchkeyError } from 'latchkey';
import type { SessionIndex } from 'latchkey/sessions';

/**
 * Makes an index of sessions in this process's memory, for tests and first steps beside a session
 * store that lives there as well. Entries that nobody removes stay until `purge`.
 *
 * It must last as long as the session store. Beside one that outlives the process, a restart loses
 * the index, and `revokeSessions` then answers as if all were well while those sessions go on.
 *
 * @param options.realm - that of the `PasswordService`. @default 'default'
 * @throws LatchkeyError `ERR_INVALID_OPTION` for a realm that is no text
 *
 * @example
 * ```ts
 * import session from 'express-session';
 * import { expressSessionStore, indexedSessions } from 'latchkey/sessions';
 *
 * const sessions = indexedSessions({
 *   index: memorySessionIndex(),
 *   host: expressSessionStore(new session.MemoryStore()),
 * });
 * ```
 */
export function memorySessionIndex(
  options: { readonly realm?: string | undefined } = {},
): SessionIndex {
  const { realm = 'default' } = options;
  if (typeof realm !== 'string' || realm === '')
    throw new LatchkeyError('ERR_INVALID_OPTION', 'The option "realm" must be a non-empty text.');
  const entries = new Map<string, Parameters<SessionIndex['add']>[0]>();
  return {
    realm,
    async add({ expiresAt, ...session }) {
      entries.set(session.sessionId, { ...session, expiresAt: new Date(expiresAt) });
    },
    async list(accountKey) {
      return [...entries.values()]
        .filter((entry) => entry.accountKey === accountKey)
        .map(({ sessionId, credentialsVersion }) => ({ sessionId, credentialsVersion }));
    },
    async remove({ accountKey, sessionIds }) {
      for (const id of sessionIds)
        if (entries.get(id)?.accountKey === accountKey) entries.delete(id);
    },
    async purge({ before, limit }) {
      const expired = [...entries.values()].filter(({ expiresAt }) => expiresAt < before);
      for (const { sessionId } of expired.slice(0, limit)) entries.delete(sessionId);
      return Math.min(expired.length, limit);
    },
  };
}
