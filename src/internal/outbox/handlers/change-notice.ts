import type { ChangeCause } from '../../../ports/index.js';
import { publicAccount } from '../../public-account.js';
import { withTimeout } from '../../with-timeout.js';
import type { Handler } from '../handler.js';
import { mintDisavowal } from '../mint-disavowal.js';
import { mailContextOf, numberOf, textOf } from '../payload.js';

const CAUSES: readonly string[] = ['reset', 'change', 'initial', 'direct_set'];

/**
 * Tells the owner of a change, at the address at commit: a thief who changes the address in the
 * next second does not get the notice in the owner's stead (ASVS 6.3.7).
 */
export const handleChangeNotice: Handler = async (core, entry, { desk }) => {
  const address = textOf(entry, 'address');
  const cause = textOf(entry, 'cause');
  const { accountKey } = entry;
  if (accountKey === null || address === null) return {};
  if (cause === null || !CAUSES.includes(cause)) return {};
  const account = await core.stores.users.findByKey(accountKey);
  const locale = textOf(entry, 'locale') ?? account?.locale ?? null;
  const disavow =
    account === null
      ? null
      : await mintDisavowal(core, { entry, accountKey, address, locale, desk });
  await withTimeout(core.settings.mailTimeoutSeconds, (signal) =>
    core.sendMail(
      {
        kind: 'password_changed',
        id: entry.id,
        to: address,
        locale,
        context: mailContextOf(entry),
        // A thief who deletes the account after the change must not silence the owner with it.
        account: account === null ? null : publicAccount(account),
        changedAt: new Date(numberOf(entry, 'changedAt') ?? entry.createdAt.getTime()),
        cause: cause as ChangeCause,
        disavow,
      },
      { signal },
    ),
  );
  return { mailed: true };
};
