import type { AccountId, LeasedEntry, StoredAccount } from '../../ports/index.js';
import { mintTicket } from '../../tickets/index.js';
import type { Core } from '../core.js';
import type { Candidate, CandidateDesk } from './candidate-desk.js';
import { countMint } from './count-mint.js';
import { isWithinMailLimit } from './mail-limit.js';
import { callContextOf } from './payload.js';
import { sameLink } from './same-link.js';

type LinkMaking = Omit<
  Parameters<typeof mintTicket>[0],
  'realm' | 'accountKey' | 'account' | 'credentialsVersion' | 'state'
>;

/** Bounds how many links can be good at once when deliveries fail without saying how. */
const MAX_MINTS = 3;

/**
 * How many links an entry may have had by now: one more for each half of a life, which is as long as
 * one is sent again. The mail of a lock is worth three days, and must survive an outage of hours.
 */
function mintsUntil(now: Date, { createdAt }: LeasedEntry, { lifetimeSeconds }: LinkMaking) {
  const halfLives = (now.getTime() - createdAt.getTime()) / (lifetimeSeconds * 500);
  return MAX_MINTS + Math.max(0, Math.floor(halfLives));
}

/**
 * Mints a candidate ticket for a mail entry, or finds the one that this process minted for it
 * before. Resolves to `null` where nothing may be mailed: the account has had its mails for now, or
 * its password is not the one any more that the entry is about.
 */
export async function mintCandidate<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  minting: {
    readonly entry: LeasedEntry;
    readonly account: StoredAccount<Id, Extra>;
    readonly accountKey: string;
    readonly desk: CandidateDesk;
    /** What the link is to be good for. */
    readonly making: LinkMaking;
    /** Whether a person asked for it: it is then one of the mails that the account may be sent in a while. */
    readonly isLimited: boolean;
    /** Only while this is the account's version; `null` where any will do. */
    readonly ofVersion: number | null;
  },
): Promise<Candidate | null> {
  const { entry, account, accountKey, desk, making } = minting;
  const { stores } = core;
  const now = core.now();
  const atMost = mintsUntil(now, entry, making);
  const kept = desk.find(entry.id, now);
  if (kept !== null) {
    // A change of the password has killed the kept link: whoever still waits gets another.
    const { version } = await stores.credentials.read(accountKey);
    if (kept.ticket.credentialsVersion === version)
      return sameLink(core, { ...minting, kept, atMost });
    desk.forget(entry.id);
  }

  const candidate = await stores.unitOfWork.run(async (tx) => {
    // Two workers with two mails for one account count one after the other.
    const { version, changeRequired } = await stores.credentials.lock(accountKey, tx);
    // A dispute that began a moment ago: what a person asks for opens no way around it.
    if (minting.isLimited && changeRequired === 'disputed') return null;
    if (minting.ofVersion !== null && minting.ofVersion !== version) return null;
    const link = { entry, accountKey, delivery: 'link', credentialsVersion: version, now } as const;
    if (minting.isLimited && !(await isWithinMailLimit(core, link, tx))) return null;
    await countMint(core, { entry, atMost }, tx);
    const minted = mintTicket(
      {
        ...making,
        realm: stores.realm,
        accountKey,
        account,
        credentialsVersion: version,
        state: 'candidate',
      },
      { now, newId: core.newId, random: core.random },
    );
    await stores.tickets.insert({ ticket: minted.ticket, digest: minted.digest }, tx);
    return {
      ticket: minted.ticket,
      token: minted.token,
      countedIn: entry.attempts,
      lifetimeSeconds: making.lifetimeSeconds,
    };
  });
  if (candidate === null) return null;
  desk.keep(entry.id, candidate);
  const { id: ticketId, purpose } = candidate.ticket;
  core.emit({ type: 'ticket.issued', accountKey, ticketId, purpose }, callContextOf(entry));
  return candidate;
}
