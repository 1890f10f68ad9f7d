import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Kysely } from 'kysely';
import { isLatchkeyError } from 'latchkey';
import { expressHandler } from 'latchkey/express';
import { smtpTransport } from 'latchkey/nodemailer';
import { addressRoutes } from './address.js';
import { adminPage } from './admin.js';
import { AUTH0_PATHS, auth0Endpoints } from './auth0.js';
import type { Environment } from './environment.js';
import { mailboxRoutes, mailboxTransport } from './mailbox.js';
import { openPasswords } from './open-passwords.js';
import type { DemoRedis } from './open-redis.js';
import { stylesheet } from './pages/layout.js';
import { createTables, type DemoDatabase } from './schema.js';
import { seedAccounts } from './seed-accounts.js';
import { Sessions } from './sessions.js';
import { contextOf, signInRoutes } from './sign-in.js';
import { twoStepRoutes } from './two-step.js';

/** What the demo's own routes take. */
const METHODS = {
  '/': 'GET, HEAD',
  '/healthz': 'GET, HEAD',
  '/me': 'GET, HEAD',
  '/login': 'GET, HEAD, POST',
  '/logout': 'POST',
  '/two-step': 'GET, HEAD, POST',
  '/address': 'GET, HEAD, POST',
};

/** Builds the demo on an open database. `publicUrl` is an origin: `http://localhost:3000`. */
export async function createApp(parts: {
  readonly db: Kysely<DemoDatabase>;
  readonly redis: DemoRedis | null;
  readonly environment: Environment;
  readonly publicUrl: string;
}): Promise<{ readonly app: Express; close(): Promise<void> }> {
  const { db, environment, publicUrl } = parts;
  await createTables(db);
  await seedAccounts(db, environment.accounts);
  const hasMailbox = environment.smtpUrl === null;
  const transport = hasMailbox ? mailboxTransport(db) : smtpTransport(environment.smtpUrl);
  const { passwords, secondFactor, checkCode, sessionStore, unitOfWork } = await openPasswords({
    ...parts,
    transport,
  });
  const sessions = new Sessions({ db, store: sessionStore, publicUrl });

  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => {
    response.type('text').send('ok');
  });
  app.get('/demo.css', (_request, response) => {
    response.type('css').set('Cache-Control', 'max-age=3600').send(stylesheet);
  });
  app.use('/admin/password', adminPage({ passwords, sessions, publicUrl }));
  app.all(AUTH0_PATHS, auth0Endpoints({ passwords, environment, publicUrl }));
  app.use(
    '/password',
    expressHandler<string>({
      passwords,
      publicUrl: `${publicUrl}/password`,
      brand: { name: 'Latchkey Demo' },
      loginUrl: '/login',
      homeUrl: '/',
      deliver: environment.deliver,
      resultOrigins: [publicUrl, ...environment.trustedOrigins],
      ...(environment.trustedOrigins.length > 0
        ? { cors: { origins: environment.trustedOrigins } }
        : {}),
      clientAddress: (request) => contextOf(request).ip,
      accountId: async (request) => (await sessions.current(request))?.accountId ?? null,
      accountEmail: async (request) => (await sessions.current(request))?.email ?? null,
      sessionId: (request) => sessions.id(request),
      onSessionKept: ({ sessionId, headers }) =>
        headers.append('Set-Cookie', sessions.cookie(sessionId)),
      onError: (error) => console.error(error),
    }),
  );
  if (hasMailbox) app.use(mailboxRoutes(db, publicUrl));
  app.use(
    twoStepRoutes({ passwords, totp: secondFactor, unitOfWork, sessions, publicUrl, checkCode }),
  );
  app.use(addressRoutes({ passwords, db, unitOfWork, sessions, publicUrl }));
  app.use(signInRoutes({ passwords, sessions, publicUrl, hasMailbox, checkCode }));
  for (const [path, allow] of Object.entries(METHODS))
    app.all(path, (_request, response) => void response.set('Allow', allow).sendStatus(405));
  app.use(answerErrors);

  return {
    app,
    close: async () => {
      await passwords.close();
      await transport.close?.();
    },
  };
}

/** Answers what was thrown: the library's errors know their status, and nothing shows a stack. */
const answerErrors: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) return next(error);
  const carried = error as { status?: unknown; statusCode?: unknown };
  const given = isLatchkeyError(error) ? error.statusCode : (carried.statusCode ?? carried.status);
  const status = typeof given === 'number' && given >= 400 && given <= 599 ? given : 500;
  if (status >= 500) console.error(error);
  if (isLatchkeyError(error)) response.set(error.headers);
  const reason = status === 503 ? 'unavailable' : status >= 500 ? 'internal' : 'invalid_input';
  response.status(status);
  if (request.accepts(['json', 'html']) === 'html')
    response.type('text').send(status >= 500 ? 'Please try again in a moment.' : 'Bad request.');
  else response.json({ ok: false, reason });
};
