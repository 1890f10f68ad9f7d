import express, { type ErrorRequestHandler, type Express, type Request } from 'express';
import type { PasswordService } from 'latchkey';
import { expressHandler } from 'latchkey/express';
import type { MemoryStores } from 'latchkey/memory';
import { allowFrontend } from './allow-frontend.js';

const STATUS: Partial<Record<string, number>> = { invalid_input: 400, throttled: 429 };
const WEEK_SECONDS = 7 * 24 * 60 * 60;

/** An API for a single-page frontend of another origin, with the password API at `publicUrl`. */
export function createApp(parts: {
  readonly passwords: PasswordService<string>;
  readonly stores: Pick<MemoryStores, 'accounts' | 'sessions'>;
  readonly publicUrl: string;
  readonly frontendOrigin: string;
}): Express {
  const { passwords, stores, publicUrl, frontendOrigin } = parts;
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  // Lax does for a frontend on a sibling subdomain; one on another site needs SameSite=None.
  const cookie = (sessionId: string) =>
    `session=${sessionId}; Path=/; Max-Age=${WEEK_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
  const sessionIdOf = ({ headers }: Request) =>
    /(?:^|; )session=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? null;

  async function signedIn(request: Request) {
    const sessionId = sessionIdOf(request) ?? '';
    const session = await stores.sessions.find({ sessionId, now: new Date() });
    const account = session && (await stores.accounts.get(session.accountKey));
    return account?.enabled ? account : null;
  }

  const app = express();
  app.use(
    expressHandler<string>({
      passwords,
      publicUrl,
      cors: { origins: [frontendOrigin], credentials: true },
      clientAddress: (request) => request.ip,
      accountId: async (request) => (await signedIn(request))?.id ?? null,
      sessionId: sessionIdOf,
      onSessionKept: ({ sessionId, headers }) => headers.append('Set-Cookie', cookie(sessionId)),
      onError: (error) => console.error(error),
    }),
  );
  app.use(allowFrontend(frontendOrigin), express.json({ limit: '16kb' }));
  app.post('/login', async (request, response) => {
    const { email, password } = request.body ?? {};
    const context = { ip: request.ip, userAgent: request.get('user-agent') };
    const signIn = await passwords.authenticate({ identifier: email, password }, { context });
    if (!signIn.ok) {
      const status = STATUS[signIn.reason] ?? 401;
      if (signIn.reason === 'throttled') response.set('Retry-After', `${signIn.retryAfterSeconds}`);
      const changeUrl = signIn.reason === 'change_required' ? signIn.ticket.url : undefined;
      return response.status(status).json({ ok: false, reason: signIn.reason, changeUrl });
    }
    const sessionId = await stores.sessions.create({
      accountKey: signIn.account.id,
      credentialsVersion: signIn.credentialsVersion,
      expiresAt: new Date(Date.now() + WEEK_SECONDS * 1000),
    });
    return response.append('Set-Cookie', cookie(sessionId)).json({ ok: true });
  });
  app.get('/me', async (request, response) => {
    const account = await signedIn(request);
    response.set('Cache-Control', 'no-store');
    if (account === null) response.status(401).json({ ok: false, reason: 'not_signed_in' });
    else response.json({ id: account.id, email: account.email });
  });
  app.use(answerErrors);
  return app;
}

/** The library's errors, like those of body parsers, know their status. Nothing shows a stack. */
const answerErrors: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = error.statusCode ?? 500;
  if (status >= 500) console.error(error);
  response.status(status).set(error.headers);
  response.json({ ok: false, reason: status < 500 ? 'invalid_input' : 'unavailable' });
};
