import type { StoredAccount } from '../../../ports/index.js';
import { findAccounts } from '../../find-accounts.js';
import { accountKeyOf } from '../../input.js';
import type { Handler } from '../handler.js';
import { textOf } from '../payload.js';
import { resetCode, resetMail, unknownMail } from '../request-entries.js';
import { takesCode } from '../takes-code.js';

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
  const isForCode = textOf(entry, 'flow') !== null;
  // A code goes to one account. Where several share the address each gets its link, and the
  // provider's name or that there is no password is mailed as ever.
  const [first] = reachable;
  const ofCode =
    isForCode && first !== undefined && reachable.length === 1 && takesCode(core, first)
      ? first
      : null;
  return {
    settle: async (tx) => {
      if (isForCode)
        await core.stores.outbox.enqueue(
          resetCode(core, { to: ofCode === null ? null : addressed(ofCode), request: entry }),
          tx,
        );
      for (const account of reachable.filter((each) => each !== ofCode))
        await core.stores.outbox.enqueue(
          resetMail(core, { ...addressed(account), request: entry }),
          tx,
        );
      // A disabled account is not unknown: saying "no account" of it would be untrue.
      if (found.length === 0 && core.settings.notifyUnknown && identifier.includes('@'))
        await core.stores.outbox.enqueue(unknownMail(core, entry), tx);
    },
  };
};

const addressed = ({ id, email }: StoredAccount) => ({
  accountKey: accountKeyOf(id),
  address: email as string,
});
