import { publicAccount } from '../../public-account.js';
import { countAddressNotice } from '../../throttling.js';
import { withTimeout } from '../../with-timeout.js';
import { admitPlainMail } from '../admit-plain-mail.js';
import type { Handler } from '../handler.js';
import { mintDisavowal } from '../mint-disavowal.js';
import { callContextOf, mailContextOf, numberOf, textOf } from '../payload.js';

/** Tells the owner, at the address of before, that the account has another one now (ASVS 6.3.7). */
export const handleAddressNotice: Handler = async (core, entry, { desk }) => {
  const { accountKey } = entry;
  const address = textOf(entry, 'address');
  if (accountKey === null || address === null) return {};
  if (!(await admitPlainMail(core, entry, address, countAddressNotice))) {
    core.emit({ type: 'notice.limited', accountKey }, callContextOf(entry));
    return {};
  }
  const account = await core.stores.users.findByKey(accountKey);
  const locale = textOf(entry, 'locale') ?? account?.locale ?? null;
  const disavow =
    account === null
      ? null
      : await mintDisavowal(core, { entry, accountKey, address, locale, desk });
  await withTimeout(core.settings.mailTimeoutSeconds, (signal) =>
    core.sendMail(
      {
        kind: 'address_changed',
        id: entry.id,
        to: address,
        locale,
        context: mailContextOf(entry),
        // A thief who deletes the account after the change must not silence the owner with it.
        account: account === null ? null : publicAccount(account),
        changedAt: new Date(numberOf(entry, 'changedAt') ?? entry.createdAt.getTime()),
        disavow,
      },
      { signal },
    ),
  );
  return { mailed: true };
};
