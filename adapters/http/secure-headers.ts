import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Mount } from './mount.js';

/**
 * The headers of every answer. Nothing is loaded from elsewhere, nobody frames the pages, and
 * nothing is kept by caches. HSTS is left to the host: it concerns the whole origin.
 */
export function pageHeaders(
  mount: Mount,
  loginUrl: string | undefined,
): [MiddlewareHandler, MiddlewareHandler] {
  return [
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        formAction: formTargets(mount, loginUrl),
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
function formTargets(mount: Mount, loginUrl: string | undefined): string[] {
  const login = new URL(loginUrl ?? '/', mount.origin).origin;
  return login === mount.origin ? ["'self'"] : ["'self'", login];
}
