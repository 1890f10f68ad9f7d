import type { AccountId } from 'latchkey';
import type { App, Environment } from '../environment.js';
import { refuseFlow } from '../refuse-flow.js';
import { callOf } from '../request/call-of.js';
import { endFlow, keepFlow, readFlow } from '../request/flow-cookie.js';
import { takeToken } from '../request/take-token.js';
import { refuse } from '../respond.js';
import { resetForm } from './reset-form.js';
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
    keepFlow(c, mount, flowId, { token, proof: null, byCode: false });
    return c.redirect(c.var.view.path(`/reset/${flowId}`), 303);
  });

  app.get('/reset/:flowId', async (c) => {
    const flowId = c.req.param('flowId');
    const flow = readFlow(c, mount, flowId);
    if (flow === null) return refuseFlow(c, { ok: false, reason: 'cookie_lost' }, flow);
    const call = callOf(c, options);
    const { token, proof } = flow;
    const ticket = await options.passwords.inspectTicket(
      { token, ...(proof === null ? {} : { secondFactorProof: proof }) },
      call,
    );
    if (!ticket.ok) {
      endFlow(c, mount, flowId);
      return refuseFlow(c, { ...ticket }, flow);
    }
    if (ticket.secondFactor?.passed === false)
      return c.html(
        secondFactorForm(c, { flowId, ticket, method: c.req.query('method'), faults: [] }),
      );
    return c.html(resetForm(c, { flowId, ticket, faults: [] }));
  });
}
