import type { AccountId } from 'latchkey';
import { allowScripts } from './api/allow-scripts.js';
import type { Environment } from './environment.js';
import { readMount } from './mount.js';
import { type HandlerOptions, handlerOptionsSchema } from './options.js';
import { openPagesApp } from './pages-app.js';
import { refuseFaultyOptions } from './pages-options.js';
import { changeRoutes } from './routes/change.js';
import { codeRoutes } from './routes/code.js';
import { disavowRoutes } from './routes/disavow.js';
import { doneRoute } from './routes/done.js';
import { forgotRoutes } from './routes/forgot.js';
import { initialRoutes } from './routes/initial.js';
import { inspectRoute } from './routes/inspect.js';
import { openApiRoute } from './routes/openapi.js';
import { resetRoutes } from './routes/reset.js';
import { resetLinkRoutes } from './routes/reset-link.js';
import { secondFactorRoutes } from './routes/second-factor.js';
import type { PasswordHandler } from './serve.js';

/**
 * Makes the hosted pages, and the same as JSON: forgot, reset and change of a password.
 *
 * | route | form | JSON |
 * |---|---|---|
 * | `GET/POST /forgot` | `identifier`, `state`, `deliver`; 303 to "Check your mail" or to the code's page | `{identifier, state?, deliver?, channel?}`: `{flowId?}` |
 * | `GET /code/<flow>`, `POST /code` | `flow`, `code`; 303 | `{flowId, code}`: a token |
 * | `GET /reset?token=…` | 303 to a path without the token | |
 * | `POST /inspect` | | `{token}`: what a link is good for |
 * | `POST /reset/second-factor` | `flow`, `method`, `code`; 303 | `{token, method, code}`: a proof |
 * | `POST /reset` | `flow`, `newPassword`; 303 | `{token, newPassword, secondFactorProof?}` or `{flowId, code, newPassword}` |
 * | `GET /disavow?token=…` | 303 to a path without the token | |
 * | `POST /disavow/inspect` | | `{token}`: whether a notice's link is good |
 * | `POST /disavow` | `flow`, `address`; 303 | `{token, address}` |
 * | `GET/POST /change` | `currentPassword`, `newPassword`; 303 | the same keys |
 * | `GET/POST /initial` | `newPassword`; 303 | `{newPassword}` |
 * | `GET /openapi.json` | | all of it, as OpenAPI 3.1 |
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
  refuseFaultyOptions(handlerOptionsSchema, options, 'passwordHandler');
  const mount = readMount(options.publicUrl);
  const environment: Environment<Id, Native> = { options, mount };
  const { app, serve } = openPagesApp(options, mount, {
    scripts: options.cors?.origins,
    formTargets: options.resultOrigins,
  });

  allowScripts(app, options.cors);
  app.use(async (c, next) => {
    c.set('deliver', options.deliver);
    await next();
  });
  app.get('/', (c) => c.redirect(c.var.view.path('/forgot'), 303));
  forgotRoutes(app, environment);
  codeRoutes(app, environment);
  resetLinkRoutes(app, environment);
  inspectRoute(app, environment);
  secondFactorRoutes(app, environment);
  resetRoutes(app, environment);
  doneRoute(app);
  changeRoutes(app, environment);
  initialRoutes(app, environment);
  disavowRoutes(app, environment);
  openApiRoute(app, environment);
  return serve();
}
