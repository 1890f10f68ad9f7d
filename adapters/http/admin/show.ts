import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type AccountId, type AccountRecord, isLock } from 'latchkey';
import { type AdminAccountProps, type AdminAction, yourPasswordId } from '../pages/admin/props.js';
import type { FieldFault } from '../pages/faults.js';
import { accountOf, shownAccount } from './accounts.js';
import { type AdminContext, callFor } from './environment.js';
import { isRefusedInDispute } from './in-dispute.js';
import type { AdminHandlerOptions } from './options.js';
import { openTickets } from './tickets.js';

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
    tickets: await openTickets(passwords, account, call),
    adminEmail: admin?.email ?? null,
    actions: actionsFor(account, passwords.hasSessionStore, faults),
    rules: passwords.policy.describe(),
    refused,
    faults,
    outcome,
  });
  return c.html(page, status);
}

/**
 * What would not be refused: nobody is led into a form that can only fail. One whose password was
 * wrong is shown all the same, or the fault would stand beside nothing.
 */
function actionsFor(
  account: AccountRecord,
  hasSessionStore: boolean,
  faults: readonly FieldFault[],
): readonly AdminAction[] {
  const { enabled, email, hasPassword, changeRequired } = account;
  const isOurs = account.identityProvider === null;
  const isDisputed = changeRequired === 'disputed';
  const possible: Readonly<Record<AdminAction, boolean>> = {
    setPassword: isOurs,
    // To a dispute it does nothing: that is a lock, and not one of a breach.
    requireChange: isOurs && hasPassword && !isDisputed,
    sendReset: enabled && email !== null,
    sendInvitation: enabled && isOurs && email !== null && !hasPassword,
    ticketLink: enabled && isOurs,
    revokeTickets: isOurs,
    lock: isOurs && hasPassword && !isLock(changeRequired),
    unlock: isOurs && isLock(changeRequired),
    endDispute: isDisputed && email !== null,
    endSessions: hasSessionStore,
  };
  return (Object.keys(possible) as AdminAction[]).filter(
    (action) =>
      (possible[action] && !isRefusedInDispute(action, account)) ||
      faults.some(({ field }) => field === yourPasswordId(action)),
  );
}
