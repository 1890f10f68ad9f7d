import type { AccountChange, AccountId, ChangeCause, LeasedEntry } from '../../ports/index.js';
import type { Core } from '../core.js';
import { publicAccount } from '../public-account.js';
import type { CandidateDesk } from './candidate-desk.js';
import type { Handled } from './handler.js';
import { mintDisavowal } from './mint-disavowal.js';
import { flagOf, localeOf, mailContextOf, numberOf } from './payload.js';

type About =
  | { readonly kind: 'password_changed'; readonly cause: ChangeCause }
  | { readonly kind: 'address_changed' }
  | { readonly kind: 'account_changed'; readonly change: AccountChange };

/** Mails a notice of something that has happened, with the link that undoes it where there is one. */
export async function sendNotice<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  sending: {
    readonly entry: LeasedEntry;
    readonly accountKey: string;
    readonly address: string;
    readonly desk: CandidateDesk;
    readonly about: About;
    /** @default true */
    readonly withLink?: boolean;
  },
): Promise<Handled<Tx>> {
  const { entry, accountKey, address, desk, about, withLink = true } = sending;
  const account = await core.stores.users.findByKey(accountKey);
  const locale = localeOf(entry, account);
  const changedAt = new Date(numberOf(entry, 'changedAt') ?? entry.createdAt.getTime());
  const noticed = {
    change: about.kind === 'account_changed' ? about.change : about.kind,
    changedAt,
  };
  const disavow =
    account === null || !withLink
      ? null
      : await mintDisavowal(core, { entry, accountKey, address, locale, desk, noticed });
  // Nobody is told of another address than his own, which may be somebody else's; nor, at the one of
  // before, what its owner is called where she is now.
  const unnamed = flagOf(entry, 'toFormerReader') ? { displayName: null } : {};
  const addressed =
    account === null ? null : { ...publicAccount(account), email: address, ...unnamed };
  await core.sendMail({
    ...about,
    id: entry.id,
    to: address,
    locale,
    context: mailContextOf(entry),
    // A thief who deletes the account after the change must not silence the owner with it.
    account: addressed,
    changedAt,
    disavow,
  });
  return { mailed: true };
}
