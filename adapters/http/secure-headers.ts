import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Mount } from './mount.js';
import type { PagesOptions } from './pages-options.js';

/**
 * The headers of every answer. Nothing but the logo is loaded from elsewhere, nobody frames the
 * pages, and nothing is kept by caches. HSTS is left to the host: it concerns the whole origin.
 */
export function pageHeaders(
  mount: Mount,
  { loginUrl, brand }: Pick<PagesOptions, 'loginUrl' | 'brand'>,
  elsewhere: readonly string[],
): [MiddlewareHandler, MiddlewareHandler] {
  return [
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        ...(brand?.logo ? { imgSrc: [sourceOf(mount, brand.logo.url)] } : {}),
        formAction: formTargets(mount, [loginUrl ?? '/', ...elsewhere]),
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      xFrameOptions: 'DENY',
      referrerPolicy: false,
      strictTransportSecurity: false,
      originAgentCluster: false,
    }),
    async (c, next) => {
      // Not `no-referrer`: browsers would then post `Origin: null`. A route may tighten both.
      c.header('Referrer-Policy', 'same-origin');
      c.header('Cache-Control', 'no-store');
      await next();
    },
  ];
}

/** Browsers apply `form-action` to the redirects of a form too: to a sign-in page elsewhere. */
function formTargets(mount: Mount, ends: readonly string[]): string[] {
  return [...new Set(["'self'", ...ends.map((url) => sourceOf(mount, url))])];
}

/** A URL, or a path of the host, as CSP names where it is. */
function sourceOf(mount: Mount, url: string): string {
  const { origin } = new URL(url, mount.origin);
  return origin === mount.origin ? "'self'" : origin;
}
