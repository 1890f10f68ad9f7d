import { isLock } from '../../../is-lock.js';
import { readSay } from '../../disavowal/former-address.js';
import { linkAddress } from '../../link-address.js';
import type { Handler } from '../handler.js';
import { mintCandidate } from '../mint-candidate.js';
import { callContextOf, textOf } from '../payload.js';
import { sendLink } from '../send-link.js';

const KINDS = {
  breached: 'breach_lock',
  disavowed: 'disavowal',
  locked: 'operator_lock',
} as const;

/**
 * Tells the owner of the lock that there is by now, with the link that leads back in. It is one mail
 * for each lock, so the mails that strangers ask for do not crowd it out.
 */
export const handleLockMail: Handler = async (core, entry, work) => {
  const { accountKey } = entry;
  if (accountKey === null) return {};
  const { changeRequired: reason } = await core.stores.credentials.read(accountKey);
  // Unlocked, or changed by a link that was asked for: nobody waits for this one. Or in dispute.
  if (!isLock(reason) || reason === 'disputed') return {};
  const account = await core.stores.users.findByKey(accountKey);
  const address = textOf(entry, 'address');
  if (account === null || linkAddress(core, account) !== address) {
    // The disavowal has promised a link.
    if (reason !== 'disavowed') return {};
    // A later one may have put the account back elsewhere, and mailed its own.
    const say = await readSay(core, accountKey);
    if (account !== null && account.email !== address && say.isConfirmed(account.email)) return {};
    const because = account === null || account.email === address ? 'no_link' : 'address_changed';
    core.emit({ type: 'disavowal.needs_operator', accountKey, because }, callContextOf(entry));
    return {};
  }

  const candidate = await mintCandidate(core, {
    entry,
    account,
    accountKey,
    desk: work.desk,
    making: {
      purpose: 'reset',
      lifetimeSeconds: core.settings.lifetimeSeconds.reset,
      entryId: entry.id,
    },
    isLimited: false,
    ofVersion: null,
  });
  if (candidate === null) return {};
  await work.absorbOlder({ newerToo: false });
  return sendLink(core, { entry, account, candidate, kind: KINDS[reason] });
};
