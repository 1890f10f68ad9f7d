import type { AccountId, InvalidInput } from 'latchkey';
import { readBody } from '../api/read-body.js';
import { forgotBody } from '../api/schemas.js';
import type { App, Environment, RouteContext } from '../environment.js';
import { callOf } from '../request/call-of.js';
import { keepCodeFlow } from '../request/code-cookie.js';
import { deliveryOf } from '../request/delivery.js';
import { fieldsOf } from '../request/fields-of.js';
import { type Fields, unchecked } from '../request/read-fields.js';
import { newFlowId } from '../request/secret-cookie.js';
import { refuse, refuseJson, statusOf } from '../respond.js';

/** Asks for a link or a code. The answer is the same for every identifier, known or not. */
export function forgotRoutes<Id extends AccountId, Native>(
  app: App<Native>,
  { options, mount }: Environment<Id, Native>,
): void {
  const { passwords, deliver: offered = 'link' } = options;
  const linkLifetimeMinutes = Math.floor(passwords.lifetimeSeconds.reset / 60);

  app.get('/forgot', (c) => {
    const { view } = c.var;
    const state = onlyOf(c.req.queries('state'));
    const form = { identifier: '', state, offered, chosen: 'link', faults: [] } as const;
    return c.html(view.pages.forgot(view, form));
  });

  app.get('/check-mail', (c) => {
    const { view } = c.var;
    return c.html(view.pages.checkMail(view, { linkLifetimeMinutes }));
  });

  app.post('/forgot', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    const { deliver, channel, ...asked } = json ? readBody(forgotBody, fields) : formOf(fields);
    const read = deliveryOf(options, { deliver, channel });
    const result = read.ok
      ? await passwords.requestReset({ ...asked, ...read.delivery }, callOf(c, options))
      : read;
    if (result.ok) {
      const { flowId } = result;
      if (json) return c.json({ ok: true, ...(flowId === null ? {} : { flowId }) });
      return c.redirect(c.var.view.path(flowId === null ? '/check-mail' : keep(c, flowId)), 303);
    }
    if (json) return refuseJson(c, { ...result });
    return concernsAddress(result) ? again(c, fields) : refuse(c, { ...result });
  });

  /** Keeps the code's flow in this browser, and tells the path of the page that asks for it. */
  function keep(c: RouteContext<Native>, coreFlowId: string): string {
    const flowId = newFlowId();
    keepCodeFlow(c, mount, flowId, coreFlowId);
    return `/code/${flowId}`;
  }

  function again(c: RouteContext<Native>, fields: Fields) {
    const { view } = c.var;
    const { identifier: typed, state } = fields;
    const form = {
      identifier: typeof typed === 'string' ? typed.slice(0, 320) : '',
      state: typeof state === 'string' ? state : null,
      offered,
      chosen: fields.deliver === 'code' ? 'code' : 'link',
      faults: [{ field: 'identifier', messages: [view.texts.forgot.identifierInvalid] }],
    } as const;
    return c.html(view.pages.forgot(view, form), statusOf('invalid_input'));
  }
}

/** A form sends an empty field where there is no state. */
function formOf(fields: Fields) {
  const { state, deliver, channel } = fields;
  return {
    identifier: unchecked(fields, 'identifier'),
    ...(state === undefined || state === '' ? {} : { state: unchecked(fields, 'state') }),
    deliver,
    channel,
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
