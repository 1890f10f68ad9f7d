import * as z from 'zod';
import type { ActionSpec } from '../action-route.js';

/** Ends all sessions of the account; its password stays. */
export const endSessions: ActionSpec<'endSessions', z.ZodObject> = {
  action: 'endSessions',
  body: z.object({}),
  ofForm: () => ({}),
  run: async (passwords, { id: accountId }, _input, call) => {
    if (!passwords.hasSessionStore) return { ok: false, reason: 'no_session_store' };
    const result = await passwords.revokeSessions({ accountId }, call);
    return result.ok ? { revoked: result.revoked } : result;
  },
};
