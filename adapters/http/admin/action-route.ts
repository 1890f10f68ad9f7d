import type { AccountId, AccountRecord, Call } from 'latchkey';
import type * as z from 'zod';
import { readBody } from '../api/read-body.js';
import {
  ADMIN_PATHS,
  type AdminAction,
  type AdminOutcome,
  type Chosen,
} from '../pages/admin/props.js';
import { fieldsOf } from '../request/fields-of.js';
import { type Fields, isJson } from '../request/read-fields.js';
import { refuse } from '../respond.js';
import { accountOf } from './accounts.js';
import { type AdminApp, type AdminContext, callFor } from './environment.js';
import { isRefusedInDispute } from './in-dispute.js';
import type { AdminHandlerOptions, AdminPasswords } from './options.js';
import { reauthenticate } from './reauthenticate.js';
import { type AdminRefusal, adminFaults, adminStatusOf } from './refusal.js';
import { everyChange } from './schemas.js';
import { accountPage, findPage } from './show.js';

/** One thing that an administrator does to an account. */
export interface ActionSpec<Input extends z.ZodObject> {
  readonly action: AdminAction;
  /** Its own fields as JSON, besides the account and the administrator's password. */
  readonly body: Input;
  /** The same out of a form, unchecked: the core judges them. */
  readonly ofForm: (fields: Fields) => z.output<Input>;
  readonly run: <Id extends AccountId>(
    passwords: AdminPasswords<Id>,
    account: AccountRecord<Id>,
    input: z.output<Input>,
    call: Call,
  ) => Promise<{ readonly ok: true; readonly outcome: AdminOutcome } | AdminRefusal>;
}

/**
 * Takes an action's form, or the same as JSON. First of all the administrator's own password is
 * checked, then the account is looked up, then it is done. The answer is the account's page, since
 * a redirect would have to carry in a URL whose page that is, and what a link is.
 */
export function actionRoute<Id extends AccountId, Native, Input extends z.ZodObject>(
  app: AdminApp<Id, Native>,
  options: AdminHandlerOptions<Id, Native>,
  { action, body, ofForm, run }: ActionSpec<Input>,
): void {
  const { passwords } = options;

  app.post(ADMIN_PATHS[action], async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    const result = await attempt(c, fields);
    if (result.ok) {
      const { outcome } = result;
      if (!json) return accountPage(c, options, fields.accountKey, { outcome });
      const { action: _done, ...details } = outcome;
      return c.json({ ok: true, ...details });
    }
    if (result.reason === 'throttled') return refuse(c, { ...result });
    return json ? c.json(result, adminStatusOf(result.reason)) : refusedPage(c, fields, result);
  });

  async function attempt(c: AdminContext<Id, Native>, fields: Fields) {
    const input = isJson(c.req)
      ? (readBody(everyChange.extend(body.shape), fields) as z.output<Input>)
      : ofForm(fields);
    const call = callFor(c, options);
    const confirmed = await reauthenticate(c, options, fields);
    if (!confirmed.ok) return confirmed;
    const account = await accountOf(passwords, fields.accountKey, call);
    if (account === null) return { ok: false, reason: 'account_not_found' } as const;
    if (isRefusedInDispute(action, account)) return { ok: false, reason: 'in_dispute' } as const;
    return run(passwords, account, input, call);
  }

  function refusedPage(c: AdminContext<Id, Native>, fields: Fields, refusal: AdminRefusal) {
    const faults = adminFaults(c.var.view.texts, action, refusal);
    const status = adminStatusOf(refusal.reason);
    if (refusal.reason === 'account_not_found') return findPage(c, { faults, status });
    const refused = { action, chosen: chosenIn(fields) };
    return accountPage(c, options, fields.accountKey, { faults, refused, status });
  }
}

function chosenIn(fields: Fields): Chosen {
  const names = ['mustChange', 'notify', 'reason', 'ticketId'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = fields[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
