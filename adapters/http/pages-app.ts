import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { assetsOf } from './assets/index.js';
import type { App, Bindings, Variables } from './environment.js';
import { guards, tellHost } from './guards.js';
import { type Mount, routePath } from './mount.js';
import type { PagesOptions } from './pages-options.js';
import { isCrossSite } from './request/cross-site.js';
import { UnreadableBody } from './request/fields-of.js';
import { isJson, MAX_BODY_BYTES } from './request/read-fields.js';
import { refusalOf, refuse } from './respond.js';
import { assetRoutes } from './routes/assets.js';
import { pageHeaders } from './secure-headers.js';
import { handlerOf, type PasswordHandler, refuseOtherMethods } from './serve.js';
import { plainView, viewFor, withView } from './view-for.js';

/**
 * Opens the Hono application that every set of pages is: what comes before any route, and with
 * `serve`, once the routes are there, what comes after them.
 */
export function openPagesApp<Native>(
  options: PagesOptions<Native>,
  mount: Mount,
  trusted: {
    /** Other origins whose scripts may post JSON. */
    readonly scripts?: readonly string[] | undefined;
    /** Other origins that a form may end at. */
    readonly formTargets?: readonly string[] | undefined;
  } = {},
): { readonly app: App<Native>; serve(): PasswordHandler<Native> } {
  const assets = assetsOf(options.brand);
  const app = new Hono<{ Bindings: Bindings<Native>; Variables: Variables }>({
    getPath: (request) => routePath(mount, request.url),
  });

  app.use(...pageHeaders(mount, options, trusted.formTargets ?? []));
  app.use(withView(viewFor(options, mount, assets)));
  app.use(...guards(options.timeoutSeconds));
  app.use(async (c, next) => {
    const named = c.req.header('origin');
    // JSON alone: a form needs no leave of ours to be sent, so no form of theirs may be taken.
    const trust = named !== undefined && trusted.scripts?.includes(named) && isJson(c.req);
    if (!trust && isCrossSite(c.req, mount.origin))
      return refuse(c, { ok: false, reason: 'origin_refused' });
    return next();
  });
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c) => refuse(c, { ok: false, reason: 'body_too_large' }),
    }),
  );
  app.onError(async (error, c) => {
    const refusal =
      error instanceof UnreadableBody
        ? ({ ok: false, reason: error.reason, issues: error.issues } as const)
        : refusalOf(error);
    if (!(error instanceof UnreadableBody || c.req.raw.signal.aborted))
      tellHost(options.onError, error, c.env.native);
    try {
      return await refuse(c, refusal);
    } catch (again) {
      // A page of the application's own fails, and so does the one that would say so.
      tellHost(options.onError, again, c.env.native);
      c.set('view', plainView(c.var.view));
      return refuse(c, refusal);
    }
  });

  return {
    app,
    serve() {
      assetRoutes(app, [assets.stylesheet, assets.script]);
      refuseOtherMethods(app, (c) => refuse(c, { ok: false, reason: 'method_not_allowed' }));
      app.notFound((c) => refuse(c, { ok: false, reason: 'not_found' }));
      return handlerOf(app, options.publicUrl);
    },
  };
}
