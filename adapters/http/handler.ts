import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type AccountId, LatchkeyError } from 'latchkey';
import { assetsOf } from './assets/index.js';
import type { Bindings, Environment } from './environment.js';
import { readMount, routePath } from './mount.js';
import { faultOfOptions, type HandlerOptions } from './options.js';
import { finishedPage } from './pages/finished.js';
import type { View } from './pages/layout.js';
import { isCrossSite } from './request/cross-site.js';
import { UnreadableBody } from './request/fields-of.js';
import { MAX_BODY_BYTES } from './request/read-fields.js';
import { refusalOf, refuse } from './respond.js';
import { assetRoutes } from './routes/assets.js';
import { changeRoutes } from './routes/change.js';
import { forgotRoutes } from './routes/forgot.js';
import { resetRoutes } from './routes/reset.js';
import { resetLinkRoutes } from './routes/reset-link.js';
import { pageHeaders } from './secure-headers.js';
import { english } from './texts/en.js';

/** Answers Web-standard requests for everything below `publicUrl`. */
export interface PasswordHandler<Native = Request> {
  /** As configured; mounts read the path from here. */
  readonly publicUrl: string;
  /**
   * Answers a request whose path is the public one, prefix included. Never rejects: what is
   * thrown inside becomes a 5xx page, and `onError` hears of it.
   *
   * @param native - handed to `accountId`, `sessionId` and `clientAddress`; by default the
   *   request itself
   */
  fetch(request: Request, native?: Native): Promise<Response>;
}

/**
 * Makes the hosted pages, and the same as JSON: forgot, reset and change of a password.
 *
 * | route | form | JSON |
 * |---|---|---|
 * | `GET/POST /forgot` | `identifier`; 303 to "Check your mail" | `{identifier}`; `{ok:true}` |
 * | `GET /reset?token=…` | 303 to a path without the token | |
 * | `POST /reset` | `flow`, `newPassword`; 303 to `/done` | `{token, newPassword}`; `{ok:true}` |
 * | `GET/POST /change` | `currentPassword`, `newPassword`; 303 | the same keys; `{ok:true}` |
 *
 * A refusal is `{ok:false, reason, …}` with a 4xx, and a page with the same status for a form.
 *
 * @throws {LatchkeyError} `ERR_INVALID_OPTION` where an option is missing or wrong
 *
 * @example
 * ```ts
 * const pages = passwordHandler({ passwords, publicUrl: 'https://app.example/password' });
 * const response = await pages.fetch(new Request('https://app.example/password/forgot'));
 * ```
 */
export function passwordHandler<Id extends AccountId, Native = Request>(
  options: HandlerOptions<Id, Native>,
): PasswordHandler<Native> {
  const fault = faultOfOptions(options);
  if (fault !== null) throw new LatchkeyError('ERR_INVALID_OPTION', fault);

  const mount = readMount(options.publicUrl);
  const assets = assetsOf(options.brand?.accentColor);
  const view: View = {
    brand: options.brand ?? { name: new URL(options.publicUrl).hostname },
    texts: options.texts ?? english,
    linkLifetimeMinutes: Math.floor(options.passwords.lifetimeSeconds.reset / 60),
    urls: {
      stylesheet: mount.path(assets.stylesheet.path),
      script: mount.path(assets.script.path),
      forgot: mount.path('/forgot'),
      reset: mount.path('/reset'),
      change: mount.path('/change'),
      login: options.loginUrl ?? null,
    },
  };
  const environment: Environment<Id, Native> = { options, mount, view };

  const app = new Hono<{ Bindings: Bindings<Native> }>({
    getPath: (request) => routePath(mount, request.url),
  });

  app.use(...pageHeaders(mount, options.loginUrl));
  app.use(async (_c, next) => {
    // Hono's error handler takes errors only, and an aborted request rejects with a mere text.
    await next().catch((thrown: unknown) => {
      throw thrown instanceof Error ? thrown : new Error('A value was thrown.', { cause: thrown });
    });
  });
  app.use(async (c, next) => {
    if (isCrossSite(c.req, mount.origin))
      return refuse(c, view, { ok: false, reason: 'origin_refused' });
    return next();
  });
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => refuse(c, view, { ok: false, reason: 'body_too_large' }),
    }),
  );

  app.get('/', (c) => c.redirect(view.urls.forgot, 303));
  forgotRoutes(app, environment);
  resetLinkRoutes(app, environment);
  resetRoutes(app, environment);
  app.get('/done', (c) => c.html(finishedPage(view, 'done')));
  changeRoutes(app, environment);
  assetRoutes(app, [assets.stylesheet, assets.script]);

  refuseOtherMethods();
  app.notFound((c) => refuse(c, view, { ok: false, reason: 'not_found' }));
  app.onError((error, c) => {
    if (error instanceof UnreadableBody)
      return refuse(c, view, { ok: false, reason: error.reason, issues: [] });
    if (!c.req.raw.signal.aborted) tellHost(error, c.env.native);
    return refuse(c, view, refusalOf(error));
  });

  return {
    publicUrl: options.publicUrl,
    fetch: async (request, native) =>
      // Without a native request of its own, a host of Web-standard requests gets those.
      app.fetch(request, { native: native ?? (request as Native) }),
  };

  /** A host whose own `onError` throws must not cost the person the answer. */
  function tellHost(error: unknown, native: Native): void {
    try {
      Promise.resolve(options.onError?.(error, native)).catch(() => {});
    } catch {}
  }

  /** Whatever has a route answers 405 to other methods, and says which it takes. */
  function refuseOtherMethods(): void {
    const methods = new Map<string, Set<string>>();
    for (const { path, method } of app.routes)
      if (method !== 'ALL') methods.set(path, (methods.get(path) ?? new Set()).add(method));
    for (const [path, taken] of methods) {
      const allow = [...taken].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method));
      app.all(path, (c) => {
        c.header('Allow', allow.join(', '));
        return refuse(c, view, { ok: false, reason: 'method_not_allowed' });
      });
    }
  }
}
