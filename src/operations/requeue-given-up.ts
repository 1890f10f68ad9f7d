import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { opaqueInput, readInput } from '../internal/input.js';
import { requeueable } from '../internal/outbox/entry-kinds.js';
import type { AccountId, Call } from '../ports/index.js';
import type { RequeueGivenUpResult } from '../results/index.js';

/** At most so many at once: they all come due together, beside the mails of now. */
const MAX_ENTRIES = 1000;

export type RequeueGivenUpInput = (
  | {
      /** Ids out of `listGivenUp()`, 1000 at most. */
      readonly entryIds: readonly string[];
      readonly all?: undefined;
    }
  | {
      /** All of these kinds: at most 1000 at a call, notices first, so call it until it answers 0. */
      readonly all: true;
      readonly entryIds?: undefined;
    }
) & {
  /**
   * Requests for links, codes and mails of `issueTicket` as well, each as if it were made now. Whoever
   * asked has long asked again or gone, so by default only notices, mails about locks and revocations
   * of sessions come back.
   * @default false
   */
  readonly includeRequests?: boolean | undefined;
};

const schema = z
  .object({
    entryIds: z
      .array(opaqueInput, { error: 'invalid_type' })
      .max(MAX_ENTRIES, { error: 'too_long' })
      .optional(),
    all: z.literal(true, { error: 'invalid_type' }).optional(),
    includeRequests: z.boolean({ error: 'invalid_type' }).default(false),
  })
  .refine(({ entryIds, all }) => (entryIds === undefined) !== (all === undefined), {
    error: 'ambiguous',
  });

/** Kind by kind, since each has a lifetime of its own, until the most is reached. */
export async function requeueGivenUp<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: RequeueGivenUpInput,
  call?: Call,
): Promise<RequeueGivenUpResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { signal, context } = readCall(call);
  const { entryIds, includeRequests } = read.value;
  const ids = entryIds === undefined ? null : [...new Set(entryIds)];
  const now = core.now();
  let requeued = 0;
  if (ids === null || ids.length > 0)
    for (const { kind, lifetimeSeconds } of requeueable({ includeRequests })) {
      signal?.throwIfAborted();
      const limit = MAX_ENTRIES - requeued;
      if (limit === 0) break;
      const expiresAt = new Date(now.getTime() + lifetimeSeconds * 1000);
      requeued += await core.stores.outbox.requeue({ kind, ids, dueAt: now, expiresAt, limit });
    }
  if (requeued > 0) core.emit({ type: 'outbox.requeued', requeued }, context);
  return { ok: true, requeued };
}
