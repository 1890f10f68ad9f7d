import type { TicketPurpose } from 'latchkey';
import { unchecked } from '../../request/read-fields.js';
import type { ActionSpec } from '../action-route.js';
import { revokeTicketsBody } from '../schemas.js';

/** Not the links of notices, even by their ids: by those an owner undoes what a thief did. */
const PURPOSES: readonly TicketPurpose[] = ['reset', 'administrative', 'invite', 'forced_change'];

/** Kills one open link or code of the account, or all of them and the mails still waiting. */
export const revokeTickets: ActionSpec<typeof revokeTicketsBody> = {
  action: 'revokeTickets',
  body: revokeTicketsBody,
  ofForm: (fields) => ({
    ticketId: fields.ticketId === '' ? undefined : unchecked(fields, 'ticketId'),
  }),
  run: async (passwords, { id: accountId }, { ticketId }, call) => {
    const result = await passwords.revokeTickets({ accountId, ticketId, purposes: PURPOSES }, call);
    if (!result.ok) return result;
    return { ok: true, outcome: { action: 'revokeTickets', revoked: result.revoked } };
  },
};
