import * as z from 'zod';
import type { ActionSpec } from '../action-route.js';

/** Ends all sessions of the account; its password stays. */
export const endSessions: ActionSpec<z.ZodObject> = {
  action: 'endSessions',
  body: z.object({}),
  ofForm: () => ({}),
  run: async (passwords, { id: accountId }, _input, call) => {
    if (!passwords.hasSessionStore) return { ok: false, reason: 'no_session_store' };
    const result = await passwords.revokeSessions({ accountId }, call);
    if (!result.ok) return result;
    return { ok: true, outcome: { action: 'endSessions', revoked: result.revoked } };
  },
};
