import { ticked } from '../../request/read-fields.js';
import type { ActionSpec } from '../action-route.js';
import { lockBody } from '../schemas.js';

/** Locks the password: sessions, links and codes end with it. */
export const lock: ActionSpec<typeof lockBody> = {
  action: 'lock',
  body: lockBody,
  ofForm: (fields) => ({ notify: ticked(fields, 'notify') }),
  run: async (passwords, { id: accountId }, { notify }, call) => {
    const result = await passwords.lock({ accountId, notify }, call);
    if (!result.ok) return result;
    return { ok: true, outcome: { action: 'lock', sessions: result.sessions } };
  },
};
