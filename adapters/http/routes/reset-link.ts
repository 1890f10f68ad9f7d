import type { AccountId } from 'latchkey';
import type { App, Environment } from '../environment.js';
import { callOf } from '../request/call-of.js';
import { endFlow, keepFlow, readFlow } from '../request/flow-cookie.js';
import { takeToken } from '../request/take-token.js';
import { refuse } from '../respond.js';
import { secondFactorForm } from './second-factor.js';

/**
 * Takes a mailed link: moves the token out of the URL into a cookie of its own flow, then shows
 * the form. Nothing here spends anything, so that mail scanners may fetch as often as they like.
 */
export function resetLinkRoutes<Id extends AccountId, Native>(
  app: App<Native>,
  { options, mount }: Environment<Id, Native>,
): void {
  app.get('/reset', (c) => {
    const taken = takeToken(c);
    if (taken === null) return refuse(c, { ok: false, reason: 'token_invalid' });
    const { token, flowId } = taken;
    keepFlow(c, mount, flowId, { token, proof: null });
    return c.redirect(c.var.view.path(`/reset/${flowId}`), 303);
  });

  app.get('/reset/:flowId', async (c) => {
    const flowId = c.req.param('flowId');
    const flow = readFlow(c, mount, flowId);
    if (flow === null) return refuse(c, { ok: false, reason: 'cookie_lost' });
    const call = callOf(c, options);
    const { token, proof } = flow;
    const ticket = await options.passwords.inspectTicket(
      { token, ...(proof === null ? {} : { secondFactorProof: proof }) },
      call,
    );
    if (!ticket.ok) {
      endFlow(c, mount, flowId);
      return refuse(c, { ...ticket });
    }
    if (ticket.secondFactor?.passed === false)
      return c.html(
        secondFactorForm(c, { flowId, ticket, method: c.req.query('method'), faults: [] }),
      );
    const { view } = c.var;
    return c.html(
      view.pages.reset(view, {
        flowId,
        email: ticket.account.email,
        purpose: ticket.purpose,
        initial: !ticket.account.hasPassword,
        rules: ticket.policy,
        faults: [],
      }),
    );
  });
}
