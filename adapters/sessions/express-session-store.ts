import { randomBytes } from 'node:crypto';
import type { HostSessions, SessionData } from './host-sessions.js';

/** What is used of a store of express-session: every such store has it. */
export interface ExpressStore {
  get(
    sessionId: string,
    callback: (error: unknown, session?: object | null | undefined) => void,
  ): void;
  set(sessionId: string, session: never, callback?: (error?: unknown) => void): void;
  destroy(sessionId: string, callback?: (error?: unknown) => void): void;
}

/**
 * Bridges a store of express-session, whichever: MemoryStore, connect-redis, connect-pg-simple.
 *
 * @param store - the very object that `session({ store })` gets
 * @param options.newId - makes the new id of a session that outlives a change of its password; give
 *   what `session({ genid })` does, if your ids have a form. @default 32 characters of base64url
 *
 * @example
 * ```ts
 * import { MemoryStore } from 'express-session';
 * import { memorySessionIndex } from 'latchkey/memory';
 *
 * const store = new MemoryStore();
 * const sessions = indexedSessions({
 *   index: memorySessionIndex(),
 *   host: expressSessionStore(store),
 * });
 * ```
 */
export function expressSessionStore(
  store: ExpressStore,
  options: { readonly newId?: (() => string) | undefined } = {},
): HostSessions {
  const { newId = () => randomBytes(24).toString('base64url') } = options;
  return {
    newId,
    read: (sessionId) =>
      new Promise((resolve, reject) => {
        store.get(sessionId, (error, session) => {
          // File stores say by this error that there is no such session.
          if (isAbsence(error)) resolve(null);
          else if (error) reject(error);
          // JSON: a store may hand out an object of its own, such as a cookie that is a class.
          else resolve(session ? (JSON.parse(JSON.stringify(session)) as SessionData) : null);
        });
      }),
    write: (sessionId, data) =>
      new Promise((resolve, reject) => {
        store.set(sessionId, data as never, (error) => (error ? reject(error) : resolve()));
      }),
    destroy: (sessionId) =>
      new Promise((resolve, reject) => {
        store.destroy(sessionId, (error) =>
          error && !isAbsence(error) ? reject(error) : resolve(),
        );
      }),
  };
}

function isAbsence(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null | undefined)?.code === 'ENOENT';
}
