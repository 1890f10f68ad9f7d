import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { openDisavowal } from '../internal/disavowal/open-disavowal.js';
import { normalizeIdentifier } from '../internal/identifier.js';
import { identifierInput, readInput, tokenInput } from '../internal/input.js';
import { lockPassword } from '../internal/lock-password.js';
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
 * Judges the link, counts the try and compares the address; the rest is the transaction of the lock.
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
  const { sessions, linkFollows, putBack: addressPutBack } = locking;
  if (addressPutBack) core.emit({ type: 'address.put_back', accountKey }, context);
  return { ok: true, sessions, linkFollows, addressPutBack };
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
