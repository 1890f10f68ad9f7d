import type { AccountId, SetInitialPasswordResult } from 'latchkey';
import { readBody } from '../api/read-body.js';
import { initialBody } from '../api/schemas.js';
import type { App, Environment, RouteContext } from '../environment.js';
import { type FieldFault, faultsOf } from '../pages/faults.js';
import { callOf } from '../request/call-of.js';
import { fieldsOf } from '../request/fields-of.js';
import { unchecked } from '../request/read-fields.js';
import { refuse, refuseJson, statusOf } from '../respond.js';
import { askToSignIn, tellKeptSession } from '../signed-in.js';
import type { Texts } from '../texts/en.js';

/**
 * Sets the first password of who is signed in without one. No current password proves here that
 * it is the owner, so the session must be fresh.
 */
export function initialRoutes<Id extends AccountId, Native>(
  app: App<Native>,
  { options }: Environment<Id, Native>,
): void {
  const { accountId: whoIsSignedIn, isFreshSession, passwords } = options;
  if (whoIsSignedIn === undefined || isFreshSession === undefined) return;

  app.get('/initial', async (c) => {
    if (((await whoIsSignedIn(c.env.native)) ?? null) === null)
      return askToSignIn(c, options.loginUrl);
    if (!(await isFreshSession(c.env.native))) return refuse(c, { ok: false, reason: 'not_fresh' });
    return c.html(await form(c, []));
  });

  app.post('/initial', async (c) => {
    const { native } = c.env;
    const accountId = (await whoIsSignedIn(native)) ?? null;
    if (accountId === null) return askToSignIn(c, options.loginUrl);
    if (!(await isFreshSession(native))) return refuse(c, { ok: false, reason: 'not_fresh' });
    const { fields, json } = await fieldsOf(c.req);
    const { newPassword } = json
      ? readBody(initialBody, fields)
      : { newPassword: unchecked(fields, 'newPassword') };
    const keepSession = (await options.sessionId?.(native)) ?? undefined;
    const result = await passwords.setInitialPassword(
      { accountId, newPassword, keepSession },
      callOf(c, options),
    );
    if (result.ok) {
      const answer = json ? c.json({ ok: true }) : c.redirect(c.var.view.path('/changed'), 303);
      await tellKeptSession(options, { result, accountId, native, headers: answer.headers });
      return answer;
    }
    if (json) return refuseJson(c, { ...result });
    return c.html(await form(c, faults(c.var.view.texts, result)), statusOf(result.reason));
  });

  async function form(c: RouteContext<Native>, faults: readonly FieldFault[]) {
    const email = (await options.accountEmail?.(c.env.native)) ?? null;
    const { view } = c.var;
    return view.pages.initial(view, { email, rules: passwords.policy.describe(), faults });
  }
}

function faults<Id extends AccountId>(
  texts: Texts,
  refusal: Exclude<SetInitialPasswordResult<Id>, { readonly ok: true }>,
): readonly FieldFault[] {
  switch (refusal.reason) {
    case 'policy_violation':
    case 'invalid_input':
      return faultsOf(texts, refusal, 'newPassword');
    case 'has_password':
      return [{ field: 'newPassword', messages: [texts.initial.hasPassword] }];
    case 'changed_meanwhile':
      return [{ field: 'newPassword', messages: [texts.change.changedMeanwhile] }];
    default:
      return [{ field: 'newPassword', messages: [texts.change.notPossible] }];
  }
}
