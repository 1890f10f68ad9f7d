import type { AccountId } from 'latchkey';
import { readBody } from '../api/read-body.js';
import { forgotBody } from '../api/schemas.js';
import type { App, Environment } from '../environment.js';
import { callOf } from '../request/call-of.js';
import { fieldsOf } from '../request/fields-of.js';
import { type Fields, unchecked } from '../request/read-fields.js';
import { refuse, refuseJson, statusOf } from '../respond.js';

/** Asks for a link. The answer is the same for every identifier, known or not. */
export function forgotRoutes<Id extends AccountId, Native>(
  app: App<Native>,
  { options }: Environment<Id, Native>,
): void {
  const linkLifetimeMinutes = Math.floor(options.passwords.lifetimeSeconds.reset / 60);

  app.get('/forgot', (c) => {
    const { view } = c.var;
    const state = onlyOf(c.req.queries('state'));
    return c.html(view.pages.forgot(view, { identifier: '', state, faults: [] }));
  });

  app.get('/check-mail', (c) => {
    const { view } = c.var;
    return c.html(view.pages.checkMail(view, { linkLifetimeMinutes }));
  });

  app.post('/forgot', async (c) => {
    const { view } = c.var;
    const { fields, json } = await fieldsOf(c.req);
    const result = await options.passwords.requestReset(
      json ? readBody(forgotBody, fields) : formOf(fields),
      callOf(c.req, options.clientAddress?.(c.env.native)),
    );
    if (result.ok) return json ? c.json({ ok: true }) : c.redirect(view.path('/check-mail'), 303);
    if (json) return refuseJson(c, { ...result });
    if (result.reason !== 'invalid_input') return refuse(c, { ...result });
    const typed = fields.identifier;
    const identifier = typeof typed === 'string' ? typed.slice(0, 320) : '';
    const state = typeof fields.state === 'string' ? fields.state : null;
    const faults = [{ field: 'identifier', messages: [view.texts.forgot.identifierInvalid] }];
    return c.html(view.pages.forgot(view, { identifier, state, faults }), statusOf(result.reason));
  });
}

/** A form sends an empty field where there is no state. */
function formOf(fields: Fields) {
  const { state } = fields;
  return {
    identifier: unchecked(fields, 'identifier'),
    ...(state === undefined || state === '' ? {} : { state: unchecked(fields, 'state') }),
  };
}

function onlyOf(values: readonly string[] | undefined): string | null {
  return values?.length === 1 ? (values[0] ?? null) : null;
}
