import type { AccountId, InvalidInput } from 'latchkey';
import { readBody } from '../api/read-body.js';
import { forgotBody } from '../api/schemas.js';
import type { App, Environment, RouteContext } from '../environment.js';
import { callOf } from '../request/call-of.js';
import { keepCodeFlow } from '../request/code-cookie.js';
import { type Delivery, deliveryOf } from '../request/delivery.js';
import { fieldsOf } from '../request/fields-of.js';
import { type Fields, unchecked } from '../request/read-fields.js';
import { newFlowId } from '../request/secret-cookie.js';
import { askedByForm, formValueOf, type Way, waysOf } from '../request/ways.js';
import { refuse, refuseJson, statusOf } from '../respond.js';

/** Asks for a link or a code. The answer is the same for every identifier, known or not. */
export function forgotRoutes<Id extends AccountId, Native>(
  app: App<Native>,
  { options, mount }: Environment<Id, Native>,
): void {
  const { passwords, deliver: offered = 'link' } = options;
  const ways = waysOf(options);
  const linkLifetimeMinutes = Math.floor(passwords.lifetimeSeconds.reset / 60);

  app.get('/forgot', (c) => {
    const { view } = c.var;
    const state = onlyOf(c.req.queries('state'));
    const wanted = onlyOf(c.req.queries('deliver'));
    const { value: chosen } = ways.find(({ value }) => value === wanted) ?? ways[0];
    const form = { identifier: '', state, offered, ways, chosen, faults: [] };
    return c.html(view.pages.forgot(view, form));
  });

  app.get('/check-mail', (c) => {
    const { view } = c.var;
    return c.html(view.pages.checkMail(view, { linkLifetimeMinutes }));
  });

  app.post('/forgot', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    const { deliver, channel, ...asked } = json
      ? readBody(forgotBody, fields)
      : formOf(fields, ways);
    const read = deliveryOf(options, { deliver, channel });
    if (!read.ok) return refuse(c, { ...read });
    const { delivery } = read;
    const result = await passwords.requestReset({ ...asked, ...delivery }, callOf(c, options));
    if (result.ok) {
      const { flowId } = result;
      if (json) return c.json({ ok: true, ...(flowId === null ? {} : { flowId }) });
      const next = flowId === null ? '/check-mail' : keep(c, flowId, delivery);
      return c.redirect(c.var.view.path(next), 303);
    }
    if (json) return refuseJson(c, { ...result });
    return concernsAddress(result) ? again(c, fields, delivery) : refuse(c, { ...result });
  });

  /** Keeps the code's flow in this browser, and tells the path of the page that asks for it. */
  function keep(
    c: RouteContext<Native>,
    coreFlowId: string,
    { channel = 'mail' }: Delivery,
  ): string {
    const flowId = newFlowId();
    keepCodeFlow(c, mount, flowId, { coreFlowId, channel });
    return `/code/${flowId}`;
  }

  function again(c: RouteContext<Native>, fields: Fields, delivery: Delivery) {
    const { view } = c.var;
    const { identifier: typed, state } = fields;
    const form = {
      identifier: typeof typed === 'string' ? typed.slice(0, 320) : '',
      state: typeof state === 'string' ? state : null,
      offered,
      ways,
      chosen: formValueOf(delivery),
      faults: [{ field: 'identifier', messages: [view.texts.forgot.identifierInvalid] }],
    };
    return c.html(view.pages.forgot(view, form), statusOf('invalid_input'));
  }
}

/** A form sends an empty field where there is no state. */
function formOf(fields: Fields, ways: readonly Way[]) {
  const { state } = fields;
  return {
    identifier: unchecked(fields, 'identifier'),
    ...(state === undefined || state === '' ? {} : { state: unchecked(fields, 'state') }),
    ...askedByForm(ways, fields),
  };
}

/** Only the address was typed; whatever else is odd came with the form. */
function concernsAddress(refusal: InvalidInput | { readonly reason: 'throttled' }): boolean {
  return (
    refusal.reason === 'invalid_input' && refusal.issues.some(({ path }) => path === 'identifier')
  );
}

function onlyOf(values: readonly string[] | undefined): string | null {
  return values?.length === 1 ? (values[0] ?? null) : null;
}
