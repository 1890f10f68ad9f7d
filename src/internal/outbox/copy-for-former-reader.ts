import type { AccountId, LeasedEntry, NewOutboxEntry } from '../../ports/index.js';
import type { Core } from '../core.js';
import { findFormerReader } from '../disavowal/former-address.js';
import { sameAddress } from '../identifier.js';
import { forFormerReader } from './account-entries.js';
import { flagOf, textOf } from './payload.js';

/**
 * The notice in hand once more, for who reads the address of before, while that has the say; `null`
 * where nobody else is to be told. Otherwise a thief waits until the link of the move is dead, or comes
 * just after her own. What else he changed is told although he has moved the account back by now; that
 * it came back is not, since "it is elsewhere now" would be untrue.
 */
export async function copyForFormerReader<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
): Promise<NewOutboxEntry | null> {
  const { accountKey } = entry;
  // That the account was put back is for who has lost it by that, and for nobody else.
  if (accountKey === null || flagOf(entry, 'toFormerReader') || flagOf(entry, 'withoutLink'))
    return null;
  const reader = await findFormerReader(core, accountKey);
  if (reader === null || sameAddress(reader, textOf(entry, 'address'))) return null;
  if (entry.kind === 'address_notice') {
    const account = await core.stores.users.findByKey(accountKey);
    if (account !== null && sameAddress(account.email, reader)) return null;
  }
  return forFormerReader(core, { entry, reader });
}
