import type { RequestHandler } from 'express';

/**
 * Refuses posts that another site's page makes a browser send. Browsers say so themselves, by
 * `Sec-Fetch-Site` or at least by `Origin`; who sends neither is no browser.
 */
export function refuseCrossSite(publicUrl: string): RequestHandler {
  return (request, response, next) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return next();
    const site = request.get('sec-fetch-site');
    const origin = request.get('origin');
    const own =
      site === undefined
        ? origin === undefined || origin === publicUrl
        : site === 'same-origin' || (site === 'none' && (!origin || origin === publicUrl));
    if (own) return next();
    response.status(403).json({ ok: false, reason: 'cross_site' });
  };
}
