import express from 'express';
import session, { type Store } from 'express-session';
import Koa, { type Context } from 'koa';
import bodyParser from 'koa-bodyparser';
import koaSession from 'koa-session';
import type { PasswordService } from 'latchkey';
import { expressHandler } from 'latchkey/express';
import { koaHandler } from 'latchkey/koa';
import {
  type ExpressSessionsOptions,
  expressSessions,
  type KoaSessionsOptions,
  koaSessions,
} from 'latchkey/sessions';
import { type Served, serve } from '../../support/serve.js';

type Body = Record<string, string>;
type Keeps = { cart?: string; userId?: string };

/** Where a test holds a request up, in its middle. */
export interface Holds {
  /** After the password was found right, before the session is made. */
  beforeSignIn: () => Promise<void>;
  /** After the guard, before the handler writes into the session. */
  beforeWrite: () => Promise<void>;
}

export interface AppOptions {
  readonly passwords: PasswordService<string>;
  readonly holds: Holds;
  readonly clock: () => Date;
  /** Options of `session()`, without the store. */
  readonly session?: object;
}

const pagesOf = (passwords: PasswordService<string>) => ({
  passwords,
  publicUrl: 'https://app.example/password',
});

/** An application on Express with express-session. */
export function serveExpress(
  store: Store,
  { passwords, holds, clock, session: more }: AppOptions,
  options: Omit<ExpressSessionsOptions<string, Keeps>, 'passwords' | 'clock'>,
): Promise<Served> {
  const sessions = expressSessions<string, Keeps>({ passwords, clock, ...options });
  const app = express();
  app.use(express.json());
  app.use(
    session({ store, secret: 'for tests', resave: false, saveUninitialized: false, ...more }),
  );
  // As an application from before the library signed in, with the library nowhere near.
  app.post('/old-login', (request, response) => {
    (request.session as Keeps).userId = 'alice';
    response.json({ ok: true });
  });
  app.use(sessions.guard);
  app.use(
    '/password',
    expressHandler<string>({
      ...pagesOf(passwords),
      accountId: sessions.accountId,
      sessionId: sessions.sessionId,
      onSessionKept: async ({ native, sessionId: keptSessionId, credentialsVersion }) => {
        await sessions.adopt(native, { keptSessionId, credentialsVersion });
      },
    }),
  );
  app.post('/login', async (request, response) => {
    const { email, password } = request.body as Body;
    const signIn = await passwords.authenticate({
      identifier: email ?? '',
      password: password ?? '',
    });
    if (!signIn.ok) return void response.status(401).json({ reason: signIn.reason });
    await holds.beforeSignIn();
    await sessions.signIn(request, signIn);
    if (options.accountId) (request.session as Keeps).userId = signIn.account.id;
    response.json({ ok: true });
  });
  app.post('/logout', async (request, response) => {
    await sessions.signOut(request);
    response.json({ ok: true });
  });
  app.get('/me', (request, response) => {
    response.json({ accountId: sessions.accountId(request) });
  });
  app.post('/change', async (request, response) => {
    const changed = await passwords.changePassword({
      ...(request.body as { currentPassword: string; newPassword: string }),
      accountId: sessions.accountId(request) ?? '',
      keepSession: sessions.sessionId(request) ?? undefined,
    });
    if (!changed.ok) return void response.status(400).json({ reason: changed.reason });
    const kept = await sessions.adopt(request, changed);
    response.json({ sessions: changed.sessions, kept, accountId: sessions.accountId(request) });
  });
  app.get('/cart', (request, response) => {
    response.json({ cart: (request.session as Keeps).cart ?? null });
  });
  app.post('/cart', async (request, response) => {
    await holds.beforeWrite();
    (request.session as Keeps).cart = (request.body as Body).cart ?? '';
    response.json({ ok: true });
  });
  const answerError: express.ErrorRequestHandler = (error, _request, response, _next) => {
    response.status(Number(error.statusCode ?? 500)).json({ reason: 'failed' });
  };
  app.use(answerError);
  return serve(app);
}

/** The same application on Koa with koa-session; without a store, everything is in its cookie. */
export function serveKoa(
  store: object | null,
  { passwords, holds, clock, session: more }: AppOptions,
  options: Omit<KoaSessionsOptions<string, Keeps>, 'passwords' | 'clock'>,
): Promise<Served> {
  const sessions = koaSessions<string, Keeps>({ passwords, clock, ...options });
  const app = new Koa();
  app.silent = true;
  app.keys = ['for tests'];
  app.use(
    koaSession({ signed: store === null, ...(store ? { store } : {}), ...more } as never, app),
  );
  const keeps = (ctx: Context) => ctx.session as unknown as Keeps;
  const routes: Record<string, (ctx: Context, body: Body) => unknown> = {
    'POST /login': async (ctx, { email = '', password = '' }) => {
      const signIn = await passwords.authenticate({ identifier: email, password });
      if (!signIn.ok) return ctx.throw(401);
      await holds.beforeSignIn();
      await sessions.signIn(ctx, signIn);
      if (options.accountId) keeps(ctx).userId = signIn.account.id;
      return { ok: true };
    },
    'POST /logout': async (ctx) => {
      await sessions.signOut(ctx);
      return { ok: true };
    },
    'GET /me': (ctx) => ({ accountId: sessions.accountId(ctx) }),
    'POST /change': async (ctx, { currentPassword = '', newPassword = '' }) => {
      const changed = await passwords.changePassword({
        currentPassword,
        newPassword,
        accountId: sessions.accountId(ctx) ?? '',
        keepSession: sessions.sessionId(ctx) ?? undefined,
      });
      if (!changed.ok) return ctx.throw(400);
      const kept = await sessions.adopt(ctx, changed);
      return { sessions: changed.sessions, kept, accountId: sessions.accountId(ctx) };
    },
    'GET /cart': (ctx) => ({ cart: keeps(ctx).cart ?? null }),
    'POST /cart': async (ctx, { cart = '' }) => {
      await holds.beforeWrite();
      keeps(ctx).cart = cart;
      return { ok: true };
    },
  };
  app.use(async (ctx, next) => {
    if (ctx.path !== '/old-login') return next();
    keeps(ctx).userId = 'alice';
    ctx.body = { ok: true };
  });
  app.use(sessions.guard);
  app.use(
    koaHandler<string>({
      ...pagesOf(passwords),
      accountId: sessions.accountId,
      sessionId: sessions.sessionId,
      onSessionKept: async ({ native, sessionId: keptSessionId, credentialsVersion }) => {
        await sessions.adopt(native, { keptSessionId, credentialsVersion });
      },
    }),
  );
  app.use(bodyParser());
  app.use(async (ctx) => {
    const answer = routes[`${ctx.method} ${ctx.path}`];
    if (answer !== undefined) ctx.body = await answer(ctx, (ctx.request.body ?? {}) as Body);
  });
  return serve(app.callback());
}
