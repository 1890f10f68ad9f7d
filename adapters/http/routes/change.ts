import type { Hono } from 'hono';
import type { AccountId, ChangePasswordResult } from 'latchkey';
import type { Bindings, Environment, RouteContext } from '../environment.js';
import { changePage } from '../pages/change.js';
import { faultsOf } from '../pages/faults.js';
import { finishedPage } from '../pages/finished.js';
import type { FieldFault } from '../pages/layout.js';
import { callOf } from '../request/call-of.js';
import { fieldsOf } from '../request/fields-of.js';
import { unchecked, wantsJson } from '../request/read-fields.js';
import { refuse, refuseJson, statusOf } from '../respond.js';

/** Changes the password of who is signed in, as the host's own session tells. */
export function changeRoutes<Id extends AccountId, Native>(
  app: Hono<{ Bindings: Bindings<Native> }>,
  { options, view, mount }: Environment<Id, Native>,
): void {
  const { accountId: whoIsSignedIn, passwords } = options;
  if (whoIsSignedIn === undefined) return;

  app.get('/change', async (c) => {
    if ((await whoIsSignedIn(c.env.native)) === null) return askToSignIn(c);
    return c.html(await form(c, []));
  });

  app.post('/change', async (c) => {
    const { native } = c.env;
    const accountId = await whoIsSignedIn(native);
    if (accountId === null) return askToSignIn(c);
    const { fields, json } = await fieldsOf(c.req);
    const keepSession = (await options.sessionId?.(native)) ?? undefined;
    const result = await passwords.changePassword(
      {
        accountId,
        currentPassword: unchecked(fields, 'currentPassword'),
        newPassword: unchecked(fields, 'newPassword'),
        keepSession,
      },
      callOf(c.req, options.clientAddress?.(native)),
    );
    if (result.ok) {
      const answer = json ? c.json({ ok: true }) : c.redirect(mount.path('/changed'), 303);
      if (result.keptSessionId !== null)
        await options.onSessionKept?.({
          sessionId: result.keptSessionId,
          accountId,
          credentialsVersion: result.credentialsVersion,
          native,
          headers: answer.headers,
        });
      return answer;
    }
    if (json) return refuseJson(c, { ...result });
    if (result.reason === 'throttled') return refuse(c, view, { ...result });
    return c.html(await form(c, changeFaults(result)), statusOf(result.reason));
  });

  app.get('/changed', (c) => c.html(finishedPage(view, 'changed')));

  async function form(c: RouteContext<Native>, faults: readonly FieldFault[]) {
    const email = (await options.accountEmail?.(c.env.native)) ?? null;
    return changePage(view, { email, rules: passwords.policy.describe(), faults });
  }

  function askToSignIn(c: RouteContext<Native>) {
    if (!wantsJson(c.req) && options.loginUrl !== undefined)
      return c.redirect(options.loginUrl, 303);
    return refuse(c, view, { ok: false, reason: 'not_signed_in' });
  }

  function changeFaults(
    refusal: Exclude<ChangePasswordResult<Id>, { readonly ok: true }>,
  ): readonly FieldFault[] {
    const { change } = view.texts;
    switch (refusal.reason) {
      case 'policy_violation':
      case 'invalid_input':
        return faultsOf(view.texts, refusal, 'newPassword');
      case 'wrong_password':
        return [{ field: 'currentPassword', messages: [change.wrongPassword] }];
      case 'changed_meanwhile':
        return [{ field: 'currentPassword', messages: [change.changedMeanwhile] }];
      default:
        return [{ field: 'currentPassword', messages: [change.notPossible] }];
    }
  }
}
