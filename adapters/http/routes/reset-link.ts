import type { Hono } from 'hono';
import type { AccountId } from 'latchkey';
import type { Bindings, Environment } from '../environment.js';
import { resetPage } from '../pages/reset.js';
import { callOf } from '../request/call-of.js';
import { endFlow, flowToken, isToken, keepFlow, newFlowId } from '../request/flow-cookie.js';
import { refuse } from '../respond.js';

/**
 * Takes a mailed link: moves the token out of the URL into a cookie of its own flow, then shows
 * the form. Nothing here spends anything, so that mail scanners may fetch as often as they like.
 */
export function resetLinkRoutes<Id extends AccountId, Native>(
  app: Hono<{ Bindings: Bindings<Native> }>,
  { options, view, mount }: Environment<Id, Native>,
): void {
  app.get('/reset', (c) => {
    const tokens = c.req.queries('token') ?? [];
    const [token] = tokens;
    if (tokens.length !== 1 || !isToken(token))
      return refuse(c, view, { ok: false, reason: 'token_invalid' });
    const flowId = newFlowId();
    keepFlow(c, mount, flowId, token);
    c.header('Referrer-Policy', 'no-referrer');
    return c.redirect(mount.path(`/reset/${flowId}`), 303);
  });

  app.get('/reset/:flowId', async (c) => {
    const flowId = c.req.param('flowId');
    const token = flowToken(c, mount, flowId);
    if (token === null) return refuse(c, view, { ok: false, reason: 'cookie_lost' });
    const call = callOf(c.req, options.clientAddress?.(c.env.native));
    const ticket = await options.passwords.inspectTicket({ token }, call);
    if (!ticket.ok) {
      endFlow(c, mount, flowId);
      return refuse(c, view, { ...ticket });
    }
    return c.html(
      resetPage(view, {
        flowId,
        email: ticket.account.email,
        initial: !ticket.account.hasPassword,
        rules: ticket.policy,
        faults: [],
      }),
    );
  });
}
