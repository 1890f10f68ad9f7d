import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Core } from '../core.js';
import { findFormerReader } from '../disavowal/former-address.js';
import { sameAddress } from '../identifier.js';
import { forFormerReader } from './account-entries.js';
import { countMint } from './count-mint.js';
import { flagOf, textOf } from './payload.js';

/**
 * Queues the notice in hand for who reads the address of before as well, while that has the say and
 * the account is elsewhere. Otherwise a thief waits until the link of the move is dead, or comes just
 * after her own. Once per entry, as its count of mints remembers; and while the entry is this
 * worker's, or an operator who takes back what waits would miss it.
 */
export async function tellFormerReader<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
): Promise<void> {
  const { accountKey } = entry;
  if (accountKey === null || entry.mints > 0) return;
  // That the account was put back is for who has lost it by that, and for nobody else.
  if (flagOf(entry, 'toFormerReader') || flagOf(entry, 'withoutLink')) return;
  const { outbox, unitOfWork, users } = core.stores;
  const reader = await findFormerReader(core, accountKey);
  if (reader === null || sameAddress(reader, textOf(entry, 'address'))) return;
  const account = await users.findByKey(accountKey);
  if (account !== null && sameAddress(account.email, reader)) return;
  await unitOfWork.run(async (tx) => {
    await countMint(core, { entry }, tx);
    await outbox.enqueue(forFormerReader(core, { entry, reader }), tx);
  });
}
