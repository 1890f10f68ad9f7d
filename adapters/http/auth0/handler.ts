import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';
import type { Bindings } from '../environment.js';
import { guards, tellHost } from '../guards.js';
import { routePath } from '../mount.js';
import { refuseFaultyOptions } from '../pages-options.js';
import { isCrossSite } from '../request/cross-site.js';
import { MAX_BODY_BYTES } from '../request/read-fields.js';
import { refusalOf } from '../respond.js';
import { handlerOf, type PasswordHandler, refuseOtherMethods } from '../serve.js';
import { changePasswordRoute } from './change-password.js';
import { environmentOf } from './environment.js';
import { type Fault, refuse } from './fault.js';
import type { Auth0HandlerOptions } from './options.js';
import { auth0OptionsSchema } from './options-schema.js';
import { passwordChangeTicketRoute } from './password-change-ticket.js';
import { CHANGE_PASSWORD } from './paths.js';
import { tokenRoute } from './token.js';
import { updateUserRoute } from './update-user.js';

/** Answers Auth0's paths below `publicUrl`. */
export type Auth0Handler<Native = Request> = PasswordHandler<Native>;

/**
 * Makes the endpoints by which Auth0's clients change passwords, compatible on the wire: an
 * application leaves Auth0's password flows by changing a domain.
 *
 * | route | for |
 * |---|---|
 * | `POST /dbconnections/change_password` | anybody: mails a link, answers the same to everyone |
 * | `POST /oauth/token` | backends: an access token for a client's id and secret |
 * | `POST /api/v2/tickets/password-change` | backends, scope `create:user_tickets`: makes a link |
 * | `PATCH /api/v2/users/{id}` | backends, scope `update:users`: sets `password` directly |
 *
 * Errors are in the shape of each API, and unknown fields of the Management API are refused.
 *
 * @throws {LatchkeyError} `ERR_INVALID_OPTION` where an option is missing or wrong
 *
 * @example
 * ```ts
 * const auth0 = auth0Handler({
 *   publicUrl: 'https://auth.app.example',
 *   connections: { 'Username-Password-Authentication': { passwords } },
 *   clients: [{ clientId: 'backend', clientSecret: process.env.BACKEND_SECRET ?? '' }],
 * });
 * const answer = await auth0.fetch(new Request('https://auth.app.example/oauth/token'));
 * ```
 */
export function auth0Handler<Native = Request>(
  options: Auth0HandlerOptions<Native>,
): Auth0Handler<Native> {
  refuseFaultyOptions(auth0OptionsSchema, options, 'auth0Handler');
  const environment = environmentOf(options);
  const { mount } = environment;
  const allowedOrigins = options.allowedOrigins ?? [];

  const app = new Hono<{ Bindings: Bindings<Native> }>({
    getPath: (request) => routePath(mount, request.url),
  });
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      xFrameOptions: 'DENY',
      strictTransportSecurity: false,
      originAgentCluster: false,
    }),
    async (c, next) => {
      c.header('Cache-Control', 'no-store');
      await next();
    },
    ...guards(options.timeoutSeconds),
  );
  app.use(
    CHANGE_PASSWORD,
    cors({
      origin: [...allowedOrigins],
      allowMethods: ['POST'],
      allowHeaders: ['Content-Type', 'Auth0-Client'],
      exposeHeaders: [
        'X-RateLimit-Limit',
        'X-RateLimit-Remaining',
        'X-RateLimit-Reset',
        'Retry-After',
      ],
      maxAge: 600,
    }),
  );
  app.use(async (c, next) => {
    const origin = c.req.header('origin') ?? '';
    const isAllowed = c.req.path === CHANGE_PASSWORD && allowedOrigins.includes(origin);
    if (!isAllowed && isCrossSite(c.req, mount.origin)) return refuse(c, ORIGIN_REFUSED);
    return next();
  });
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => refuse(c, TOO_LARGE) }));

  changePasswordRoute(app, environment);
  tokenRoute(app, environment);
  passwordChangeTicketRoute(app, environment);
  updateUserRoute(app, environment);

  refuseOtherMethods(app, (c) => refuse(c, WRONG_METHOD));
  app.notFound((c) => refuse(c, NO_ROUTE));
  app.onError((error, c) => {
    if (!c.req.raw.signal.aborted) tellHost(options.onError, error, c.env.native);
    const { reason, retryAfterSeconds } = refusalOf(error);
    return refuse(c, reason === 'unavailable' ? { ...BUSY, retryAfterSeconds } : FAILED);
  });

  return handlerOf(app, options.publicUrl);
}

const ORIGIN_REFUSED: Fault = {
  status: 403,
  code: 'access_denied',
  message: 'The origin is not allowed.',
};
const NO_ROUTE: Fault = { status: 404, code: 'not_found', message: 'Not Found' };
const WRONG_METHOD: Fault = {
  status: 405,
  code: 'method_not_allowed',
  message: 'Method Not Allowed',
};
const TOO_LARGE: Fault = {
  status: 413,
  code: 'request_too_large',
  message: 'Payload content length greater than maximum allowed: 16384',
};
const FAILED: Fault = { status: 500, code: 'server_error', message: 'Internal Server Error' };
const BUSY: Fault = {
  status: 503,
  code: 'temporarily_unavailable',
  message: 'Service Unavailable',
};
