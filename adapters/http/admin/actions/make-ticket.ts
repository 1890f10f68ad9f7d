import * as z from 'zod';
import type { ActionSpec } from '../action-route.js';

/** Makes a link that sets the account's password, and shows it in this one answer. */
export const makeTicket: ActionSpec<z.ZodObject> = {
  action: 'ticketLink',
  body: z.object({}),
  ofForm: () => ({}),
  run: async (passwords, { id: accountId }, _input, call) => {
    const result = await passwords.issueTicket({ accountId }, call);
    if (!result.ok) return result;
    const { url, expiresAt } = result.ticket;
    return { ok: true, outcome: { action: 'ticketLink', url, expiresAt } };
  },
};
