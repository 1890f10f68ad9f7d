import { wholeNumber } from '../../request/read-fields.js';
import type { ActionSpec } from '../action-route.js';
import { unlockBody } from '../schemas.js';

/** Takes back the lock that was shown; what ended with it stays ended. */
export const unlock: ActionSpec<typeof unlockBody> = {
  action: 'unlock',
  body: unlockBody,
  ofForm: (fields) => ({ credentialsVersion: wholeNumber(fields, 'credentialsVersion') }),
  run: async (passwords, { id: accountId }, { credentialsVersion }, call) => {
    const result = await passwords.unlock({ accountId, credentialsVersion }, call);
    return result.ok ? { ok: true, outcome: { action: 'unlock' } } : result;
  },
};
