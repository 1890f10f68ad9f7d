import type { AccountId, InspectTicketResult } from 'latchkey';
import { readBody } from '../api/read-body.js';
import { secondFactorBody } from '../api/schemas.js';
import type { App, Environment, RouteContext } from '../environment.js';
import { refuseFlow } from '../refuse-flow.js';
import { callOf } from '../request/call-of.js';
import { fieldsOf } from '../request/fields-of.js';
import { endFlow, keepFlow, readFlow } from '../request/flow-cookie.js';
import type { Fields } from '../request/read-fields.js';
import { refuseJson, statusOf } from '../respond.js';

type Opened<Id extends AccountId> = Extract<InspectTicketResult<Id>, { readonly ok: true }>;

/** Takes the code that a link asks for before it asks for a new password. */
export function secondFactorRoutes<Id extends AccountId, Native>(
  app: App<Native>,
  { options, mount }: Environment<Id, Native>,
): void {
  const { passwords } = options;

  app.post('/reset/second-factor', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    if (!json) return continueFlow(c, fields);
    const result = await passwords.verifySecondFactor(readBody(secondFactorBody, fields), call(c));
    if (!result.ok) return refuseJson(c, { ...result });
    const { secondFactorProof, expiresAt } = result;
    return c.json({ ok: true, secondFactorProof, expiresAt });
  });

  async function continueFlow(c: RouteContext<Native>, fields: Fields) {
    const flowId = fields.flow;
    const flow = readFlow(c, mount, flowId);
    if (flow === null || typeof flowId !== 'string')
      return refuseFlow(c, { ok: false, reason: 'cookie_lost' }, null);
    const { token } = flow;
    const { method, code } = fields as { method: string; code: string };
    const result = await passwords.verifySecondFactor({ token, method, code }, call(c));
    if (result.ok) {
      keepFlow(c, mount, flowId, { ...flow, proof: result.secondFactorProof });
      return c.redirect(c.var.view.path(`/reset/${flowId}`), 303);
    }
    if (result.reason !== 'second_factor_invalid' && result.reason !== 'invalid_input')
      return refuseFlow(c, { ...result }, flow);

    const ticket = await passwords.inspectTicket({ token }, call(c));
    if (!ticket.ok) {
      endFlow(c, mount, flowId);
      return refuseFlow(c, { ...ticket }, flow);
    }
    const { required, invalid } = c.var.view.texts.secondFactor;
    const empty = result.reason === 'invalid_input' && (code === '' || code === undefined);
    const faults = [{ field: 'code', messages: [empty ? required : invalid] }];
    const page = secondFactorForm(c, { flowId, ticket, method, faults });
    return c.html(page, statusOf(result.reason));
  }

  function call(c: RouteContext<Native>) {
    return callOf(c, options);
  }
}

/** The form that asks for a code, for one of the methods that the link accepts. */
export function secondFactorForm<Id extends AccountId, Native>(
  c: RouteContext<Native>,
  form: {
    readonly flowId: string;
    readonly ticket: Opened<Id>;
    /** As the client named it; any other than an accepted one is taken for the first of those. */
    readonly method: unknown;
    readonly faults: readonly { readonly field: string; readonly messages: readonly string[] }[];
  },
) {
  const { view } = c.var;
  const methods = form.ticket.secondFactor?.methods ?? [];
  const method = methods.find((each) => each === form.method) ?? methods[0] ?? 'other';
  const { flowId, faults } = form;
  return view.pages.secondFactor(view, { flowId, method, methods, faults });
}
