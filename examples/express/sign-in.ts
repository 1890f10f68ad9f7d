import express, { type Request, type Response, Router } from 'express';
import type { PasswordService } from 'latchkey';
import { refuseCrossSite } from 'latchkey/express';

import type { CheckCode } from './check-code.js';
import { homePage } from './pages/home-page.js';
import { loginPage } from './pages/login-page.js';
import { sendPage } from './send-page.js';
import type { Sessions } from './sessions.js';

/** Signs people in and out. The application's own part: latchkey only checks the password. */
export function signInRoutes(parts: {
  readonly passwords: PasswordService<string>;
  readonly sessions: Sessions;
  /** Asks for the second step of whoever has turned it on. */
  readonly checkCode: CheckCode;
  readonly publicUrl: string;
  /** Whether mails are kept for the development mailbox. */
  readonly hasMailbox: boolean;
}): Router {
  const { passwords, sessions, hasMailbox } = parts;
  const router = Router();
  router.use(
    express.json({ limit: '16kb' }),
    express.urlencoded({ extended: false, limit: '16kb' }),
  );
  router.use(refuseCrossSite(parts.publicUrl));

  router.get('/', async (request, response) => {
    const session = await sessions.current(request);
    sendPage(response, 200, await homePage({ email: session?.email ?? null, hasMailbox }));
  });

  router.get('/login', async (_request, response) => {
    sendPage(response, 200, await loginPage({ email: '', fault: null, hasMailbox }));
  });

  router.post('/login', async (request: Request, response: Response) => {
    const { email, password, code } = (request.body ?? {}) as Record<string, unknown>;
    const result = await passwords.authenticate(
      { identifier: email as string, password: password as string },
      { context: contextOf(request) },
    );
    if (result.ok) {
      const second = await parts.checkCode(result.account.id, code);
      if (second.is === 'throttled') response.set('Retry-After', String(second.retryAfterSeconds));
      if (second.is !== 'passed' && second.is !== 'not_asked') return refuse(second.is);
      await sessions.start(response, result);
      return request.is('json') ? response.json({ ok: true }) : response.redirect(303, '/');
    }
    if (result.reason === 'change_required') {
      // The password is right, and leads to its own change only. The link is this person's.
      const { url } = result.ticket;
      if (!request.is('json')) return response.redirect(303, url);
      return response.status(401).json({ ok: false, reason: result.reason, changeUrl: url });
    }
    if (result.reason === 'throttled')
      response.set('Retry-After', String(result.retryAfterSeconds));
    return refuse(result.reason);

    async function refuse(reason: string) {
      response.status(reason === 'throttled' ? 429 : reason === 'invalid_input' ? 400 : 401);
      if (request.is('json')) return response.json({ ok: false, reason });
      const typed = typeof email === 'string' ? email.slice(0, 254) : '';
      return sendPage(
        response,
        response.statusCode,
        await loginPage({ email: typed, fault: reason, hasMailbox }),
      );
    }
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
