import type { AccountId, DisavowLink, LeasedEntry, NoticedChange } from '../../ports/index.js';
import { judgeDisavowal, mintTicket } from '../../tickets/index.js';
import type { Core } from '../core.js';
import { listedTickets } from '../listed-tickets.js';
import type { Candidate, CandidateDesk } from './candidate-desk.js';
import { countMint } from './count-mint.js';
import { NOTICE_SECONDS } from './entry-kinds.js';
import { callContextOf } from './payload.js';
import { sameLink } from './same-link.js';

/**
 * How many links with half of their life before them one address may have about an account.
 * Somebody who resets his own password all day would fill the store otherwise. Who has this many has
 * no use for another, since an older one undoes what came after it as well; what is about to
 * expire, went to other addresses, or has to be made anew for a second try is not held against her.
 */
const MAX_LINKS = 50;

/**
 * Makes the "this wasn't me" link of a notice, or finds the one that this process made for it
 * before; `null` where the application has no page for it, and where its reader has so many that
 * another one would be of no use. The ticket is bound to the address that
 * the notice goes to, is good at once and stays so whatever is changed, mailed or promoted since:
 * it is for undoing just that. It counts among nobody's mails.
 */
export async function mintDisavowal<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  minting: {
    readonly entry: LeasedEntry;
    readonly accountKey: string;
    readonly address: string;
    readonly locale: string | null;
    readonly desk: CandidateDesk;
    readonly noticed: NoticedChange;
  },
): Promise<DisavowLink | null> {
  if (!core.links.disavows) return null;
  const { entry, desk, locale } = minting;
  const kept = desk.find(entry.id, core.now());
  // A move is told with a link in any case: no other undoes it where the address is not hers any more.
  const isNeeded = minting.noticed.change === 'address_changed';
  if (kept === null && !isNeeded && entry.attempts === 1 && (await hasManyLinks(core, minting)))
    return null;
  const { ticket, token, lifetimeSeconds } =
    kept === null
      ? await mint(core, minting)
      : // It is tried for three days: the same link in every try is one ticket and not hundreds.
        await sameLink(core, { entry, desk, kept });
  return {
    url: core.links.build({ token, purpose: 'disavow', name: null, locale }),
    expiresAt: ticket.expiresAt,
    lifetimeSeconds,
  };
}

async function hasManyLinks<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  { accountKey, address }: { readonly accountKey: string; readonly address: string },
): Promise<boolean> {
  const halfMs = (core.settings.lifetimeSeconds.disavow * 1000) / 2;
  const against = { realm: core.stores.realm, now: new Date(core.now().getTime() + halfMs) };
  const good = (await listedTickets(core, accountKey)).filter(
    (ticket) =>
      ticket.purpose === 'disavow' &&
      ticket.address === address &&
      judgeDisavowal(ticket, against).ok,
  );
  return good.length >= MAX_LINKS;
}

async function mint<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  minting: Parameters<typeof mintDisavowal<Id, Extra, Tx>>[1],
): Promise<Candidate> {
  const { entry, accountKey, address, desk, noticed } = minting;
  const { stores } = core;
  const now = core.now();
  const lifetimeSeconds = core.settings.lifetimeSeconds.disavow;
  const minted = await stores.unitOfWork.run(async (tx) => {
    // Where the entry is gone, the account has been forgotten or another worker has taken over.
    await countMint(core, { entry }, tx);
    const { version } = await stores.credentials.read(accountKey, tx);
    const { ticket, token, digest } = mintTicket(
      {
        realm: stores.realm,
        accountKey,
        account: { email: address },
        credentialsVersion: version,
        purpose: 'disavow',
        state: 'live',
        lifetimeSeconds,
        noticed: isFresh(noticed, now) ? noticed : undefined,
      },
      { now, newId: core.newId, random: core.random },
    );
    await stores.tickets.insert({ ticket, digest }, tx);
    return { ticket, token, countedIn: entry.attempts, lifetimeSeconds };
  });
  desk.keep(entry.id, minted);
  const { id: ticketId, purpose } = minted.ticket;
  core.emit({ type: 'ticket.issued', accountKey, ticketId, purpose }, callContextOf(entry));
  return minted;
}

/**
 * Whether the link puts back what was changed since. Not what is told of late, because an operator
 * brought the notice back or its sender named an old instant: by then the owner may have added a
 * second factor of her own, which whoever reads her mail must not take away.
 */
function isFresh({ changedAt }: NoticedChange, now: Date): boolean {
  return now.getTime() - changedAt.getTime() <= NOTICE_SECONDS * 1000;
}
