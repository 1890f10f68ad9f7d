import type { Request as ExpressRequest, Response as ExpressResponse, NextFunction } from 'express';
import type { AccountId } from 'latchkey';
import { type HandlerOptions, passwordHandler } from 'latchkey/http';
import { nodeHandler, type WebHandler } from 'latchkey/node';

/**
 * Mounts the hosted pages in Express 4 or 5, before or after body parsers, under any prefix.
 *
 * The mount's prefix and the path of `publicUrl` may differ, where a proxy rewrites paths: what
 * people see is `publicUrl`. Everything below the mount is answered here, unknown paths with a
 * 404 page; mounted without a prefix, whatever is not below the path of `publicUrl` goes on to
 * the next handler. `Host` and `X-Forwarded-*` have no say in any URL.
 *
 * @param handlerOrOptions - options of `passwordHandler` whose functions take Express' request,
 *   or a handler made with them
 *
 * @example
 * ```ts
 * app.use('/password', expressHandler({
 *   passwords,
 *   publicUrl: 'https://app.example/password',
 *   accountId: (request) => sessionOf(request)?.accountId ?? null,
 *   clientAddress: (request) => request.ip,
 * }));
 * ```
 */
export function expressHandler<Id extends AccountId = AccountId>(
  handlerOrOptions: HandlerOptions<Id, ExpressRequest> | WebHandler<ExpressRequest>,
): (request: ExpressRequest, response: ExpressResponse, next: NextFunction) => void {
  return nodeHandler(
    'fetch' in handlerOrOptions ? handlerOrOptions : passwordHandler(handlerOrOptions),
  );
}
