import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { isLatchkeyError, type PasswordService } from 'latchkey';
import { fastifyHandler } from 'latchkey/fastify';
import { isCrossSite } from 'latchkey/http';
import type { MemoryStores } from 'latchkey/memory';

const STATUS: Partial<Record<string, number>> = { invalid_input: 400, throttled: 429 };
const WEEK_SECONDS = 7 * 24 * 60 * 60;

/** A Fastify application with its own sign-in, and the password pages at `publicUrl`. */
export function createApp(parts: {
  readonly passwords: PasswordService<string>;
  readonly stores: Pick<MemoryStores, 'accounts' | 'sessions'>;
  readonly publicUrl: string;
  readonly logger?: boolean;
}): FastifyInstance {
  const { passwords, stores, publicUrl, logger = false } = parts;
  const { origin, protocol } = new URL(publicUrl);
  const secure = protocol === 'https:' ? '; Secure' : '';
  const cookie = (sessionId: string) =>
    `session=${sessionId}; Path=/; Max-Age=${WEEK_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
  const sessionIdOf = ({ headers }: FastifyRequest) =>
    /(?:^|; )session=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? null;

  async function signedIn(request: FastifyRequest) {
    const sessionId = sessionIdOf(request) ?? '';
    const session = await stores.sessions.find({ sessionId, now: new Date() });
    const account = session && (await stores.accounts.get(session.accountKey));
    return account?.enabled ? account : null;
  }

  const app = Fastify({ logger });
  const schema = { body: { type: 'object', required: ['email', 'password'] } };
  app.post('/login', { schema }, async (request, reply) => {
    const header = (name: string) => request.headers[name] as string | undefined;
    if (isCrossSite({ method: 'POST', header }, origin))
      return reply.code(403).send({ ok: false, reason: 'origin_refused' });
    const { email, password } = request.body as Record<'email' | 'password', string>;
    const context = { ip: request.ip, userAgent: request.headers['user-agent'] };
    const signIn = await passwords.authenticate({ identifier: email, password }, { context });
    if (!signIn.ok) {
      const changeUrl = signIn.reason === 'change_required' ? signIn.ticket.url : undefined;
      const status = STATUS[signIn.reason] ?? 401;
      if (signIn.reason === 'throttled') reply.header('Retry-After', signIn.retryAfterSeconds);
      return reply.code(status).send({ ok: false, reason: signIn.reason, changeUrl });
    }
    const sessionId = await stores.sessions.create({
      accountKey: signIn.account.id,
      credentialsVersion: signIn.credentialsVersion,
      expiresAt: new Date(Date.now() + WEEK_SECONDS * 1000),
    });
    return reply.header('Set-Cookie', cookie(sessionId)).send({ ok: true });
  });
  app.get('/me', async (request, reply) => {
    const account = await signedIn(request);
    if (account === null) return reply.code(401).send({ ok: false, reason: 'not_signed_in' });
    reply.header('Cache-Control', 'no-store');
    return { id: account.id, email: account.email };
  });

  const pages = fastifyHandler<string>({
    passwords,
    publicUrl,
    clientAddress: (request) => request.ip,
    accountId: async (request) => (await signedIn(request))?.id ?? null,
    accountEmail: async (request) => (await signedIn(request))?.email ?? null,
    sessionId: sessionIdOf,
    onSessionKept: ({ sessionId, headers }) => headers.append('Set-Cookie', cookie(sessionId)),
    onError: (error, request) => request.log.error(error),
  });
  app.register(pages);
  app.setErrorHandler((error, request, reply) => {
    if (!isLatchkeyError(error)) throw error;
    request.log.error(error);
    reply.code(error.statusCode).headers(error.headers);
    return reply.send({ ok: false, reason: 'unavailable' });
  });
  return app;
}
