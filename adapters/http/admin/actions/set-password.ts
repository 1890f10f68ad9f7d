import { ticked, unchecked } from '../../request/read-fields.js';
import type { ActionSpec } from '../action-route.js';
import { setPasswordBody } from '../schemas.js';

/** Sets a password directly. The policy applies, and the account's sessions end. */
export const setPassword: ActionSpec<typeof setPasswordBody> = {
  action: 'setPassword',
  body: setPasswordBody,
  ofForm: (fields) => ({
    newPassword: unchecked(fields, 'newPassword'),
    mustChange: ticked(fields, 'mustChange'),
    notify: ticked(fields, 'notify'),
  }),
  run: async (passwords, { id: accountId }, { newPassword, mustChange, notify }, call) => {
    const result = await passwords.adminSetPassword(
      { accountId, newPassword, mustChange, notify },
      call,
    );
    if (!result.ok) return result;
    return { ok: true, outcome: { action: 'setPassword', sessions: result.sessions } };
  },
};
