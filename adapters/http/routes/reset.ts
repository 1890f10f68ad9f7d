import type { AccountId, RedeemTicketInput } from 'latchkey';
import { readBody } from '../api/read-body.js';
import { resetByCodeBody, resetByTokenBody } from '../api/schemas.js';
import type { App, Environment, RouteContext } from '../environment.js';
import { landingOf, resultUrlOf } from '../landing.js';
import { faultsOf } from '../pages/faults.js';
import { refuseFlow } from '../refuse-flow.js';
import { callOf } from '../request/call-of.js';
import { fieldsOf } from '../request/fields-of.js';
import { endFlow, keepFlow, readFlow } from '../request/flow-cookie.js';
import { type Fields, unchecked } from '../request/read-fields.js';
import { refuse, refuseJson, statusOf } from '../respond.js';
import { resetForm } from './reset-form.js';

/** Spends a link or a code on a new password: from the page with its flow, or with the secret itself. */
export function resetRoutes<Id extends AccountId, Native>(
  app: App<Native>,
  { options, mount }: Environment<Id, Native>,
): void {
  const { passwords, deliver = 'link' } = options;
  const offersCodes = deliver !== 'link';

  app.post('/reset', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    if (json) return redeemAsJson(c, fields);
    if (fields.flow !== undefined) return finishFlow(c, fields);
    // A form of the application's own that holds the token itself.
    const result = await redeem(c, {
      token: unchecked(fields, 'token'),
      newPassword: unchecked(fields, 'newPassword'),
    });
    if (!result.ok) return refuse(c, { ...result });
    return c.redirect(landingOf(c.var.view, options, result), 303);
  });

  async function redeemAsJson(c: RouteContext<Native>, fields: Fields) {
    const byCode = offersCodes && ('flowId' in fields || 'code' in fields);
    const result = await redeem(c, byCode ? readBody(resetByCodeBody, fields) : byToken(fields));
    if (!result.ok) return refuseJson(c, { ...result });
    const resultUrl = resultUrlOf(options, result);
    const { state } = result;
    return c.json({
      ok: true,
      ...(resultUrl === null ? {} : { resultUrl }),
      ...(state === null ? {} : { state }),
    });
  }

  async function finishFlow(c: RouteContext<Native>, fields: Fields) {
    const flowId = fields.flow;
    const flow = readFlow(c, mount, flowId);
    if (flow === null || typeof flowId !== 'string')
      return refuseFlow(c, { ok: false, reason: 'cookie_lost' }, null);

    const { token, proof } = flow;
    const { view } = c.var;
    const result = await redeem(c, {
      token,
      newPassword: unchecked(fields, 'newPassword'),
      ...(proof === null ? {} : { secondFactor: { proof } }),
    });
    if (result.ok) {
      endFlow(c, mount, flowId);
      return c.redirect(landingOf(view, options, result), 303);
    }
    // The proof has run out, or there never was one: the link's own page asks for it.
    if (result.reason === 'second_factor_required')
      return c.redirect(view.path(`/reset/${flowId}`), 303);
    if (result.reason !== 'policy_violation' && result.reason !== 'invalid_input') {
      endFlow(c, mount, flowId);
      return refuseFlow(c, { ...result }, flow);
    }

    // The refused password spent nothing: the same form again, and time to think anew.
    const ticket = await passwords.inspectTicket({ token }, callFor(c));
    if (!ticket.ok) {
      endFlow(c, mount, flowId);
      return refuseFlow(c, { ...ticket }, flow);
    }
    keepFlow(c, mount, flowId, flow);
    const faults = faultsOf(view.texts, result, 'newPassword');
    return c.html(resetForm(c, { flowId, ticket, faults }), statusOf(result.reason));
  }

  function redeem(c: RouteContext<Native>, input: RedeemTicketInput) {
    return passwords.redeemTicket(input, callFor(c));
  }

  function callFor(c: RouteContext<Native>) {
    return callOf(c, options);
  }
}

function byToken(fields: Fields): RedeemTicketInput {
  const { secondFactorProof: proof, ...input } = readBody(resetByTokenBody, fields);
  return { ...input, ...(proof === undefined ? {} : { secondFactor: { proof } }) };
}
