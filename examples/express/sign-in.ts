import express, { type Request, type Response, Router } from 'express';
import type { PasswordService } from 'latchkey';
import { refuseCrossSite } from 'latchkey/express';

import { homePage } from './pages/home-page.js';
import { loginPage } from './pages/login-page.js';
import type { Sessions } from './sessions.js';

/** Signs people in and out. The application's own part: latchkey only checks the password. */
export function signInRoutes(parts: {
  readonly passwords: PasswordService<string>;
  readonly sessions: Sessions;
  readonly publicUrl: string;
}): Router {
  const { passwords, sessions } = parts;
  const router = Router();
  router.use(
    express.json({ limit: '16kb' }),
    express.urlencoded({ extended: false, limit: '16kb' }),
  );
  router.use(refuseCrossSite(parts.publicUrl));

  router.get('/', async (request, response) => {
    const session = await sessions.current(request);
    page(response, 200, await homePage(session?.email ?? null));
  });

  router.get('/login', async (_request, response) => {
    page(response, 200, await loginPage({ email: '', fault: null }));
  });

  router.post('/login', async (request: Request, response: Response) => {
    const { email, password } = (request.body ?? {}) as Record<string, unknown>;
    const result = await passwords.authenticate(
      { identifier: email as string, password: password as string },
      { context: contextOf(request) },
    );
    if (result.ok) {
      await sessions.start(response, result);
      if (request.is('json')) response.json({ ok: true });
      else response.redirect(303, '/');
      return;
    }
    const throttled = result.reason === 'throttled';
    if (throttled) response.set('Retry-After', String(result.retryAfterSeconds));
    const status = throttled ? 429 : result.reason === 'invalid_input' ? 400 : 401;
    if (request.is('json')) {
      response.status(status).json({ ok: false, reason: result.reason });
      return;
    }
    const typed = typeof email === 'string' ? email.slice(0, 254) : '';
    page(response, status, await loginPage({ email: typed, fault: result.reason }));
  });

  router.post('/logout', async (request, response) => {
    await sessions.end(request, response);
    response.redirect(303, '/');
  });

  router.get('/me', async (request, response) => {
    const session = await sessions.current(request);
    response.set('Cache-Control', 'no-store');
    if (session === null) response.status(401).json({ ok: false, reason: 'not_signed_in' });
    else response.json({ id: session.accountId, email: session.email });
  });
  return router;
}

/** What the library may know of a request. The address is the socket's: no header is trusted. */
export function contextOf(request: Request) {
  return {
    ip: request.socket.remoteAddress,
    userAgent: request.get('user-agent'),
    locale: request.acceptsLanguages()[0],
  };
}

function page(response: Response, status: number, html: string): void {
  response
    .status(status)
    .set({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'same-origin',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    })
    .type('html')
    .send(html);
}
