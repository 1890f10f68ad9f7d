import type { AccountId, InvalidInput, TokenRefusal } from 'latchkey';
import { readBody } from '../api/read-body.js';
import { disavowalInspectBody, disavowBody } from '../api/schemas.js';
import type { App, Environment, RouteContext } from '../environment.js';
import type { FieldFault } from '../pages/faults.js';
import { callOf } from '../request/call-of.js';
import { endDisavowal, keepDisavowal, readDisavowal } from '../request/disavowal-cookie.js';
import { fieldsOf } from '../request/fields-of.js';
import { type Fields, unchecked } from '../request/read-fields.js';
import { takeToken } from '../request/take-token.js';
import { refuse, refuseJson, statusOf } from '../respond.js';

/**
 * Takes the "this wasn't me" link of a notice. Opening it changes nothing, however often and by
 * whom. The question for the address is against scanners of mails, which fetch pages and may send
 * forms, and against accidents with a notice that was passed on. It is no secret: headers tell it.
 */
export function disavowRoutes<Id extends AccountId, Native>(
  app: App<Native>,
  { options, mount }: Environment<Id, Native>,
): void {
  const { passwords } = options;

  app.get('/disavow', (c) => {
    const taken = takeToken(c);
    if (taken === null) return refuse(c, { ok: false, reason: 'token_invalid' });
    const { token, flowId } = taken;
    keepDisavowal(c, mount, flowId, token);
    return c.redirect(c.var.view.path(`/disavow/${flowId}`), 303);
  });

  app.get('/disavow/:flowId', async (c) => {
    const flowId = c.req.param('flowId');
    const token = readDisavowal(c, mount, flowId);
    if (token === null) return refuse(c, { ok: false, reason: 'cookie_lost' });
    const link = await passwords.inspectDisavowal({ token }, callOf(c, options));
    return link.ok ? c.html(form(c, flowId, '', [])) : end(c, flowId, link);
  });

  app.post('/disavow/inspect', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    if (!json) return refuse(c, { ok: false, reason: 'unsupported_media_type' });
    const input = readBody(disavowalInspectBody, fields);
    const link = await passwords.inspectDisavowal(input, callOf(c, options));
    if (!link.ok) return refuseJson(c, { ...link });
    return c.json({ ok: true, expiresAt: link.expiresAt });
  });

  app.post('/disavow', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    if (!json) return finishFlow(c, fields);
    const result = await passwords.disavowChange(readBody(disavowBody, fields), callOf(c, options));
    if (!result.ok) return refuseJson(c, { ...result });
    return c.json({ ok: true, linkFollows: result.linkFollows });
  });

  app.get('/disavowed', (c) => c.html(finished(c, 'done')));
  app.get('/disavowed/contact', (c) => c.html(finished(c, 'contact')));

  async function finishFlow(c: RouteContext<Native>, fields: Fields) {
    const { flow: flowId } = fields;
    const token = readDisavowal(c, mount, flowId);
    if (token === null || typeof flowId !== 'string')
      return refuse(c, { ok: false, reason: 'cookie_lost' });
    const address = unchecked(fields, 'address');
    const result = await passwords.disavowChange({ token, address }, callOf(c, options));
    const { view } = c.var;
    if (result.ok) {
      endDisavowal(c, mount, flowId);
      return c.redirect(view.path(result.linkFollows ? '/disavowed' : '/disavowed/contact'), 303);
    }
    if (result.reason === 'throttled') return refuse(c, { ...result });
    if (result.reason !== 'address_mismatch' && result.reason !== 'invalid_input')
      return end(c, flowId, result);
    const message =
      result.reason === 'address_mismatch'
        ? view.texts.disavow.mismatch
        : view.texts.forgot.identifierInvalid;
    const typed = typeof address === 'string' ? address.slice(0, 320) : '';
    const page = form(c, flowId, typed, [{ field: 'address', messages: [message] }]);
    return c.html(page, statusOf(result.reason));
  }

  function form(
    c: RouteContext<Native>,
    flowId: string,
    address: string,
    faults: readonly FieldFault[],
  ) {
    const { view } = c.var;
    return view.pages.disavow(view, { flowId, address, faults });
  }

  function finished(c: RouteContext<Native>, ending: 'done' | 'contact') {
    const { view } = c.var;
    return view.pages.message(view, { ...view.texts.disavow[ending], good: ending === 'done' });
  }

  /** A link that is good no more; whoever had it still needs a way to be safe. */
  function end(c: RouteContext<Native>, flowId: string, refusal: TokenRefusal | InvalidInput) {
    endDisavowal(c, mount, flowId);
    const { used, expired } = c.var.view.texts.disavow;
    const { reason } = refusal;
    if (reason === 'token_used') return refuse(c, { ...refusal }, used);
    const dead = reason === 'token_expired' || reason === 'token_superseded';
    return refuse(c, { ...refusal }, dead ? expired : {});
  }
}
