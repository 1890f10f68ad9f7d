import { getRequestListener, RequestError } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Exchange, NodeResponse } from './exchange.js';
import { publicRequest } from './public-request.js';
import type { WebHandler } from './web-handler.js';

/** Methods that a Web-standard `Request` cannot even have. */
const UNHEARD_OF = new Set(['CONNECT', 'TRACE', 'TRACK']);

/**
 * Asks a handler for its answer to a Node request, and writes nothing: a framework that has its
 * own way to answer (Koa, Fastify) then runs its hooks over it. The handler's request carries a
 * signal that aborts when the client goes away.
 *
 * @returns the handler's answer; 405 to `TRACE`, and 400 to a request line that is none
 *
 * @example
 * ```ts
 * import { createServer, type IncomingMessage } from 'node:http';
 *
 * const publicUrl = 'https://app.example/password';
 * const pages = passwordHandler<string, IncomingMessage>({ passwords, publicUrl });
 * createServer(async (request, response) => {
 *   const target = publicTarget(request.url ?? '/', new URL(publicUrl));
 *   if (target === null) return response.writeHead(404).end();
 *   const exchange = { request, response, native: request, target, parsed: {} };
 *   const answer = await fetchAnswer(pages, exchange);
 *   return response.writeHead(answer.status, [...answer.headers]).end(await answer.text());
 * });
 * ```
 */
export function fetchAnswer<Native>(
  handler: WebHandler<Native>,
  exchange: Exchange<Native>,
): Promise<Response> {
  const { request, response } = exchange;
  return new Promise((resolve, reject) => {
    const listener = getRequestListener(
      async (incoming) => {
        resolve(await answer(handler, exchange, incoming));
        return RESPONSE_ALREADY_SENT;
      },
      {
        // Of use to clients without a Host header; no URL is made of it.
        hostname: new URL(handler.publicUrl).host,
        overrideGlobalObjects: false,
        errorHandler: (error) => {
          if (error instanceof RequestError) resolve(new Response(null, { status: 400 }));
          else reject(error);
        },
      },
    );
    listener(request, response).catch(reject);
  });
}

async function answer<Native>(
  handler: WebHandler<Native>,
  exchange: Exchange<Native>,
  incoming: Request,
): Promise<Response> {
  if (UNHEARD_OF.has(incoming.method)) {
    endConnectionWith(exchange.response);
    return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD, POST' } });
  }
  const answered = await handler.fetch(publicRequest(incoming, exchange), exchange.native);
  // What is left of a refused body is not read, so no further request can follow it.
  if (answered.status === 413) endConnectionWith(exchange.response);
  return answered;
}

function endConnectionWith(response: NodeResponse): void {
  if ('shouldKeepAlive' in response) response.shouldKeepAlive = false;
}
