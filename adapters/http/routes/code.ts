import type { AccountId, ExchangeCodeResult } from 'latchkey';
import { readBody } from '../api/read-body.js';
import { codeBody } from '../api/schemas.js';
import type { App, Environment, RouteContext } from '../environment.js';
import type { FieldFault } from '../pages/faults.js';
import { toNewCode } from '../pages/to-new-code.js';
import type { View } from '../pages/view.js';
import { callOf } from '../request/call-of.js';
import { type CodeFlow, readCodeFlow } from '../request/code-cookie.js';
import { fieldsOf } from '../request/fields-of.js';
import { keepFlow } from '../request/flow-cookie.js';
import { type Fields, unchecked } from '../request/read-fields.js';
import { refuse, refuseJson, statusOf } from '../respond.js';
import type { Texts } from '../texts/en.js';

type Refused = Exclude<ExchangeCodeResult, { readonly ok: true }>;

/**
 * Takes the code that was asked for, and goes on where a mailed link would: with a token in the
 * flow's cookie. The page is the same for everyone, whether a code was ever sent or not.
 */
export function codeRoutes<Id extends AccountId, Native>(
  app: App<Native>,
  { options, mount }: Environment<Id, Native>,
): void {
  const { passwords, deliver = 'link', channels = [] } = options;
  if (deliver === 'link') return;
  const lifetimeMinutes = Math.floor(passwords.codeLifetimeSeconds / 60);

  app.get('/code/:flowId', (c) => {
    const flowId = c.req.param('flowId');
    const flow = readCodeFlow(c, mount, flowId);
    return flow === null ? lost(c) : c.html(form(c, { flowId, ...flow }, []));
  });

  app.post('/code', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    if (!json) return continueFlow(c, fields);
    const result = await passwords.exchangeCode(readBody(codeBody, fields), callOf(c, options));
    if (!result.ok) return refuseJson(c, { ...result });
    const { token, expiresAt, purpose } = result;
    return c.json({ ok: true, token, expiresAt, purpose });
  });

  async function continueFlow(c: RouteContext<Native>, fields: Fields) {
    const { flow: flowId } = fields;
    const flow = readCodeFlow(c, mount, flowId);
    if (flow === null || typeof flowId !== 'string') return lost(c);
    const { coreFlowId } = flow;
    const code = unchecked(fields, 'code');
    const result = await passwords.exchangeCode({ flowId: coreFlowId, code }, callOf(c, options));
    const { view } = c.var;
    if (result.ok) {
      // The code's own cookie stays: who clicks twice must not find it gone.
      keepFlow(c, mount, flowId, { token: result.token, proof: null, byCode: true });
      return c.redirect(view.path(`/reset/${flowId}`), 303);
    }
    if (result.reason === 'throttled')
      // Codes of this address are at rest, links are not.
      return refuse(c, { ...result }, deliver === 'choice' ? { action: toLink(view) } : {});
    const message = faultOf(view.texts, result, code);
    const page = form(c, { flowId, ...flow }, [{ field: 'code', messages: [message] }]);
    return c.html(page, statusOf(result.reason));
  }

  function lost(c: RouteContext<Native>) {
    const { view } = c.var;
    const said = { ...view.texts.code.lost, action: toNewCode(view) };
    return refuse(c, { ok: false, reason: 'cookie_lost' }, said);
  }

  function form(
    c: RouteContext<Native>,
    flow: CodeFlow & { readonly flowId: string },
    faults: readonly FieldFault[],
  ) {
    const { view } = c.var;
    const { flowId } = flow;
    // The cookie is the browser's to change, and the host may have taken a channel back since.
    const channel = channels.includes(flow.channel) ? flow.channel : 'mail';
    return view.pages.code(view, { flowId, channel, lifetimeMinutes, faults });
  }
}

function toLink({ path, texts }: View) {
  return { href: path('/forgot?deliver=link'), label: texts.code.linkInstead };
}

function faultOf({ code: texts }: Texts, refusal: Refused, typed: string): string {
  if (refusal.reason === 'code_invalid') return texts.invalid;
  if (refusal.reason !== 'invalid_input') return texts.dead;
  return typed === '' || typed === undefined ? texts.required : texts.malformed;
}
