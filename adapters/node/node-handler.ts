import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ParsedBody } from './parsed-body.js';
import { publicTarget } from './public-target.js';
import type { WebHandler } from './web-handler.js';
import { writeAnswer } from './write-answer.js';

/** What Connect, Express and their kin add to a request. */
interface Mounted {
  readonly baseUrl?: string;
  readonly originalUrl?: string;
}

export interface NodeHandlerOptions {
  /**
   * Where the handler stands in this server, if a proxy in front makes it another path than that of
   * `publicUrl`. @default the path of `publicUrl`
   */
  readonly prefix?: string | undefined;
}

/**
 * Serves a handler from `http.createServer`, or as middleware of the `(request, response, next)`
 * kind, before or after a body parser. What is not below `publicUrl` goes to `next`, or is 404
 * where there is none. `Host` and `X-Forwarded-*` have no say in any URL.
 *
 * @param handler - made with `passwordHandler<Id, IncomingMessage>(…)`, so that `accountId` and its
 *   neighbours get Node's own request
 *
 * @example
 * ```ts
 * import { createServer, type IncomingMessage } from 'node:http';
 *
 * const pages = passwordHandler<string, IncomingMessage>({
 *   passwords,
 *   publicUrl: 'https://app.example/password',
 *   clientAddress: (request) => request.socket.remoteAddress,
 * });
 * createServer(nodeHandler(pages)).listen(3000);
 * ```
 */
export function nodeHandler<Native extends IncomingMessage = IncomingMessage>(
  handler: WebHandler<Native>,
  options: NodeHandlerOptions = {},
): (request: Native, response: ServerResponse, next?: (error?: unknown) => void) => void {
  const publicUrl = new URL(handler.publicUrl);
  return (request, response, next) => {
    const prefix = isMounted(request) ? '' : options.prefix;
    const target = publicTarget(request.url ?? '/', publicUrl, prefix);
    if (target === null) {
      if (next === undefined) endWith(response, 404);
      else next();
      return;
    }
    const parsed = request as ParsedBody;
    writeAnswer(handler, { request, response, native: request, target, parsed }).catch(
      next ?? (() => endWith(response, 500)),
    );
  };
}

/** Whether a mount has taken its prefix off `url`. */
function isMounted(request: IncomingMessage & Mounted): boolean {
  const { baseUrl, originalUrl, url } = request;
  if (baseUrl !== undefined) return baseUrl !== '';
  return originalUrl !== undefined && originalUrl !== url;
}

function endWith(response: ServerResponse, status: number): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status).end();
}
