import * as z from 'zod';
import type { ActionSpec } from '../action-route.js';

/** Makes a locked password good again; what ended with the lock stays ended. */
export const unlock: ActionSpec<z.ZodObject> = {
  action: 'unlock',
  body: z.object({}),
  ofForm: () => ({}),
  run: async (passwords, { id: accountId }, _input, call) => {
    const result = await passwords.unlock({ accountId }, call);
    return result.ok ? { ok: true, outcome: { action: 'unlock' } } : result;
  },
};
