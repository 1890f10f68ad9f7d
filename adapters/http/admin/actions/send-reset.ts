import * as z from 'zod';
import type { ActionSpec } from '../action-route.js';

/**
 * Sends the mail that the person could ask for as well. The core answers a request the same for
 * every address; an administrator is told what would come of none.
 */
export const sendReset: ActionSpec<z.ZodObject> = {
  action: 'sendReset',
  body: z.object({}),
  ofForm: () => ({}),
  run: async (passwords, { id: accountId, email, enabled }, _input, call) => {
    if (!enabled) return { ok: false, reason: 'account_disabled' };
    if (email === null) return { ok: false, reason: 'no_address' };
    const result = await passwords.requestReset({ identifier: email, accountId }, call);
    return result.ok ? { ok: true, outcome: { action: 'sendReset' } } : result;
  },
};
