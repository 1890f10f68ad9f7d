import type { AccountId, LeasedEntry, StoredAccount } from '../../../ports/index.js';
import type { Core } from '../../core.js';
import { publicAccount } from '../../public-account.js';
import { countPlainMail } from '../../throttling.js';
import { admitOnce } from '../admit-once.js';
import type { Handled, Handler, Work } from '../handler.js';
import { mintCandidate } from '../mint-candidate.js';
import { callContextOf, localeOf, mailContextOf, textOf } from '../payload.js';
import { sendLink } from '../send-link.js';

/**
 * Sends one account its link. The token is minted here and now, never stored, and good from this
 * moment beside an earlier live one; once the mail is accepted it is promoted, which supersedes
 * the earlier. So a failed delivery leaves nobody without a working link.
 */
export const handleResetMail: Handler = async (core, entry, work) => {
  const { stores, settings } = core;
  const accountKey = entry.accountKey;
  if (accountKey === null) return {};
  const account = await stores.users.findByKey(accountKey);
  // The address may have changed since the request was resolved: then nobody is mailed.
  if (account === null || !account.enabled || account.email === null) return {};
  if (account.email !== textOf(entry, 'address')) return {};
  if (!account.emailVerified && !settings.resetUnverified) return {};
  if (account.identityProvider !== null) {
    return sendPlain(core, entry, work, account, {
      kind: 'provider_account',
      identityProvider: account.identityProvider,
    });
  }
  if (account.passwordHash === null && settings.passwordless === 'notice') {
    return sendPlain(core, entry, work, account, { kind: 'passwordless_account' });
  }

  // Whose account it is, its present address included, is for an operator to say.
  const { changeRequired } = await stores.credentials.read(accountKey);
  if (changeRequired === 'disputed') {
    const because = 'address_changed';
    core.emit({ type: 'disavowal.needs_operator', accountKey, because }, callContextOf(entry));
    return {};
  }
  const candidate = await mintCandidate(core, {
    entry,
    account,
    accountKey,
    desk: work.desk,
    making: {
      purpose: 'reset',
      lifetimeSeconds: settings.lifetimeSeconds.reset,
      entryId: entry.id,
      clientState: textOf(entry, 'state'),
    },
    isLimited: true,
    ofVersion: null,
  });
  if (candidate === null) {
    core.emit({ type: 'reset.limited', accountKey }, callContextOf(entry));
    return {};
  }
  await work.absorbOlder();
  const kind = account.passwordHash === null ? 'initial_password_link' : 'reset_link';
  return sendLink(core, { entry, account, candidate, kind });
};

async function sendPlain<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
  work: Work,
  account: StoredAccount<Id, Extra>,
  mail: { kind: 'provider_account'; identityProvider: string } | { kind: 'passwordless_account' },
): Promise<Handled<Tx>> {
  const address = account.email;
  if (address === null) return {};
  if (!(await admitOnce(core, entry, () => countPlainMail(core, address)))) {
    core.emit({ type: 'reset.limited', accountKey: String(account.id) }, callContextOf(entry));
    return {};
  }
  await work.absorbOlder();
  await core.sendMail({
    ...mail,
    id: entry.id,
    to: address,
    locale: localeOf(entry, account),
    context: mailContextOf(entry),
    account: publicAccount(account),
  });
  return { mailed: true };
}
