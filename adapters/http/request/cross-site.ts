/** What the rule looks at; Hono's requests are of this form. */
export interface PostedRequest {
  readonly method: string;
  header(name: string): string | undefined;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Tells whether an unsafe request was caused by a page of somebody else: forms and JSON alike.
 *
 * A browser says where a request comes from, by `Sec-Fetch-Site` or at least by `Origin`; a
 * request with neither header comes from no browser, and without a person's cookies there is
 * nothing to forge. `hono/csrf` looks at form types only and turns clients without headers away,
 * so the rule is our own.
 *
 * @param origin - the configured origin, `https://app.example`; `Host` has no say
 */
export function isCrossSite(request: PostedRequest, origin: string): boolean {
  if (SAFE_METHODS.has(request.method)) return false;
  const site = request.header('sec-fetch-site');
  if (site === 'same-origin') return false;
  // A sibling subdomain is a stranger, too; unknown values are treated like the worst known one.
  if (site !== undefined && site !== 'none') return true;
  const named = request.header('origin');
  return named !== undefined && named !== origin;
}
