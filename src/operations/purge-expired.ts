import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { objectableSince } from '../internal/disavowal/former-address.js';
import { countedSeconds } from '../internal/outbox/mail-limit.js';
import type { AccountId, Call } from '../ports/index.js';

export interface PurgeExpiredResult {
  readonly tickets: number;
  readonly outboxEntries: number;
  /** Notes of addresses that accounts were moved away from, or put back at: none has a say any more. */
  readonly formerAddresses: number;
  /** Of a `SessionStore` that can purge, such as that of `latchkey/sql`. */
  readonly sessions: number;
}

const BATCH = 500;
const MAX_BATCHES = 200;
/** What was given up on stays for an operator to read this long. */
const GIVEN_UP_SECONDS = 30 * 24 * 60 * 60;

/** In batches, so that no redemption waits behind a long delete. */
export async function purgeExpired<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  call?: Call,
): Promise<PurgeExpiredResult> {
  const { signal } = readCall(call);
  const now = core.now();
  const { credentials, tickets, outbox, sessions } = core.stores;
  // A code lives for a shorter time than it is counted among the mails of its account (attack 34).
  const uncounted = new Date(now.getTime() - countedSeconds(core.settings) * 1000);
  return {
    tickets: await inBatches(signal, () => tickets.purge({ before: uncounted, limit: BATCH })),
    outboxEntries: await inBatches(signal, () =>
      outbox.purge({ before: new Date(now.getTime() - GIVEN_UP_SECONDS * 1000), limit: BATCH }),
    ),
    formerAddresses: await inBatches(signal, () =>
      credentials.purgeFormerAddresses({ before: objectableSince(core), limit: BATCH }),
    ),
    sessions: await inBatches(
      signal,
      async () => (await sessions?.purge?.({ before: now, limit: BATCH })) ?? 0,
    ),
  };
}

async function inBatches(
  signal: AbortSignal | null,
  purge: () => Promise<number>,
): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MAX_BATCHES && signal?.aborted !== true; batch += 1) {
    const purged = await purge();
    total += purged;
    if (purged < BATCH) break;
  }
  return total;
}
