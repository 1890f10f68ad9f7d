import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import bodyParser from 'koa-bodyparser';
import type { PasswordService } from 'latchkey';
import { isCrossSite } from 'latchkey/http';
import { koaHandler } from 'latchkey/koa';
import type { MemoryStores } from 'latchkey/memory';

const STATUS: Partial<Record<string, number>> = { invalid_input: 400, throttled: 429 };
const WEEK_SECONDS = 7 * 24 * 60 * 60;

/** A Koa application with its own sign-in, and the password pages at `publicUrl`. */
export function createApp(parts: {
  readonly passwords: PasswordService<string>;
  readonly stores: Pick<MemoryStores, 'accounts' | 'sessions'>;
  readonly publicUrl: string;
}): Koa {
  const { passwords, stores, publicUrl } = parts;
  const { origin, protocol } = new URL(publicUrl);
  const secure = protocol === 'https:' ? '; Secure' : '';
  const cookie = (sessionId: string) =>
    `session=${sessionId}; Path=/; Max-Age=${WEEK_SECONDS}; HttpOnly; SameSite=Lax${secure}`;

  async function signedIn(ctx: Context) {
    const sessionId = ctx.cookies.get('session') ?? '';
    const session = await stores.sessions.find({ sessionId, now: new Date() });
    const account = session && (await stores.accounts.get(session.accountKey));
    return account?.enabled ? account : null;
  }

  const router = new Router();
  router.post('/login', bodyParser(), async (ctx) => {
    if (isCrossSite({ method: 'POST', header: (name) => ctx.get(name) || undefined }, origin))
      return ctx.throw(403);
    const { email, password } = ctx.request.body as Record<'email' | 'password', string>;
    const signIn = await passwords.authenticate(
      { identifier: email, password },
      { context: { ip: ctx.ip, userAgent: ctx.get('user-agent') } },
    );
    if (!signIn.ok) {
      const changeUrl = signIn.reason === 'change_required' ? signIn.ticket.url : undefined;
      ctx.status = STATUS[signIn.reason] ?? 401;
      if (signIn.reason === 'throttled') ctx.set('Retry-After', `${signIn.retryAfterSeconds}`);
      ctx.body = { ok: false, reason: signIn.reason, changeUrl };
      return;
    }
    const sessionId = await stores.sessions.create({
      accountKey: signIn.account.id,
      credentialsVersion: signIn.credentialsVersion,
      expiresAt: new Date(Date.now() + WEEK_SECONDS * 1000),
    });
    ctx.append('Set-Cookie', cookie(sessionId));
    ctx.body = { ok: true };
  });
  router.get('/me', async (ctx) => {
    const account = await signedIn(ctx);
    if (account === null) return ctx.throw(401);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { id: account.id, email: account.email };
  });

  const pages = koaHandler<string>({
    passwords,
    publicUrl,
    clientAddress: (ctx) => ctx.ip,
    accountId: async (ctx) => (await signedIn(ctx))?.id ?? null,
    accountEmail: async (ctx) => (await signedIn(ctx))?.email ?? null,
    sessionId: (ctx) => ctx.cookies.get('session') ?? null,
    onSessionKept: ({ sessionId, headers }) => headers.append('Set-Cookie', cookie(sessionId)),
    onError: (error, ctx) => ctx.app.emit('error', error, ctx),
  });

  const app = new Koa();
  app.use(router.routes());
  app.use(pages);
  return app;
}
