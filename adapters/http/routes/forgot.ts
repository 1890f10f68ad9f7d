import type { Hono } from 'hono';
import type { AccountId } from 'latchkey';
import type { Bindings, Environment } from '../environment.js';
import { checkMailPage } from '../pages/check-mail.js';
import { forgotPage } from '../pages/forgot.js';
import { callOf } from '../request/call-of.js';
import { fieldsOf } from '../request/fields-of.js';
import { unchecked } from '../request/read-fields.js';
import { refuse, refuseJson, statusOf } from '../respond.js';

/** Asks for a link. The answer is the same for every identifier, known or not. */
export function forgotRoutes<Id extends AccountId, Native>(
  app: Hono<{ Bindings: Bindings<Native> }>,
  { options, view, mount }: Environment<Id, Native>,
): void {
  app.get('/forgot', (c) => c.html(forgotPage(view)));
  app.get('/check-mail', (c) => c.html(checkMailPage(view)));

  app.post('/forgot', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    const result = await options.passwords.requestReset(
      { identifier: unchecked(fields, 'identifier') },
      callOf(c.req, options.clientAddress?.(c.env.native)),
    );
    if (result.ok) return json ? c.json({ ok: true }) : c.redirect(mount.path('/check-mail'), 303);
    if (json) return refuseJson(c, { ...result });
    if (result.reason !== 'invalid_input') return refuse(c, view, { ...result });
    const typed = fields.identifier;
    const identifier = typeof typed === 'string' ? typed.slice(0, 320) : '';
    return c.html(forgotPage(view, { identifier, faulty: true }), statusOf(result.reason));
  });
}
