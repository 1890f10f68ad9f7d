import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AccountId, AccountRecord } from 'latchkey';
import type { AdminAccountProps, AdminAction } from '../pages/admin/props.js';
import type { FieldFault } from '../pages/faults.js';
import { accountOf, shownAccount } from './accounts.js';
import { type AdminContext, callFor } from './environment.js';
import type { AdminHandlerOptions } from './options.js';

/** Shows the search, empty or with what was wrong. */
export function findPage<Id extends AccountId, Native>(
  c: AdminContext<Id, Native>,
  shown: {
    readonly identifier?: string;
    readonly faults?: readonly FieldFault[];
    readonly status?: ContentfulStatusCode;
  } = {},
) {
  const { identifier = '', faults = [], status = 200 } = shown;
  const { view } = c.var;
  return c.html(view.pages.admin(view, { step: 'find', identifier, faults }), status);
}

/** Shows an account as it is now; where it is gone, the search. */
export async function accountPage<Id extends AccountId, Native>(
  c: AdminContext<Id, Native>,
  options: AdminHandlerOptions<Id, Native>,
  accountKey: unknown,
  shown: Partial<Pick<AdminAccountProps, 'faults' | 'outcome' | 'refused'>> & {
    readonly status?: ContentfulStatusCode;
  } = {},
) {
  const { passwords } = options;
  const call = callFor(c, options);
  const account = await accountOf(passwords, accountKey, call);
  const { view } = c.var;
  if (account === null) {
    const faults = [{ field: 'identifier', messages: [view.texts.admin.find.none] }];
    return findPage(c, { faults, status: 404 });
  }
  // Where the host asks in a way of its own, the administrator may be of another realm.
  const admin =
    options.reauthenticate === undefined
      ? await accountOf(passwords, String(c.var.admin.accountId), call)
      : null;
  const { faults = [], outcome = null, refused = null, status = 200 } = shown;
  const page = view.pages.admin(view, {
    step: 'account',
    account: shownAccount(account),
    adminEmail: admin?.email ?? null,
    actions: actionsFor(account, passwords.hasSessionStore),
    rules: passwords.policy.describe(),
    refused,
    faults,
    outcome,
  });
  return c.html(page, status);
}

/** What would not be refused: nobody is led into a form that can only fail. */
function actionsFor(account: AccountRecord, hasSessionStore: boolean): readonly AdminAction[] {
  const { enabled, email, hasPassword } = account;
  const isOurs = account.identityProvider === null;
  const possible: Readonly<Record<AdminAction, boolean>> = {
    setPassword: isOurs,
    requireChange: isOurs && hasPassword,
    sendReset: enabled && email !== null,
    ticketLink: enabled && isOurs,
    endSessions: hasSessionStore,
  };
  return (Object.keys(possible) as AdminAction[]).filter((action) => possible[action]);
}
