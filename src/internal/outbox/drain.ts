import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Core } from '../core.js';
import type { CandidateDesk } from './candidate-desk.js';
import { foldsWith } from './entry-kinds.js';
import type { Work } from './handler.js';
import { processEntry } from './process-entry.js';

/** Entries claimed at once. Each starts at once, so none waits under its lease. */
const BATCH = 5;

/**
 * Claims and does what is due by now, batch by batch, until nothing is, `maxEntries` are done or the
 * signal aborts: then what is under way is finished, and nothing else begun. Resolves to how many
 * entries were handled, whatever became of each, and whether it stopped before the end.
 *
 * What becomes due meanwhile is the next drain's. Between two batches this one waits for mails, which
 * go to known addresses only: a request that came then would be early or late by whose it follows.
 */
export async function drain<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  desk: CandidateDesk,
  bounds: {
    readonly maxEntries: number;
    readonly signal: AbortSignal | null;
    /** Called with the first batch that is not empty. */
    readonly onWork?: () => void;
  },
): Promise<{ readonly handled: number; readonly stoppedEarly: boolean }> {
  // Longer than a mailer may take, with room for the look-ups before and the writes after it.
  const leaseSeconds = core.settings.mailTimeoutSeconds * 2 + 30;
  const isStopped = () => bounds.signal?.aborted === true;
  const dueUntil = core.now();
  let handled = 0;
  while (handled < bounds.maxEntries && !isStopped()) {
    const now = core.now();
    const entries = await core.stores.outbox.claim({
      // A clock that has been set back since makes nothing due that was put off, or is in hand.
      now: new Date(Math.min(now.getTime(), dueUntil.getTime())),
      leaseUntil: new Date(now.getTime() + leaseSeconds * 1000),
      leaseId: core.newId(),
      limit: Math.min(BATCH, bounds.maxEntries - handled),
    });
    if (entries.length === 0) return { handled, stoppedEarly: false };
    if (handled === 0) bounds.onWork?.();
    if (isStopped()) {
      // Claimed while the signal came: under its lease it would wait for nobody.
      await giveBack(core, entries);
      break;
    }
    const settled = await Promise.allSettled(
      newestOfEach(entries).map((group) => processNewest(core, desk, group)),
    );
    handled += entries.length;
    const failed = settled.find((outcome) => outcome.status === 'rejected');
    // What failed here is the database, not a mail: the leases run out and the entries come back.
    if (failed !== undefined) throw failed.reason;
  }
  return { handled, stoppedEarly: true };
}

/**
 * Gives entries back as they were, for any worker to take.
 *
 * @param from - when they are due. @default when they were, so at once
 */
async function giveBack<Id extends AccountId, Extra extends object, Tx>(
  { stores: { outbox } }: Core<Id, Extra, Tx>,
  entries: readonly LeasedEntry[],
  from?: Date,
): Promise<void> {
  for (const { id, leaseId, dueAt } of entries)
    await outbox.defer({ id, leaseId, dueAt: from ?? dueAt });
}

/** The same for entries that ask for the same, of which one stands for all. */
function wantOf(entry: LeasedEntry): string {
  return JSON.stringify([entry.kind, foldsWith(entry) ?? entry.id]);
}

/**
 * Finds the newest of the claimed entries that ask for the same. They were all pending when the
 * batch was claimed, and somebody who presses a button five times wants one mail.
 */
function newestOfEach(entries: readonly LeasedEntry[]) {
  const groups = new Map<string, LeasedEntry[]>();
  for (const entry of entries) {
    const key = wantOf(entry);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].map((group) => {
    const [newest, ...older] = group.sort((a, b) => +b.createdAt - +a.createdAt);
    return { newest: newest as LeasedEntry, older };
  });
}

/** More than a mail usually takes. */
const PUT_OFF_MILLISECONDS = 1000;

/**
 * Does the newest, and gives the older ones back where it came to stand for none of them. Where
 * another look has a mail in hand that asks for the same, all of them wait for its end: a link that
 * is accepted late would supersede the newer one.
 */
async function processNewest<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  desk: CandidateDesk,
  { newest, older }: { readonly newest: LeasedEntry; readonly older: readonly LeasedEntry[] },
): Promise<void> {
  const { outbox } = core.stores;
  const { kind, foldKey } = newest;
  const done = desk.takeInHand(wantOf(newest));
  if (done === null) {
    const later = new Date(core.now().getTime() + PUT_OFF_MILLISECONDS);
    return giveBack(core, [newest, ...older], later);
  }
  let absorbed = false;
  const absorbOlder: Work['absorbOlder'] = async ({ newerToo } = { newerToo: true }) => {
    absorbed = true;
    for (const entry of older) {
      await outbox.complete(entry);
      desk.forget(entry.id);
    }
    if (foldKey === null) return;
    const now = core.now();
    // What is tried for the first time stands for all that is pending; a retry for older ones
    // only, because newer ones live longer.
    const createdUntil = newest.attempts === 1 && newerToo ? now : newest.createdAt;
    await outbox.fold({ kind, foldKey, exceptId: newest.id, createdUntil, now });
  };
  await processEntry(core, newest, { desk, absorbOlder }).finally(done);
  if (!absorbed) await giveBack(core, older);
}
