import type { LockReason } from 'latchkey';
import type { ActionSpec } from '../action-route.js';
import { unlockBody } from '../schemas.js';

/** Takes back the lock that was shown; what ended with it stays ended. */
export const unlock: ActionSpec<typeof unlockBody> = {
  action: 'unlock',
  body: unlockBody,
  ofForm: (fields) => ({ reason: fields.reason as LockReason | undefined }),
  run: async (passwords, { id: accountId }, { reason }, call) => {
    const result = await passwords.unlock({ accountId, reason }, call);
    return result.ok ? { ok: true, outcome: { action: 'unlock' } } : result;
  },
};
