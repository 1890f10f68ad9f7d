import { wholeNumber } from '../../request/read-fields.js';
import type { ActionSpec } from '../action-route.js';
import { endDisputeBody } from '../schemas.js';

/**
 * Ends a dispute: the address that was shown is the owner's, and the link back in goes there. The
 * links of notices die first, or who reads one could move the account once more.
 */
export const endDispute: ActionSpec<typeof endDisputeBody> = {
  action: 'endDispute',
  body: endDisputeBody,
  ofForm: (fields) => ({ credentialsVersion: wholeNumber(fields, 'credentialsVersion') as number }),
  run: async (passwords, account, { credentialsVersion }, call) => {
    const { id: accountId, email, changeRequired } = account;
    // Or what somebody else has settled meanwhile would be locked anew.
    if (changeRequired !== 'disputed') return { ok: false, reason: 'not_disputed' };
    if (email === null) return { ok: false, reason: 'no_address' };
    // Ahead of the links: the owner's is her way to undo the move that nobody has looked at yet.
    if (credentialsVersion !== account.credentialsVersion)
      return { ok: false, reason: 'changed_meanwhile' };
    const revoked = await passwords.revokeTickets({ accountId, purposes: ['disavow'] }, call);
    if (!revoked.ok) return revoked;
    const result = await passwords.lock(
      { accountId, notify: true, endDispute: true, credentialsVersion },
      call,
    );
    if (!result.ok) return result;
    return { ok: true, outcome: { action: 'endDispute', sessions: result.sessions } };
  },
};
