import type { AccountId } from 'latchkey';
import { readBody } from '../api/read-body.js';
import { inspectBody } from '../api/schemas.js';
import type { App, Environment } from '../environment.js';
import { callOf } from '../request/call-of.js';
import { fieldsOf } from '../request/fields-of.js';
import { refuse, refuseJson } from '../respond.js';

/** Tells a frontend of its own what a link is good for. It spends nothing. */
export function inspectRoute<Id extends AccountId, Native>(
  app: App<Native>,
  { options }: Environment<Id, Native>,
): void {
  app.post('/inspect', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    if (!json) return refuse(c, { ok: false, reason: 'unsupported_media_type' });
    const result = await options.passwords.inspectTicket(
      readBody(inspectBody, fields),
      callOf(c, options),
    );
    if (!result.ok) return refuseJson(c, { ...result });
    const { purpose, expiresAt, account, secondFactor, policy } = result;
    const { email, hasPassword } = account;
    return c.json({ ok: true, purpose, expiresAt, email, hasPassword, secondFactor, policy });
  });
}
