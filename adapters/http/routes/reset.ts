import type { Hono } from 'hono';
import type { AccountId, RedeemTicketResult } from 'latchkey';
import type { Bindings, Environment, RouteContext } from '../environment.js';
import { faultsOf } from '../pages/faults.js';
import { resetPage } from '../pages/reset.js';
import { callOf } from '../request/call-of.js';
import { fieldsOf } from '../request/fields-of.js';
import { endFlow, flowToken, keepFlow } from '../request/flow-cookie.js';
import { type Fields, unchecked } from '../request/read-fields.js';
import { refuse, refuseJson, statusOf } from '../respond.js';

/** Spends a link on a new password: from the page with its flow, or with the token itself. */
export function resetRoutes<Id extends AccountId, Native>(
  app: Hono<{ Bindings: Bindings<Native> }>,
  { options, view, mount }: Environment<Id, Native>,
): void {
  const { passwords } = options;

  app.post('/reset', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    if (fields.flow !== undefined && !json) return finishFlow(c, fields);
    const result = await redeem(c, unchecked(fields, 'token'), fields);
    if (!result.ok) return json ? refuseJson(c, { ...result }) : refuse(c, view, { ...result });
    return json ? c.json({ ok: true }) : c.redirect(landing(result), 303);
  });

  async function finishFlow(c: RouteContext<Native>, fields: Fields) {
    const flowId = fields.flow;
    const token = flowToken(c, mount, flowId);
    if (token === null || typeof flowId !== 'string')
      return refuse(c, view, { ok: false, reason: 'cookie_lost' });

    const result = await redeem(c, token, fields);
    if (result.ok) {
      endFlow(c, mount, flowId);
      return c.redirect(landing(result), 303);
    }
    if (result.reason !== 'policy_violation' && result.reason !== 'invalid_input') {
      endFlow(c, mount, flowId);
      return refuse(c, view, { ...result });
    }

    // The refused password spent nothing: the same form again, and time to think anew.
    const ticket = await passwords.inspectTicket({ token }, callFor(c));
    if (!ticket.ok) {
      endFlow(c, mount, flowId);
      return refuse(c, view, { ...ticket });
    }
    keepFlow(c, mount, flowId, token);
    const page = resetPage(view, {
      flowId,
      email: ticket.account.email,
      initial: !ticket.account.hasPassword,
      rules: ticket.policy,
      faults: faultsOf(view.texts, result, 'newPassword'),
    });
    return c.html(page, statusOf(result.reason));
  }

  function redeem(c: RouteContext<Native>, token: string, fields: Fields) {
    const newPassword = unchecked(fields, 'newPassword');
    return passwords.redeemTicket({ token, newPassword }, callFor(c));
  }

  function callFor(c: RouteContext<Native>) {
    return callOf(c.req, options.clientAddress?.(c.env.native));
  }

  /**
   * Where a finished reset lands. A ticket's own `resultUrl` finds its place here; it will need
   * its origin in `form-action` as well, which browsers apply to redirects of a form.
   */
  function landing(_result: RedeemTicketResult<Id>): string {
    return mount.path('/done');
  }
}
