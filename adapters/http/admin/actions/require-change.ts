import type { RequiredReason } from '../../pages/admin/props.js';
import { unchecked } from '../../request/read-fields.js';
import type { ActionSpec } from '../action-route.js';
import { requireChangeBody } from '../schemas.js';

/** Requires a new password from the next sign-in on; after a breach, at once. */
export const requireChange: ActionSpec<typeof requireChangeBody> = {
  action: 'requireChange',
  body: requireChangeBody,
  ofForm: (fields) => ({ reason: unchecked(fields, 'reason') as RequiredReason }),
  run: async (passwords, { id: accountId }, { reason }, call) => {
    const result = await passwords.requireChange({ accountId, reason }, call);
    return result.ok ? { ok: true, outcome: { action: 'requireChange' } } : result;
  },
};
