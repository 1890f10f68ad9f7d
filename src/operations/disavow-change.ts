import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { normalizeIdentifier } from '../internal/identifier.js';
import { identifierInput, readInput, tokenInput } from '../internal/input.js';
import { lockPassword } from '../internal/lock-password.js';
import { openDisavowal } from '../internal/open-disavowal.js';
import { admitDisavowal } from '../internal/throttling.js';
import type { AccountId, Call, CallContext } from '../ports/index.js';
import type { DisavowChangeResult } from '../results/index.js';

export interface DisavowChangeInput {
  /** Out of the link in the notice. */
  readonly token: string;
  /** The address that the notice went to, as its reader types it. */
  readonly address: string;
}

const schema = z.object({ token: tokenInput, address: identifierInput });

/**
 * Undoes what its owner did not do. Whoever holds a notice's link and knows the address that it
 * went to ends every session, locks the password and kills every ticket of the account, but for the
 * links of other notices, which may have been caused by the same thief. It wins over a change that
 * races it: that change comes out before it, and is undone, or not at all.
 *
 * What was changed beside the password since then (a second factor, a telephone) is put back by the
 * hook `onDisavowal`, in the same transaction; without it, it stays.
 *
 * A link to set a new password follows, to the notified address and only while that is the
 * account's. Where it is not, the hook `onAddressDisavowal` may put it back, if it is the one that
 * the account was moved away from; else nobody can tell from here which of the two addresses is the
 * owner's, the lock opens to no link that is asked for (`disputed`), and an event asks for an operator.
 * Done for fun, by the owner or by whoever reads the owner's mail, it costs a mail.
 *
 * @throws LatchkeyError `ERR_HOOK` where a hook throws; nothing was changed, and the link stays good
 * @see ASVS 5.0.0 6.3.7, 7.4.3
 */
export async function disavowChange<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: DisavowChangeInput,
  call?: Call,
): Promise<DisavowChangeResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { token, address } = read.value;
  const { signal, context } = readCall(call);

  const opened = await openDisavowal(core, token);
  if (!opened.ok) return refuse(core, opened, context);
  const { id: ticketId, accountKey, address: notified, noticed } = opened.ticket;
  const admission = await admitDisavowal(core, ticketId);
  if (!admission.ok) return refuse(core, admission, context);
  if (notified === null || normalizeIdentifier(address) !== normalizeIdentifier(notified))
    return refuse(core, { ok: false, reason: 'address_mismatch' }, context);
  signal?.throwIfAborted();

  const disavowal = { ticketId, address: notified, noticed };
  const locking = await admission.check(() =>
    lockPassword(core, {
      accountKey,
      reason: 'disavowed',
      ofVersion: null,
      disavowal,
      notify: true,
      context,
    }),
  );
  // The same link was used beside this call, and what it says now is the truth to tell; or another
  // address has the say.
  if (!locking.locked) {
    const now = await openDisavowal(core, token);
    return refuse(core, now.ok ? { ok: false, reason: 'token_superseded' } : now, context);
  }
  await admission.succeeded();
  core.emit({ type: 'change.disavowed', accountKey }, context);
  const { sessions, reason, putBack: addressPutBack } = locking;
  if (addressPutBack) core.emit({ type: 'address.put_back', accountKey }, context);
  if (!locking.linkFollows) {
    const because = reason === 'disputed' ? 'address_changed' : 'no_link';
    core.emit({ type: 'disavowal.needs_operator', accountKey, because }, context);
  }
  return { ok: true, sessions, linkFollows: locking.linkFollows, addressPutBack };
}

function refuse<
  Reason extends string,
  Refusal extends { readonly ok: false; readonly reason: Reason },
  Id extends AccountId,
  Extra extends object,
  Tx,
>(core: Core<Id, Extra, Tx>, refusal: Refusal, context: CallContext): Refusal {
  core.emit({ type: 'disavowal.refused', reason: refusal.reason }, context);
  return refusal;
}
