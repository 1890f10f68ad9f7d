import { countAddressNotice } from '../../throttling.js';
import { admitNotice } from '../admit-notice.js';
import type { Handler } from '../handler.js';
import { flagOf, textOf } from '../payload.js';
import { sendNotice } from '../send-notice.js';

/** Tells the owner, at an address of before, that the account has another one now (ASVS 6.3.7). */
export const handleAddressNotice: Handler = async (core, entry, { desk }) => {
  const { accountKey } = entry;
  const address = textOf(entry, 'address');
  if (accountKey === null) return {};
  if (address === null) {
    await admitNotice(core, entry, null);
    return {};
  }
  const counted = { accountKey, reader: address, isCopy: flagOf(entry, 'toFormerReader') };
  if (!(await admitNotice(core, entry, () => countAddressNotice(core, counted)))) return {};
  const about = { kind: 'address_changed' } as const;
  const withLink = !flagOf(entry, 'withoutLink');
  return sendNotice(core, { entry, accountKey, address, desk, about, withLink });
};
