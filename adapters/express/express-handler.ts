import { getRequestListener } from '@hono/node-server';
import type { Request as ExpressRequest, Response as ExpressResponse, NextFunction } from 'express';
import type { AccountId } from 'latchkey';
import { type HandlerOptions, type PasswordHandler, passwordHandler } from 'latchkey/http';
import { parsedBody } from './parsed-body.js';
import { publicTarget } from './public-target.js';

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
  handlerOrOptions: HandlerOptions<Id, ExpressRequest> | PasswordHandler<ExpressRequest>,
): (request: ExpressRequest, response: ExpressResponse, next: NextFunction) => void {
  const handler =
    'fetch' in handlerOrOptions ? handlerOrOptions : passwordHandler(handlerOrOptions);
  const publicUrl = new URL(handler.publicUrl);

  return (native, response, next) => {
    const target = publicTarget(native, publicUrl);
    if (target === null) {
      next();
      return;
    }
    if (UNHEARD_OF.has(native.method)) {
      response.writeHead(405, { Allow: 'GET, HEAD, POST', Connection: 'close' }).end();
      return;
    }
    const listener = getRequestListener(
      async (incoming) => {
        const answer = await handler.fetch(asPublicRequest(incoming, native, target), native);
        // What is left of a refused body is not read, so no further request can follow it.
        if (answer.status === 413) response.shouldKeepAlive = false;
        return answer;
      },
      // Of use to clients without a Host header; no URL is made of it.
      { hostname: publicUrl.host, overrideGlobalObjects: false },
    );
    listener(native, response).catch(next);
  };
}

/** Methods that a Web-standard `Request` cannot even have. */
const UNHEARD_OF = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** Makes a plain `Request` at the public address, whatever host the client named. */
function asPublicRequest(incoming: Request, native: ExpressRequest, target: string): Request {
  const { method } = incoming;
  if (method === 'GET' || method === 'HEAD')
    return new Request(target, { method, headers: incoming.headers, signal: incoming.signal });

  const parsed = parsedBody(native);
  const headers = new Headers(incoming.headers);
  if (parsed !== null)
    // They describe the bytes that a parser has already read and unpacked.
    for (const name of ['content-length', 'content-encoding', 'transfer-encoding'])
      headers.delete(name);
  return new Request(target, {
    method,
    headers,
    body: parsed ?? incoming.body,
    duplex: 'half',
    signal: incoming.signal,
  });
}
