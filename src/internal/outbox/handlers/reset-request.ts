import { findAccounts } from '../../find-accounts.js';
import { accountKeyOf } from '../../input.js';
import { resetMail, unknownMail } from '../entries.js';
import type { Handler } from '../handler.js';
import { textOf } from '../payload.js';

/**
 * Finds whose request it is and writes one mail entry for each account, in the transaction that
 * removes the request: five mails are five entries, so that one failing mail repeats no other.
 */
export const handleResetRequest: Handler = async (core, entry, work) => {
  const identifier = textOf(entry, 'identifier');
  if (identifier === null) return {};
  await work.absorbOlder();

  const found = await findAccounts(core, identifier);
  const only = textOf(entry, 'accountKey');
  const reachable = found.filter(
    (account) =>
      account.enabled &&
      account.email !== null &&
      (only === null || accountKeyOf(account.id) === only),
  );
  return {
    settle: async (tx) => {
      for (const account of reachable)
        await core.stores.outbox.enqueue(
          resetMail(core, {
            accountKey: accountKeyOf(account.id),
            address: account.email as string,
            request: entry,
          }),
          tx,
        );
      // A disabled account is not unknown: saying "no account" of it would be untrue.
      if (found.length === 0 && core.settings.notifyUnknown && identifier.includes('@'))
        await core.stores.outbox.enqueue(unknownMail(core, entry), tx);
    },
  };
};
