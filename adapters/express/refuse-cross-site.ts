import type { NextFunction, Request, Response } from 'express';
import { isCrossSite } from 'latchkey/http';

/**
 * Refuses, with 403, posts that a page of somebody else caused: the rule of the hosted pages, for
 * the host's own routes such as its sign-in. Clients that are no browser pass.
 *
 * @param publicUrl - any URL of the host's own origin; no header of a request has a say
 *
 * @example
 * ```ts
 * app.use(refuseCrossSite('https://app.example'));
 * ```
 */
export function refuseCrossSite(
  publicUrl: string,
): (request: Request, response: Response, next: NextFunction) => void {
  const { origin } = new URL(publicUrl);
  return (request, response, next) => {
    const posted = { method: request.method, header: (name: string) => request.get(name) };
    if (!isCrossSite(posted, origin)) return next();
    response.status(403).json({ ok: false, reason: 'origin_refused' });
  };
}
