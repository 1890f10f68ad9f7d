import type { ServerResponse } from 'node:http';
import type { AccountId } from 'latchkey';
import type { ExpressStore } from './express-session-store.js';
import type { IndexedSessions } from './indexed-sessions.js';
import { judgeSession } from './judge-session.js';
import type { KeptSession, SessionsOptions, SignIn } from './options.js';
import { SessionRegister } from './session-register.js';
import { newStamp, readStamp, removeStamp, writeStamp } from './stamp.js';
import { dropUnlessUsed } from './unused-session.js';

/** What is used of a session of express-session. */
export interface ExpressSession {
  cookie: { originalMaxAge: number | null };
  regenerate(callback: (error: unknown) => void): unknown;
  save(callback?: (error: unknown) => void): unknown;
}

/** What is used of a request behind the middleware of express-session. */
export interface ExpressSessionRequest {
  sessionID: string;
  session: ExpressSession;
  sessionStore: ExpressStore & {
    generate(request: never): void;
    createSession(request: never, session: never): unknown;
  };
}

export interface ExpressSessionsOptions<Id extends AccountId, Data = Record<string, unknown>>
  extends SessionsOptions<Id, Data> {
  /** What the `PasswordService` has as `stores.sessions`. */
  readonly sessions: IndexedSessions;
}

/** Sign-in and sign-out by express-session. */
export interface ExpressSessions<Id extends AccountId> {
  /**
   * Lets the request's session through while its stamp is the account's current version, and one
   * that is nobody's. Any other it ends, and the request goes on with an empty session. Mount it
   * straight after the middleware of express-session.
   */
  readonly guard: (
    request: ExpressSessionRequest,
    response: ServerResponse,
    next: (error?: unknown) => void,
  ) => void;
  /**
   * Signs in: the session gets a new id, so that one that was planted before opens nothing, loses
   * what it held, and is stamped, noted in the index and saved.
   *
   * @throws what the store or the index throws; nobody is signed in then
   */
  signIn(request: ExpressSessionRequest, signIn: SignIn<Id>): Promise<void>;
  /** Signs out: the session is destroyed, and the request has an empty one. */
  signOut(request: ExpressSessionRequest): Promise<void>;
  /** Tells who is signed in; `null` too where the guard has not seen the request. */
  accountId(request: ExpressSessionRequest): Id | null;
  /** The id to give to `keepSession`; `null` where nobody is signed in. */
  sessionId(request: ExpressSessionRequest): string | null;
  /**
   * Goes on under the id that a change of the password gave to the kept session, and sends it to
   * the browser with this answer. Resolves to whether a session was kept.
   */
  adopt(request: ExpressSessionRequest, kept: KeptSession): Promise<boolean>;
}

/**
 * Ties express-session to the password, whatever its store: every session is stamped with the
 * credentials version of its sign-in, and is good only while that is the current one.
 *
 * @param options.sessions - what the `PasswordService` has as `stores.sessions`
 * @param options.accountId - reads the application's own field, if sessions that are older than
 *   the installation shall live on until the first change
 * @throws LatchkeyError `ERR_INVALID_OPTION` where the index is of another realm than `passwords`
 *
 * @example
 * ```ts
 * import session, { MemoryStore } from 'express-session';
 * import { memorySessionIndex } from 'latchkey/memory';
 *
 * const store = new MemoryStore();
 * const host = expressSessionStore(store);
 * const indexed = indexedSessions({ index: memorySessionIndex(), host });
 * const sessions = expressSessions({ passwords, sessions: indexed });
 *
 * app.use(session({ store, secret: 'from the environment', resave: false, saveUninitialized: false }));
 * app.use(sessions.guard);
 * app.post('/login', async (request, response) => {
 *   const signIn = await passwords.authenticate(request.body);
 *   if (!signIn.ok) return void response.status(401).json({ reason: signIn.reason });
 *   await sessions.signIn(request, signIn);
 *   response.json({ ok: true });
 * });
 * ```
 */
export function expressSessions<
  Id extends AccountId = AccountId,
  Data extends object = Record<string, unknown>,
>(options: ExpressSessionsOptions<Id, Data>): ExpressSessions<Id> {
  const { passwords } = options;
  const register = new SessionRegister<Id>(options);
  const maxAgeOf = (request: ExpressSessionRequest) => request.session.cookie.originalMaxAge;
  const accountId = (request: ExpressSessionRequest) =>
    register.accountId(request, request.session);

  async function guard(request: ExpressSessionRequest, response: ServerResponse): Promise<void> {
    // express-session leaves it out while its store is not connected.
    if (!request.session) return;
    const judged = await judgeSession(options, request.session as unknown as Data);
    if (judged.verdict === 'nobody') return;
    if (judged.verdict === 'refused') {
      await register.discard(judged.accountKey, request.sessionID);
      request.sessionStore.generate(request as never);
      dropUnlessUsed(request, response);
      return;
    }
    register.trust(request, judged.stamp);
    // Even if the index does not take it: without a stamp, nobody would be signed in.
    if (judged.isNew) writeStamp(request.session, judged.stamp);
    else if (!register.isDue(judged.stamp, maxAgeOf(request))) return;
    try {
      const stamp = await register.enter(judged.stamp, request.sessionID, maxAgeOf(request));
      writeStamp(request.session, stamp);
      // At once, since a change of the password in this very request reads it from the store.
      await saved(request);
    } catch {
      // The version judges it all the same, and the next request tries again.
    }
  }

  return {
    guard(request, response, next) {
      guard(request, response).then(() => next(), next);
    },

    async signIn(request, { account, credentialsVersion }) {
      await regenerated(request);
      const unlisted = newStamp(passwords.realm, account.id, credentialsVersion);
      // Before the session can be used: what the index does not know, nobody could end.
      const stamp = await register.enter(unlisted, request.sessionID, maxAgeOf(request));
      writeStamp(request.session, stamp);
      try {
        await saved(request);
      } catch (error) {
        // express-session saves once more at the end of the answer, and may succeed then.
        removeStamp(request.session);
        await register.discard(stamp.accountKey, request.sessionID);
        throw error;
      }
      register.trust(request, stamp);
    },

    signOut: regenerated,

    accountId,
    sessionId: (request) => (accountId(request) === null ? null : request.sessionID),

    async adopt(request, { keptSessionId, credentialsVersion }) {
      const stamp = readStamp(request.session);
      if (keptSessionId === null || accountId(request) === null) return false;
      if (stamp === null || stamp === 'malformed') return false;
      // With 0 the next request notes the new id for its full time.
      const kept = { ...stamp, credentialsVersion, indexedUntil: 0 };
      const data = JSON.parse(JSON.stringify(request.session)) as object;
      writeStamp(data, kept);
      request.sessionID = keptSessionId;
      // The new id makes express-session save the session and set its cookie.
      request.sessionStore.createSession(request as never, data as never);
      register.trust(request, kept);
      return true;
    },
  };
}

const regenerated = (request: ExpressSessionRequest) =>
  answered((callback) => request.session.regenerate(callback));

const saved = (request: ExpressSessionRequest) =>
  answered((callback) => request.session.save(callback));

function answered(call: (callback: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    call((error) => (error ? reject(error) : resolve()));
  });
}
