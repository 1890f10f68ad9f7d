import type { AccountId, ChangePasswordResult } from 'latchkey';
import { readBody } from '../api/read-body.js';
import { changeBody } from '../api/schemas.js';
import type { App, Environment, RouteContext } from '../environment.js';
import { type FieldFault, faultsOf } from '../pages/faults.js';
import { callOf } from '../request/call-of.js';
import { fieldsOf } from '../request/fields-of.js';
import { type Fields, unchecked } from '../request/read-fields.js';
import { refuse, refuseJson, statusOf } from '../respond.js';
import { askToSignIn, tellKeptSession } from '../signed-in.js';
import type { Texts } from '../texts/en.js';

/** Changes the password of who is signed in, as the host's own session tells. */
export function changeRoutes<Id extends AccountId, Native>(
  app: App<Native>,
  { options }: Environment<Id, Native>,
): void {
  const { accountId: whoIsSignedIn, passwords } = options;
  if (whoIsSignedIn === undefined) return;

  app.get('/change', async (c) => {
    if (((await whoIsSignedIn(c.env.native)) ?? null) === null)
      return askToSignIn(c, options.loginUrl);
    return c.html(await form(c, []));
  });

  app.post('/change', async (c) => {
    const { native } = c.env;
    const accountId = (await whoIsSignedIn(native)) ?? null;
    if (accountId === null) return askToSignIn(c, options.loginUrl);
    const { fields, json } = await fieldsOf(c.req);
    const keepSession = (await options.sessionId?.(native)) ?? undefined;
    const result = await passwords.changePassword(
      { ...(json ? readBody(changeBody, fields) : formOf(fields)), accountId, keepSession },
      callOf(c, options),
    );
    if (result.ok) {
      const answer = json ? c.json({ ok: true }) : c.redirect(c.var.view.path('/changed'), 303);
      await tellKeptSession(options, { result, accountId, native, headers: answer.headers });
      return answer;
    }
    if (json) return refuseJson(c, { ...result });
    if (result.reason === 'throttled') return refuse(c, { ...result });
    return c.html(await form(c, changeFaults(c.var.view.texts, result)), statusOf(result.reason));
  });

  app.get('/changed', (c) => {
    const { view } = c.var;
    const home = options.homeUrl ?? null;
    return c.html(view.pages.finished(view, { ending: 'changed', home }));
  });

  async function form(c: RouteContext<Native>, faults: readonly FieldFault[]) {
    const email = (await options.accountEmail?.(c.env.native)) ?? null;
    const { view } = c.var;
    return view.pages.change(view, { email, rules: passwords.policy.describe(), faults });
  }

  function changeFaults(
    texts: Texts,
    refusal: Exclude<ChangePasswordResult<Id>, { readonly ok: true }>,
  ): readonly FieldFault[] {
    const { change } = texts;
    switch (refusal.reason) {
      case 'policy_violation':
      case 'invalid_input':
        return faultsOf(texts, refusal, 'newPassword');
      case 'wrong_password':
        return [{ field: 'currentPassword', messages: [change.wrongPassword] }];
      case 'changed_meanwhile':
        return [{ field: 'currentPassword', messages: [change.changedMeanwhile] }];
      default:
        return [{ field: 'currentPassword', messages: [change.notPossible] }];
    }
  }
}

function formOf(fields: Fields) {
  return {
    currentPassword: unchecked(fields, 'currentPassword'),
    newPassword: unchecked(fields, 'newPassword'),
  };
}
