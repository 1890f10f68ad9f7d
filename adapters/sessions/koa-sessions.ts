import type { AccountId } from 'latchkey';
import type { IndexedSessions } from './indexed-sessions.js';
import { judgeSession } from './judge-session.js';
import type { KeptSession, SessionsOptions, SignIn } from './options.js';
import { SessionRegister } from './session-register.js';
import { newStamp, readStamp, type Stamp, writeStamp } from './stamp.js';

/** What is used of a context behind the middleware of koa-session. */
export interface KoaSessionContext {
  readonly req: object;
  // Typed by whichever types of koa-session the application has; none of them fits the other.
  session?: unknown;
}

export interface KoaSessionsOptions<Id extends AccountId, Data = Record<string, unknown>>
  extends SessionsOptions<Id, Data> {
  /**
   * What the `PasswordService` has as `stores.sessions`, where koa-session has an external store.
   * @default none: everything is in the cookie
   */
  readonly sessions?: IndexedSessions | undefined;
}

/** Sign-in and sign-out by koa-session. */
export interface KoaSessions<Id extends AccountId> {
  /**
   * Lets the request's session through while its stamp is the account's current version, and one
   * that is nobody's. Any other it ends, and the request goes on with an empty session. Mount it
   * straight after the middleware of koa-session.
   */
  readonly guard: (ctx: KoaSessionContext, next: () => Promise<unknown>) => Promise<void>;
  /**
   * Signs in: the session gets a new id, so that one that was planted before opens nothing, loses
   * what it held, and is stamped, noted in the index and saved.
   *
   * @throws what the store or the index throws; nobody is signed in then
   */
  signIn(ctx: KoaSessionContext, signIn: SignIn<Id>): Promise<void>;
  /** Signs out: `ctx.session` is `null`, and koa-session destroys it with the answer. */
  signOut(ctx: KoaSessionContext): Promise<void>;
  /** Tells who is signed in; `null` too where the guard has not seen the request. */
  accountId(ctx: KoaSessionContext): Id | null;
  /**
   * The id to give to `keepSession`; `null` where nobody is signed in. A session that is all in
   * its cookie has none, and a word stands for it.
   */
  sessionId(ctx: KoaSessionContext): string | null;
  /**
   * Goes on with the session that a change of the password kept, and sends it to the browser with
   * this answer: under one more new id, or as a new cookie. Resolves to whether one was kept.
   */
  adopt(ctx: KoaSessionContext, kept: KeptSession): Promise<boolean>;
}

/** `ctx.session` of koa-session 7. Not its `externalKey` where the session was regenerated. */
interface KoaSession {
  readonly externalKey?: string | undefined;
  readonly maxAge?: number | 'session' | undefined;
  toJSON(): Record<string, unknown>;
  regenerate(): Promise<void>;
  save(): Promise<void>;
}

interface Context {
  session: KoaSession | Record<string, unknown> | null | undefined;
  readonly sessionOptions: { rolling?: boolean; renew?: boolean };
}

const IN_COOKIE = 'in-cookie';
/** koa-session's own, where the application sets no `maxAge`. */
const DEFAULT_MAX_AGE = 24 * 60 * 60 * 1000;

/**
 * Ties koa-session to the password, with an external store or with everything in its cookie: every
 * session is stamped with the credentials version of its sign-in, and is good only while that is
 * the current one.
 *
 * @param options.sessions - what the `PasswordService` has as `stores.sessions`; left out for
 *   sessions in a cookie, where the service has `statelessSessions()`
 * @param options.accountId - reads the application's own field, if sessions that are older than
 *   the installation shall live on until the first change
 * @throws LatchkeyError `ERR_INVALID_OPTION` where the index is of another realm than `passwords`
 *
 * @example
 * ```ts
 * import Koa from 'koa';
 * import session from 'koa-session';
 *
 * const koa = new Koa();
 * koa.keys = ['from the environment'];
 * const sessions = koaSessions({ passwords });
 * koa.use(session({ sameSite: 'lax' }, koa));
 * koa.use(sessions.guard);
 * koa.use((ctx) => {
 *   ctx.body = { accountId: sessions.accountId(ctx) };
 * });
 * ```
 */
export function koaSessions<
  Id extends AccountId = AccountId,
  Data extends object = Record<string, unknown>,
>(options: KoaSessionsOptions<Id, Data>): KoaSessions<Id> {
  const { passwords } = options;
  const register = new SessionRegister<Id>({ ...options, sessions: options.sessions });
  const accountId = (ctx: KoaSessionContext) =>
    register.accountId(ctx, sessionOf(ctx) as object | null | undefined);

  /** Puts the data under a new id, destroys the old one, and notes the new one in the index. */
  async function move(ctx: KoaSessionContext, data: object, unlisted: Stamp): Promise<void> {
    try {
      writeStamp(data, unlisted);
      setSession(ctx, data);
      await sessionOf(ctx)?.regenerate();
      // The session object goes on naming the id of before; one that is set anew names the present.
      setSession(ctx, data);
      const session = sessionOf(ctx);
      if (!session) return;
      const stamp = await register.enter(unlisted, session.externalKey ?? '', maxAgeOf(session));
      writeStamp(session, stamp);
      register.trust(ctx, stamp);
    } catch (error) {
      // Under the id of before it could be a planted one, and outside of the index nobody could
      // end it: koa-session must not save it with the answer.
      setSession(ctx, null);
      throw error;
    }
  }

  async function noteInIndex(session: KoaSession, stamp: Stamp): Promise<void> {
    try {
      const { externalKey = '' } = session;
      writeStamp(session, await register.enter(stamp, externalKey, maxAgeOf(session)));
      // At once, since a change of the password in this very request reads it from the store.
      if (options.sessions !== undefined) await session.save();
    } catch {
      // The version judges it all the same, and the next request tries again.
    }
  }

  return {
    async guard(ctx, next) {
      const session = sessionOf(ctx);
      if (session === null || session === undefined) return void (await next());
      const judged = await judgeSession(options, session as unknown as Data);
      if (judged.verdict === 'refused') {
        const { externalKey } = session;
        if (externalKey !== undefined) await register.discard(judged.accountKey, externalKey);
        return withoutSession(ctx, session, next);
      }
      if (judged.verdict === 'good') {
        register.trust(ctx, judged.stamp);
        // Even if the index does not take it: without a stamp, nobody would be signed in.
        if (judged.isNew) writeStamp(session, judged.stamp);
        if (judged.isNew || register.isDue(judged.stamp, maxAgeOf(session)))
          await noteInIndex(session, judged.stamp);
      }
      await next();
    },

    async signIn(ctx, { account, credentialsVersion }) {
      await move(ctx, {}, newStamp(passwords.realm, account.id, credentialsVersion));
    },

    async signOut(ctx) {
      setSession(ctx, null);
    },

    accountId,
    sessionId: (ctx) =>
      accountId(ctx) === null ? null : (sessionOf(ctx)?.externalKey ?? IN_COOKIE),

    async adopt(ctx, { keptSessionId, credentialsVersion }) {
      const session = sessionOf(ctx);
      if (keptSessionId === null || accountId(ctx) === null || !session) return false;
      const stamp = readStamp(session);
      if (stamp === null || stamp === 'malformed') return false;
      await move(ctx, session.toJSON(), { ...stamp, credentialsVersion, indexedUntil: 0 });
      // koa-session cannot be told an id, so the one that the change made has done its service.
      if (keptSessionId !== IN_COOKIE) await register.discard(stamp.accountKey, keptSessionId);
      return true;
    },
  };
}

const sessionOf = (ctx: KoaSessionContext) =>
  (ctx as unknown as Context).session as KoaSession | null | undefined;

function setSession(ctx: KoaSessionContext, data: object | null): void {
  (ctx as unknown as Context).session = data as Record<string, unknown> | null;
}

function maxAgeOf({ maxAge = DEFAULT_MAX_AGE }: KoaSession): number | null {
  return maxAge === 'session' ? null : maxAge;
}

/**
 * Goes on with an empty session. If nothing is put into it, the cookie stays as it is: a request
 * that was under way while the same browser changed the password must not replace the cookie of
 * the session that was kept.
 */
async function withoutSession(
  ctx: KoaSessionContext,
  refused: KoaSession,
  next: () => Promise<unknown>,
): Promise<void> {
  const data = refused.toJSON();
  setSession(ctx, {});
  const empty = sessionOf(ctx);
  try {
    await next();
  } finally {
    const session = sessionOf(ctx);
    if (session && session === empty) {
      if (Object.keys(session.toJSON()).length > 0) await session.regenerate();
      else {
        // As it came it is no change, and so neither saved nor sent.
        Object.assign((ctx as unknown as Context).sessionOptions, { rolling: false, renew: false });
        setSession(ctx, data);
      }
    }
  }
}
