import { isAt } from '../../is-at.js';
import { countAddressNotice } from '../../throttling.js';
import { admitOnce } from '../admit-once.js';
import type { Handler } from '../handler.js';
import { callContextOf, flagOf, textOf } from '../payload.js';
import { sendNotice } from '../send-notice.js';

/** Tells the owner, at an address of before, that the account has another one now (ASVS 6.3.7). */
export const handleAddressNotice: Handler = async (core, entry, { desk }) => {
  const { accountKey } = entry;
  const address = textOf(entry, 'address');
  if (accountKey === null || address === null) return {};
  if (flagOf(entry, 'furtherMove')) {
    const account = await core.stores.users.findByKey(accountKey);
    // It has come back to this reader, to whom the move away from here was told.
    if (account !== null && isAt(account, address)) return {};
  }
  const counted = { accountKey, reader: address };
  if (!(await admitOnce(core, entry, () => countAddressNotice(core, counted)))) {
    core.emit({ type: 'notice.limited', accountKey }, callContextOf(entry));
    return {};
  }
  const about = { kind: 'address_changed' } as const;
  const withLink = !flagOf(entry, 'withoutLink');
  return sendNotice(core, { entry, accountKey, address, desk, about, withLink });
};
