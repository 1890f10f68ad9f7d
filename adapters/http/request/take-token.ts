import type { Context } from 'hono';
import { isToken } from './flow-cookie.js';
import { newFlowId } from './secret-cookie.js';

/**
 * Takes the token out of a mailed link and begins a flow for it; `null` where the link has none, or
 * several. The page that comes next must not tell others where it was linked from, whatever it says:
 * a mangled link is nearly a genuine one, and its page has a URL, too.
 */
export function takeToken(c: Context): { readonly token: string; readonly flowId: string } | null {
  c.header('Referrer-Policy', 'no-referrer');
  const tokens = c.req.queries('token') ?? [];
  const [token] = tokens;
  return tokens.length === 1 && isToken(token) ? { token, flowId: newFlowId() } : null;
}
