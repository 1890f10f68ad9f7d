import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import {
  accountIdInput,
  accountKeyOf,
  clientStateInput,
  identifierInput,
  linkNameInput,
  readInput,
} from '../internal/input.js';
import { resetRequest } from '../internal/outbox/entries.js';
import { admitRequest } from '../internal/throttling.js';
import type { AccountId, Call } from '../ports/index.js';
import type { RequestResetResult } from '../results.js';

export interface RequestResetInput<Id extends AccountId = AccountId> {
  /** The e-mail address as typed. */
  readonly identifier: string;
  /** The name of one of `links.named`; without it the purpose's own link is mailed. */
  readonly link?: string | undefined;
  /**
   * For trusted callers: of the accounts that share the address, only this one is mailed. It comes
   * from an administrator's choice, never from the request of a person.
   */
  readonly accountId?: Id | undefined;
  /**
   * Text of your own that comes back untouched when the link is redeemed. Anybody may ask for
   * anybody's reset, so check it against the session of who comes back, as with OAuth's `state`.
   */
  readonly state?: string | undefined;
}

const schema = z.object({
  identifier: identifierInput,
  link: linkNameInput.optional(),
  accountId: accountIdInput.optional(),
  state: clientStateInput.optional(),
});

/**
 * Validates, throttles by client, writes one outbox entry and answers. Whether an account exists
 * is looked up later, by the worker, so that neither the answer nor its time can tell
 * (ASVS 6.3.8).
 */
export async function requestReset<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: RequestResetInput<Id>,
  call?: Call,
): Promise<RequestResetResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { identifier, accountId, link = null, state = null } = read.value;
  const accountKey = accountId === undefined ? null : accountKeyOf(accountId);
  if (link !== null && !core.links.knows(link))
    return { ok: false, reason: 'invalid_input', issues: [{ path: 'link', code: 'unknown' }] };
  const { signal, context } = readCall(call);

  const admission = await admitRequest(core, context);
  if (!admission.ok) {
    const { retryAfterSeconds } = admission;
    core.emit({ type: 'reset.throttled', retryAfterSeconds }, context);
    return admission;
  }
  await core.admitToOutbox();
  signal?.throwIfAborted();
  await core.stores.outbox.enqueue(
    resetRequest(core, { identifier, accountKey, link, state, context }),
  );
  core.emit({ type: 'reset.requested' }, context);
  return { ok: true };
}
