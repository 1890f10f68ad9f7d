import type { AccountId, AccountRecord, Call } from 'latchkey';
import { readBody } from '../api/read-body.js';
import type { ShownTicket } from '../pages/admin/props.js';
import { fieldsOf } from '../request/fields-of.js';
import { refuse } from '../respond.js';
import { accountOf } from './accounts.js';
import { type AdminApp, callFor } from './environment.js';
import type { AdminHandlerOptions, AdminPasswords } from './options.js';
import { adminStatusOf } from './refusal.js';
import { showBody } from './schemas.js';

/**
 * The links and codes of an account that would open it now, newest first, and nothing of them. The
 * links of notices are left out: by those an owner undoes what a thief did.
 */
export async function openTickets<Id extends AccountId>(
  passwords: AdminPasswords<Id>,
  { id: accountId }: AccountRecord<Id>,
  call: Call,
): Promise<readonly ShownTicket[]> {
  const result = await passwords.listTickets({ accountId }, call);
  if (!result.ok) return [];
  return result.tickets.flatMap(
    ({ id: ticketId, purpose, state, delivery, address, issuedAt, expiresAt }) =>
      state !== 'open' || purpose === 'disavow'
        ? []
        : [{ ticketId, purpose, delivery, address, issuedAt, expiresAt }],
  );
}

/** Lists the same as JSON. The page has them among the account's data. */
export function ticketsRoute<Id extends AccountId, Native>(
  app: AdminApp<Id, Native>,
  options: AdminHandlerOptions<Id, Native>,
): void {
  app.post('/tickets', async (c) => {
    const { fields, json } = await fieldsOf(c.req);
    if (!json) return refuse(c, { ok: false, reason: 'unsupported_media_type' });
    const { accountKey } = readBody(showBody, fields);
    const call = callFor(c, options);
    const account = await accountOf(options.passwords, accountKey, call);
    if (account === null) {
      const refusal = { ok: false, reason: 'account_not_found' } as const;
      return c.json(refusal, adminStatusOf(refusal.reason));
    }
    return c.json({ ok: true, tickets: await openTickets(options.passwords, account, call) });
  });
}
