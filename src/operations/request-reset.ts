import * as z from 'zod';
import { LatchkeyError } from '../errors.js';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { normalizeIdentifier } from '../internal/identifier.js';
import {
  accountIdInput,
  accountKeyOf,
  clientStateInput,
  identifierInput,
  linkNameInput,
  readInput,
} from '../internal/input.js';
import { resetRequest } from '../internal/outbox/request-entries.js';
import { admitRequest } from '../internal/throttling.js';
import type { AccountId, Call } from '../ports/index.js';
import type { RequestResetResult } from '../results/index.js';
import { createFlowId, digestFlowId } from '../tickets/index.js';

export interface RequestResetInput<Id extends AccountId = AccountId> {
  /** The e-mail address as typed. */
  readonly identifier: string;
  /**
   * A link, or a code to type into the page that asked: see `flowId` in the result. Where several
   * accounts share the address, each of them is mailed a link all the same. @default 'link'
   */
  readonly deliver?: 'link' | 'code' | undefined;
  /** How a code goes out: by mail, or by one of the configured `channels`. @default 'mail' */
  readonly channel?: string | undefined;
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
  deliver: z.enum(['link', 'code'], { error: 'invalid_value' }).optional(),
  channel: linkNameInput.optional(),
  link: linkNameInput.optional(),
  accountId: accountIdInput.optional(),
  state: clientStateInput.optional(),
});

/**
 * One INSERT, whoever is asked for: the worker looks up, so neither the answer nor its time tells.
 */
export async function requestReset<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: RequestResetInput<Id>,
  call?: Call,
): Promise<RequestResetResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const {
    identifier,
    accountId,
    deliver,
    channel = 'mail',
    link = null,
    state = null,
  } = read.value;
  const accountKey = accountId === undefined ? null : accountKeyOf(accountId);
  if (link !== null && !core.links.knows(link))
    return { ok: false, reason: 'invalid_input', issues: [{ path: 'link', code: 'unknown' }] };
  if (!core.channels.has(channel) || (channel !== 'mail' && deliver !== 'code'))
    return { ok: false, reason: 'invalid_input', issues: [{ path: 'channel', code: 'unknown' }] };
  const { signal, context } = readCall(call);
  const flowId = deliver === 'code' ? newFlowId(core, identifier) : null;

  const admission = await admitRequest(core, context);
  if (!admission.ok) {
    const { retryAfterSeconds } = admission;
    core.emit({ type: 'reset.throttled', retryAfterSeconds }, context);
    return admission;
  }
  await core.admitToOutbox('reset_request');
  signal?.throwIfAborted();
  await core.stores.outbox.enqueue(
    resetRequest(core, {
      identifier,
      accountKey,
      link,
      state,
      code:
        flowId === null ? null : { flowDigest: digestFlowId(core.stores.realm, flowId), channel },
      context,
    }),
  );
  core.emit({ type: 'reset.requested' }, context);
  return { ok: true, flowId };
}

function newFlowId<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  identifier: string,
): string {
  const [key] = core.codeKeys;
  if (key === undefined)
    throw new LatchkeyError('ERR_INVALID_OPTION', 'To deliver codes, give the option "keys".');
  const { realm } = core.stores;
  const flow = { realm, identifier: normalizeIdentifier(identifier), key };
  return createFlowId(flow, { now: core.now(), random: core.random });
}
