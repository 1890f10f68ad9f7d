import { isLock } from '../../is-lock.js';
import type { AccountId, LeasedEntry, StoredAccount, Ticket } from '../../ports/index.js';
import { deriveCode, type MintedCode, matchesCode, mintCode } from '../../tickets/index.js';
import type { Core } from '../core.js';
import { countMint } from './count-mint.js';
import { GiveUp } from './handler.js';
import { isWithinMailLimit } from './mail-limit.js';

import { callContextOf, textOf } from './payload.js';

interface OfEntry {
  readonly entry: LeasedEntry;
  readonly flowDigest: Uint8Array;
  readonly accountKey: string;
}

/**
 * Mints the code of an entry, good from this moment. Resolves to `null` where the account may be
 * sent none: it has had its codes for now, an operator has to say whose it is, or it is locked and
 * the code would go elsewhere than to its mailbox. A thief who has set a telephone of his own must
 * not undo with it what the owner's mailbox has locked.
 */
export async function mintCodeFor<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  minting: OfEntry & { readonly account: StoredAccount<Id, Extra> },
): Promise<MintedCode | null> {
  const { entry, flowDigest, account, accountKey } = minting;
  const { stores, settings, newId } = core;
  const [key] = core.codeKeys;
  if (key === undefined) return null;
  const now = core.now();
  const minted = await stores.unitOfWork.run(async (tx) => {
    // Two workers with two mails for one account count one after the other.
    const { version, changeRequired } = await stores.credentials.lock(accountKey, tx);
    if (changeRequired === 'disputed') return 'disputed';
    if (isLock(changeRequired) && textOf(entry, 'channel') !== 'mail') return 'locked';
    const code = { entry, accountKey, delivery: 'code', credentialsVersion: version, now } as const;
    if (!(await isWithinMailLimit(core, code, tx))) return 'limited';
    await countMint(core, { entry }, tx);
    const fresh = mintCode(
      {
        ...settings.codes,
        realm: stores.realm,
        accountKey,
        account,
        credentialsVersion: version,
        purpose: 'reset',
        entryId: entry.id,
        clientState: textOf(entry, 'state'),
        flowDigest,
        key,
      },
      { now, newId },
    );
    await stores.tickets.insert({ ticket: fresh.ticket, digest: flowDigest }, tx);
    return fresh;
  });
  const context = callContextOf(entry);
  if (minted === 'disputed') {
    const because = 'address_changed';
    core.emit({ type: 'disavowal.needs_operator', accountKey, because }, context);
    return null;
  }
  if (minted === 'locked') {
    core.emit({ type: 'code.refused', reason: 'locked' }, context);
    return null;
  }
  if (minted === 'limited') {
    core.emit({ type: 'reset.limited', accountKey }, context);
    return null;
  }
  const { id: ticketId, purpose } = minted.ticket;
  core.emit({ type: 'ticket.issued', accountKey, ticketId, purpose }, context);
  return minted;
}

/**
 * Finds the code that an earlier try of the entry minted: after a mail that failed, or a crash
 * before it. Resolves to `null` where a change of the password has ended it.
 *
 * @throws GiveUp once half of its life is over, since what comes late cannot be typed in time; and
 *   where the key that it was made with is gone
 */
export async function findCodeOf<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  ticket: Ticket,
  { entry, flowDigest, accountKey }: OfEntry,
): Promise<MintedCode | null> {
  const { stores, codeKeys, settings } = core;
  const { version } = await stores.credentials.read(accountKey);
  if (ticket.state !== 'live' || ticket.credentialsVersion !== version) return null;
  const halfLife = (ticket.issuedAt.getTime() + ticket.expiresAt.getTime()) / 2;
  if (core.now().getTime() > halfLife) throw new GiveUp('expired');

  const of = { realm: stores.realm, entryId: entry.id, flowDigest };
  const digest = ticket.code?.digest ?? new Uint8Array();
  const code = codeKeys
    .map((key) => deriveCode(key, of, settings.codes.digits))
    .find((each) => matchesCode(codeKeys, of, { code: each, digest }));
  if (code === undefined) throw new GiveUp('key_removed');
  return { ticket, code };
}
