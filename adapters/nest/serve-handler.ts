import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ParsedBody, publicTarget, type WebHandler, writeAnswer } from 'latchkey/node';

/** A request of either platform, on its way through Nest's middleware. */
interface MiddlewareRequest extends IncomingMessage, ParsedBody {
  /** The URL as it came: both platforms take off `url` what the route of a middleware matches. */
  readonly originalUrl?: string;
}

/** Serves a handler as Nest middleware, below the path of its `publicUrl`. */
export function serveHandler(
  handler: WebHandler<never>,
): (request: MiddlewareRequest, response: ServerResponse, next: (error?: unknown) => void) => void {
  const publicUrl = new URL(handler.publicUrl);
  return (request, response, next) => {
    const target = publicTarget(request.originalUrl ?? request.url ?? '/', publicUrl);
    if (target === null) return next();
    // What the handler was made for is what the platform has.
    const native = request as unknown as never;
    const exchange = { request, response, native, target, parsed: request };
    writeAnswer(handler, exchange).catch(next);
  };
}
