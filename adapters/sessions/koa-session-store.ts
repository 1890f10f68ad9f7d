import { randomBytes } from 'node:crypto';
import type { HostSessions, SessionData } from './host-sessions.js';

/** What is used of an external store of koa-session. */
export interface KoaStore {
  get(key: string, maxAge: never, data: never): unknown;
  set(key: string, session: never, maxAge: never, data: never): unknown;
  destroy(key: string, data: never): unknown;
}

/** koa-session's own, where the application sets no `maxAge`. */
const DEFAULT_MAX_AGE = 24 * 60 * 60 * 1000;
/** koa-session lets the store outlive the cookie by this much. */
const GRACE = 10_000;

/**
 * Bridges an external store of koa-session. It is called outside of requests too, and so without
 * a `ctx`: a `ContextStore` has no place here.
 *
 * @param store - the very object that `session({ store }, app)` gets
 * @param options.newId - makes the new id of a session that outlives a change of its password; give
 *   what `session({ genid })` does, if your ids have a form. @default 32 characters of base64url
 *
 * @example
 * ```ts
 * import { memorySessionIndex } from 'latchkey/memory';
 *
 * const kept = new Map<string, unknown>();
 * const store = {
 *   get: async (key: string) => kept.get(key),
 *   set: async (key: string, session: unknown) => void kept.set(key, session),
 *   destroy: async (key: string) => void kept.delete(key),
 * };
 * const sessions = indexedSessions({
 *   index: memorySessionIndex(),
 *   host: koaSessionStore(store),
 * });
 * ```
 */
export function koaSessionStore(
  store: KoaStore,
  options: { readonly newId?: (() => string) | undefined } = {},
): HostSessions {
  const { newId = () => randomBytes(24).toString('base64url') } = options;
  return {
    newId,
    async read(sessionId) {
      const data: unknown = await store.get(
        sessionId,
        DEFAULT_MAX_AGE as never,
        { rolling: false } as never,
      );
      return typeof data === 'object' && data !== null ? { ...(data as SessionData) } : null;
    },
    async write(sessionId, data) {
      const maxAge = typeof data._maxAge === 'number' ? data._maxAge + GRACE : 'session';
      const how = { changed: true, rolling: false };
      await store.set(sessionId, data as never, maxAge as never, how as never);
    },
    async destroy(sessionId) {
      await store.destroy(sessionId, {} as never);
    },
  };
}
