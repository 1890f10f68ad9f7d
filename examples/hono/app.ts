import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import { isLatchkeyError, type PasswordService } from 'latchkey';
import { isCrossSite, passwordHandler } from 'latchkey/http';
import type { MemoryStores } from 'latchkey/memory';

const STATUS: Partial<Record<string, 400 | 429>> = { invalid_input: 400, throttled: 429 };
const WEEK_SECONDS = 7 * 24 * 60 * 60;

/** A Hono application with its own sign-in, and the password pages at `publicUrl`. */
export function createApp(parts: {
  readonly passwords: PasswordService<string>;
  readonly stores: Pick<MemoryStores, 'accounts' | 'sessions'>;
  readonly publicUrl: string;
}): Hono {
  const { passwords, stores, publicUrl } = parts;
  const { origin, pathname, protocol } = new URL(publicUrl);
  const secure = protocol === 'https:' ? '; Secure' : '';
  const cookie = (sessionId: string) =>
    `session=${sessionId}; Path=/; Max-Age=${WEEK_SECONDS}; HttpOnly; SameSite=Lax${secure}`;

  async function signedIn(c: Context) {
    const sessionId = getCookie(c, 'session') ?? '';
    const session = await stores.sessions.find({ sessionId, now: new Date() });
    const account = session && (await stores.accounts.get(session.accountKey));
    return account?.enabled ? account : null;
  }

  const app = new Hono();
  app.post('/login', bodyLimit({ maxSize: 16 * 1024 }), async (c) => {
    if (isCrossSite(c.req, origin)) return c.json({ ok: false, reason: 'origin_refused' }, 403);
    const { email, password } = (await c.req.json().catch(() => null)) ?? {};
    const ip = getConnInfo(c).remote.address;
    const signIn = await passwords.authenticate(
      { identifier: email, password },
      { context: { ip, userAgent: c.req.header('user-agent') } },
    );
    if (!signIn.ok) {
      const changeUrl = signIn.reason === 'change_required' ? signIn.ticket.url : undefined;
      const status = STATUS[signIn.reason] ?? 401;
      if (signIn.reason === 'throttled') c.header('Retry-After', `${signIn.retryAfterSeconds}`);
      return c.json({ ok: false, reason: signIn.reason, changeUrl }, status);
    }
    const sessionId = await stores.sessions.create({
      accountKey: signIn.account.id,
      credentialsVersion: signIn.credentialsVersion,
      expiresAt: new Date(Date.now() + WEEK_SECONDS * 1000),
    });
    c.header('Set-Cookie', cookie(sessionId));
    return c.json({ ok: true });
  });
  app.get('/me', async (c) => {
    const account = await signedIn(c);
    if (account === null) return c.json({ ok: false, reason: 'not_signed_in' }, 401);
    c.header('Cache-Control', 'no-store');
    return c.json({ id: account.id, email: account.email });
  });

  const pages = passwordHandler<string, Context>({
    passwords,
    publicUrl,
    clientAddress: (c) => getConnInfo(c).remote.address,
    accountId: async (c) => (await signedIn(c))?.id ?? null,
    accountEmail: async (c) => (await signedIn(c))?.email ?? null,
    sessionId: (c) => getCookie(c, 'session') ?? null,
    onSessionKept: ({ sessionId, headers }) => headers.append('Set-Cookie', cookie(sessionId)),
    onError: (error) => console.error(error),
  });
  app.all(`${pathname.replace(/\/$/, '')}/*`, (c) => pages.fetch(c.req.raw, c));
  app.onError((error, c) => {
    console.error(error);
    const busy = isLatchkeyError(error) && error.statusCode === 503;
    if (!busy) return c.json({ ok: false, reason: 'internal_error' }, 500);
    return c.json({ ok: false, reason: 'unavailable' }, 503, error.headers);
  });
  return app;
}
