import type { Context, Middleware } from 'koa';
import type { AccountId } from 'latchkey';
import { type HandlerOptions, passwordHandler } from 'latchkey/http';
import { fetchAnswer, type ParsedBody, publicTarget, type WebHandler } from 'latchkey/node';

export interface KoaHandlerOptions {
  /**
   * Where the handler stands in this application, if a proxy in front makes it another path than
   * that of `publicUrl`. What `koa-mount` takes off needs no mention.
   * @default the path of `publicUrl`
   */
  readonly prefix?: string | undefined;
}

/**
 * Serves the hosted pages in Koa 2.16 or 3, before or after a body parser, under any prefix.
 *
 * What is not below the path of `publicUrl` goes on to the next middleware. The answer is set on
 * `ctx`, so that middleware around it sees status, headers and body, and may add cookies. `Host`
 * and `X-Forwarded-*` have no say in any URL, whatever `app.proxy` says.
 *
 * @param handlerOrOptions - options of `passwordHandler` whose functions take Koa's context, or a
 *   handler made with them
 *
 * @example
 * ```ts
 * import Koa from 'koa';
 *
 * const app = new Koa();
 * app.use(koaHandler({
 *   passwords,
 *   publicUrl: 'https://app.example/password',
 *   accountId: (ctx) => ctx.session?.accountId ?? null,
 *   clientAddress: (ctx) => ctx.ip,
 * }));
 * ```
 */
export function koaHandler<Id extends AccountId = AccountId>(
  handlerOrOptions: HandlerOptions<Id, Context> | WebHandler<Context>,
  options: KoaHandlerOptions = {},
): Middleware {
  const handler =
    'fetch' in handlerOrOptions ? handlerOrOptions : passwordHandler(handlerOrOptions);
  const publicUrl = new URL(handler.publicUrl);

  return async (ctx, next) => {
    // koa-mount takes its path off the URL and says so.
    const prefix = ctx.mountPath === undefined ? options.prefix : '';
    const target = publicTarget(ctx.url, publicUrl, prefix);
    if (target === null) return next();

    const { req: request, res: response } = ctx;
    const parsed = ctx.request as ParsedBody;
    const answer = await fetchAnswer(handler, { request, response, native: ctx, target, parsed });
    ctx.body = answer.body === null ? null : Buffer.from(await answer.arrayBuffer());
    // After the body, which brings a status and a type of its own along.
    ctx.status = answer.status;
    for (const [name, value] of answer.headers)
      if (name === 'set-cookie') ctx.append(name, value);
      else ctx.set(name, value);
  };
}
