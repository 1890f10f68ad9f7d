import { countAddressNotice } from '../../throttling.js';
import { admitOnce } from '../admit-once.js';
import type { Handler } from '../handler.js';
import { callContextOf, flagOf, textOf } from '../payload.js';
import { sendNotice } from '../send-notice.js';
import { tellFormerReader } from '../tell-former-reader.js';

/** Tells the owner, at an address of before, that the account has another one now (ASVS 6.3.7). */
export const handleAddressNotice: Handler = async (core, entry, { desk }) => {
  const { accountKey } = entry;
  const address = textOf(entry, 'address');
  await tellFormerReader(core, entry);
  if (accountKey === null || address === null) return {};
  const counted = { accountKey, reader: address, isFurther: flagOf(entry, 'toFormerReader') };
  if (!(await admitOnce(core, entry, () => countAddressNotice(core, counted)))) {
    core.emit({ type: 'notice.limited', accountKey }, callContextOf(entry));
    return {};
  }
  const about = { kind: 'address_changed' } as const;
  const withLink = !flagOf(entry, 'withoutLink');
  return sendNotice(core, { entry, accountKey, address, desk, about, withLink });
};
