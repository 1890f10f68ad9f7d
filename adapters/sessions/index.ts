export { type ExpressStore, expressSessionStore } from './express-session-store.js';
export {
  type ExpressSession,
  type ExpressSessionRequest,
  type ExpressSessions,
  type ExpressSessionsOptions,
  expressSessions,
} from './express-sessions.js';
export type { HostSessions, SessionData } from './host-sessions.js';
export {
  type IndexedSessions,
  type IndexedSessionsOptions,
  indexedSessions,
} from './indexed-sessions.js';
export { type KoaStore, koaSessionStore } from './koa-session-store.js';
export {
  type KoaSessionContext,
  type KoaSessions,
  type KoaSessionsOptions,
  koaSessions,
} from './koa-sessions.js';
export type { KeptSession, SessionChecker, SessionsOptions, SignIn } from './options.js';
export type { IndexedSession, SessionIndex } from './session-index.js';
export { statelessSessions } from './stateless-sessions.js';
