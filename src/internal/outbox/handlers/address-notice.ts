import { countAddressNotice } from '../../throttling.js';
import type { Handler } from '../handler.js';
import { limitNotice } from '../limit-notice.js';
import { flagOf, textOf } from '../payload.js';
import { sendNotice } from '../send-notice.js';

/** Tells the owner, at an address of before, that the account has another one now (ASVS 6.3.7). */
export const handleAddressNotice: Handler = async (core, entry, { desk }) => {
  const { accountKey } = entry;
  const address = textOf(entry, 'address');
  if (accountKey === null) return {};
  if (address === null) return (await limitNotice(core, entry, null)) ?? {};
  const counted = { accountKey, reader: address, isCopy: flagOf(entry, 'toFormerReader') };
  const limited = await limitNotice(core, entry, () => countAddressNotice(core, counted));
  if (limited !== null) return limited;
  const about = { kind: 'address_changed' } as const;
  const withLink = !flagOf(entry, 'withoutLink');
  return sendNotice(core, { entry, accountKey, address, desk, about, withLink });
};
