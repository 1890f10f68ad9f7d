import { isAccountChange } from '../../account-changes.js';
import { countAccountNotice } from '../../throttling.js';
import type { Handler } from '../handler.js';
import { limitNotice } from '../limit-notice.js';
import { flagOf, textOf } from '../payload.js';
import { sendNotice } from '../send-notice.js';

/** Tells the owner that another way into the account was changed (ASVS 6.3.7). */
export const handleAccountNotice: Handler = async (core, entry, { desk }) => {
  const { accountKey } = entry;
  const address = textOf(entry, 'address');
  const change = textOf(entry, 'change');
  if (accountKey === null || !isAccountChange(change)) return {};
  if (address === null) return (await limitNotice(core, entry, null)) ?? {};
  const isCopy = flagOf(entry, 'toFormerReader');
  const about = { accountKey, reader: address, change, isCopy };
  const limited = await limitNotice(core, entry, () => countAccountNotice(core, about));
  if (limited !== null) return limited;
  const told = { kind: 'account_changed', change } as const;
  return sendNotice(core, { entry, accountKey, address, desk, about: told });
};
