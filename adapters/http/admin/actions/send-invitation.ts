import * as z from 'zod';
import type { ActionSpec } from '../action-route.js';

/**
 * Mails an invitation, or mails it again: once the new one is delivered, the one before is dead.
 * Who comes by it has shown that the mailbox is theirs.
 */
export const sendInvitation: ActionSpec<z.ZodObject> = {
  action: 'sendInvitation',
  body: z.object({}),
  ofForm: () => ({}),
  run: async (passwords, { id: accountId, hasPassword }, _input, call) => {
    if (hasPassword) return { ok: false, reason: 'has_password' };
    const result = await passwords.issueTicket(
      { accountId, purpose: 'invite', deliver: 'mail', markEmailVerified: true },
      call,
    );
    return result.ok ? { ok: true, outcome: { action: 'sendInvitation' } } : result;
  },
};
