import type { AccountChangedInput } from '../operations/account-changed.js';
import type { AddressChangedInput } from '../operations/address-changed.js';
import type { DisavowChangeInput } from '../operations/disavow-change.js';
import type { InspectDisavowalInput } from '../operations/inspect-disavowal.js';
import type { AccountId, Call } from '../ports/index.js';
import type * as R from '../results/index.js';

/** For telling owners what was changed, and for the owner who says "this wasn't me". */
export interface NoticeOperations<Id extends AccountId, Tx> {
  /**
   * Tells the owner, at the address of before, that the account has another one now: a thief who
   * changes it gets every later notice himself. Call it for every change of an address, confirmed or
   * not, and best in the transaction of the change, ahead of your own UPDATE.
   *
   * Only where it is another address: each call counts as a move. For six days after one the reader of the
   * first address is told of further moves and of other changes, too.
   *
   * Links to set a password that were mailed to the old address are dead while the account is
   * elsewhere. Where the password is locked, for whichever reason, the account is in dispute
   * (`disputed`) from then on: nobody who may change its address signs in with that password, and no
   * link that is asked for at the new one opens it. Every session ends, and `onPasswordLock` runs in
   * the same transaction. The events of that are told when this resolves, and so ahead of a commit of
   * your own.
   *
   * @param input `accountId`; `oldAddress`: the one that was stored, `null` where there was none, never one from a request;
   * `changedAt` (default: now); `transaction`: the one that changes the address (default: one of its
   * own)
   * @param call an aborted `signal` does not stop it: a thief may hang up once his change is made
   * @returns `ok`; or `invalid_input`
   * @throws LatchkeyError `ERR_HOOK` where the account is locked and `onPasswordLock` throws;
   * `ERR_STORE` (503). Your transaction has to be rolled back then
   * @see ASVS 5.0.0 6.3.7; NIST SP 800-63B-4 4.6
   *
   * @example
   * ```ts
   * await stores.unitOfWork.run(async (transaction) => {
   *   const oldAddress = 'alice@example.com';
   *   unwrap(await passwords.addressChanged({ accountId, oldAddress, transaction }));
   *   // And then the UPDATE of your users table, with the same transaction.
   * });
   * ```
   */
  addressChanged(input: AddressChangedInput<Id, Tx>, call?: Call): Promise<R.AddressChangedResult>;

  /**
   * Tells the owner, at the account's present address, that another way into the account or around
   * its password was changed, with a link that says "this wasn't me". A thief who adds a second
   * factor of his own keeps the owner out by it; with this notice she learns of it, and with the hook
   * `onDisavowal` her link takes it back. For the address itself there is `addressChanged`.
   *
   * Call it for every such change, the owner's own too, and best in its transaction; for
   * `account_closed` before the account is gone, since the address is read then. Twenty in a day go
   * out, and the first of each kind in any case (`notice.limited` tells of the rest).
   *
   * @param input `accountId`; `change`: `second_factor_added`, `passkey_removed`, `telephone_changed`,
   * …; `changedAt`: the instant that the change itself has stored, where it has one (default: now);
   * `transaction`: that of the change (default: one of its own)
   * @param call an aborted `signal` does not stop it
   * @returns `ok` with `noticeFollows`, `false` where the account has no address by now; or
   * `account_not_found`, `invalid_input`
   * @throws LatchkeyError `ERR_STORE` (503)
   * @see ASVS 5.0.0 6.3.7; NIST SP 800-63B-4 4.6
   *
   * @example
   * ```ts
   * await passwords.accountChanged({ accountId: account.id, change: 'passkey_added' });
   * ```
   */
  accountChanged(input: AccountChangedInput<Id, Tx>, call?: Call): Promise<R.AccountChangedResult>;

  /**
   * Tells whether a notice's "this wasn't me" link is good, and changes nothing: link scanners may
   * call it any number of times. It says no word of the account: a notice is forwarded easily, and
   * whoever got it is not to learn here the address that has to be typed.
   *
   * @param input `token`: the 43 characters out of the link
   * @returns `ok` with `expiresAt`; or `token_invalid`, `token_expired`, `token_used`,
   * `token_superseded`, `invalid_input`
   * @throws LatchkeyError `ERR_STORE` (503)
   *
   * @example
   * ```ts
   * const token = new URL(url).searchParams.get('token') ?? '';
   * const link = await passwords.inspectDisavowal({ token });
   * console.log(link.ok ? 'Which address did we write to?' : link.reason);
   * ```
   */
  inspectDisavowal(input: InspectDisavowalInput, call?: Call): Promise<R.InspectDisavowalResult>;

  /**
   * Undoes what its owner did not do, for who holds a notice's link and knows the address that it
   * went to: ends every session, locks the password, and kills every ticket that sets one. The links
   * of other notices stay good, since the same thief may have caused those. It wins over a change that
   * races it: that change comes out before it, and is undone, or not at all.
   *
   * What was changed beside the password since then (a second factor, a telephone) is put back by the
   * hook `onDisavowal`, in the same transaction; without it, it stays.
   *
   * A link to set a new password follows, to the notified address and only while that is the
   * account's. Where it is not, the hook `onAddressDisavowal` may put it back, if it is the one that
   * the account was moved away from. Where it is back there already, the link goes there, whoever
   * objects, and `linkFollows` is `false` for who does so from elsewhere; else nobody can tell from
   * here which of the two addresses is the owner's, the lock opens to no link that is asked for
   * (`disputed`), and an event asks for an operator. Done for fun, by the owner or by whoever reads the
   * owner's mail, it costs a mail.
   *
   * @param input `token`: out of the notice's link; `address`: where the notice went, as its reader
   * types it
   * @returns `ok` with what became of the `sessions`, whether a fresh link follows (`linkFollows`), and
   * whether the account was put back at the address just now (`addressPutBack`, and then a link follows
   * as well, if the account may be mailed one); or `address_mismatch`; or `throttled` (10 tries per link
   * and day); or `token_invalid`, `token_expired`, `token_used`, `token_superseded` (also where another
   * address has the say); or `invalid_input`
   * @throws LatchkeyError `ERR_HOOK` where `onDisavowal` or `onPasswordLock` throws (nothing was changed,
   * and the link stays good); `ERR_STORE` (503)
   * @see ASVS 5.0.0 6.3.7, 7.4.3
   *
   * @example
   * ```ts
   * const token = new URL(url).searchParams.get('token') ?? '';
   * const undone = await passwords.disavowChange({ token, address: 'alice@example.com' });
   * if (undone.ok) console.log(undone.linkFollows ? 'We have mailed you a link.' : 'Please call us.');
   * ```
   */
  disavowChange(input: DisavowChangeInput, call?: Call): Promise<R.DisavowChangeResult>;
}
