import { isAccountChange } from '../../account-changes.js';
import { countAccountNotice } from '../../throttling.js';
import { admitOnce } from '../admit-once.js';
import type { Handler } from '../handler.js';
import { callContextOf, textOf } from '../payload.js';
import { sendNotice } from '../send-notice.js';
import { tellFormerReader } from '../tell-former-reader.js';

/** Tells the owner that another way into the account was changed (ASVS 6.3.7). */
export const handleAccountNotice: Handler = async (core, entry, { desk }) => {
  const { accountKey } = entry;
  const address = textOf(entry, 'address');
  const change = textOf(entry, 'change');
  await tellFormerReader(core, entry);
  if (accountKey === null || address === null || !isAccountChange(change)) return {};
  const about = { accountKey, reader: address, change };
  if (!(await admitOnce(core, entry, () => countAccountNotice(core, about)))) {
    core.emit({ type: 'notice.limited', accountKey }, callContextOf(entry));
    return {};
  }
  const told = { kind: 'account_changed', change } as const;
  return sendNotice(core, { entry, accountKey, address, desk, about: told });
};
