import type { AccountId, LeasedEntry, StoredAccount } from '../../ports/index.js';
import { mintTicket } from '../../tickets/index.js';
import type { Core } from '../core.js';
import type { Candidate, CandidateDesk } from './candidate-desk.js';
import { callContextOf, textOf } from './payload.js';

/** Bounds how many links can be good at once when deliveries fail without saying how. */
const MAX_MINTS = 3;

/** Retried like any failure: the worker that holds the entry's candidate may yet deliver it. */
export class OutOfMints extends Error {
  readonly code = 'out_of_mints';
}

/** Another worker has taken the entry over: whatever is still to do is its to do. */
export class LeaseLost extends Error {
  readonly code = 'lease_lost';
}

/**
 * Mints a candidate ticket for a mail entry, or finds the one that this process minted for it
 * before. Resolves to `null` where the account has had its mails for now: a stranger who asks a
 * hundred times mints nothing more, and the last delivered link goes on working (attack 27).
 * The limit counts tickets of the current credentials version, so a change clears it.
 */
export async function mintCandidate<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  minting: {
    readonly entry: LeasedEntry;
    readonly account: StoredAccount<Id, Extra>;
    readonly accountKey: string;
    readonly desk: CandidateDesk;
  },
): Promise<Candidate | null> {
  const { entry, account, accountKey, desk } = minting;
  const { stores, settings } = core;
  const now = core.now();
  const kept = desk.find(entry.id, now);
  if (kept !== null) {
    // A change of the password has killed the kept link: whoever still waits gets another.
    const { version } = await stores.credentials.read(accountKey);
    if (kept.ticket.credentialsVersion === version) return kept;
    desk.forget(entry.id);
  }

  const limit = settings.limits.mailsPerAccount;
  const lifetimeSeconds = settings.lifetimeSeconds.reset;
  const candidate = await stores.unitOfWork.run(async (tx) => {
    // Two workers with two mails for one account count one after the other.
    const { version } = await stores.credentials.lock(accountKey, tx);
    const mailed = await stores.tickets.countMintingEntries(
      {
        accountKey,
        credentialsVersion: version,
        // Never longer than a link lives: tombstones are what is counted, and they go with it.
        since: new Date(now.getTime() - Math.min(limit.windowSeconds, lifetimeSeconds) * 1000),
        exceptEntryId: entry.id,
      },
      tx,
    );
    if (mailed >= limit.points) return null;
    if (entry.mints >= MAX_MINTS) throw new OutOfMints();
    if (!(await stores.outbox.countMint(entry, tx))) throw new LeaseLost();
    const minted = mintTicket(
      {
        realm: stores.realm,
        accountKey,
        account,
        credentialsVersion: version,
        purpose: 'reset',
        state: 'candidate',
        lifetimeSeconds,
        entryId: entry.id,
        clientState: textOf(entry, 'state'),
      },
      { now, newId: core.newId, random: core.random },
    );
    await stores.tickets.insert({ ticket: minted.ticket, digest: minted.digest }, tx);
    return { ticket: minted.ticket, token: minted.token, attempt: entry.attempts };
  });
  if (candidate === null) return null;
  desk.keep(entry.id, candidate);
  core.emit(
    { type: 'ticket.issued', accountKey, ticketId: candidate.ticket.id, purpose: 'reset' },
    callContextOf(entry),
  );
  return candidate;
}
