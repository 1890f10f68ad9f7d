import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { noteDeparture } from '../internal/disavowal/former-address.js';
import { inTransaction } from '../internal/in-transaction.js';
import {
  accountIdInput,
  accountKeyOf,
  identifierInput,
  instantInput,
  notLaterThan,
  readInput,
  transactionInput,
} from '../internal/input.js';
import { addressNotice } from '../internal/outbox/account-entries.js';
import { raiseHeldVersion, setLock } from '../internal/set-lock.js';
import { isLock } from '../is-lock.js';
import type { AccountId, Call } from '../ports/index.js';
import type { AddressChangedResult } from '../results/index.js';

export interface AddressChangedInput<Id extends AccountId = AccountId, Tx = unknown> {
  readonly accountId: Id;
  /**
   * The address that was stored until now: the notice goes there. Never one from a request. `null`
   * where there was none.
   */
  readonly oldAddress: string | null;
  /** @default now */
  readonly changedAt?: Date | undefined;
  /**
   * The transaction in which your code changes the address, as `unitOfWork.run` or your own database
   * hands it out: change and notice are then committed together. @default one of its own
   */
  readonly transaction?: Tx | undefined;
}

const schema = z.object({
  accountId: accountIdInput,
  oldAddress: identifierInput
    .refine((value) => value.includes('@'), { error: 'malformed' })
    .nullable(),
  changedAt: instantInput,
  transaction: transactionInput,
});

/**
 * Queues the notice, and makes a dispute of a lock, in the transaction of the change. No signal is read:
 * a thief may hang up once his change is made.
 */
export async function addressChanged<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: AddressChangedInput<Id, Tx>,
  call?: Call,
): Promise<AddressChangedResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { oldAddress: address } = read.value;
  const changedAt = notLaterThan(core.now(), read.value.changedAt);
  const { context } = readCall(call);
  const accountKey = accountKeyOf(read.value.accountId);
  const { credentials, users, outbox } = core.stores;

  const isDisputed = await inTransaction(core, input.transaction, async (tx) => {
    // Held, so that a lock at the same time sees the new address, or is seen here.
    const { version: from, changeRequired } = await credentials.lock(accountKey, tx);
    if (isLock(changeRequired)) {
      const account = await users.findByKey(accountKey, tx);
      // With the version, or a redemption that has passed its checks would end the dispute; and so
      // would an operator who has seen the address of before.
      const at = { accountKey, from, lockedAt: core.now() };
      const credentialsVersion = await raiseHeldVersion(core, at, tx);
      const by = { account, credentialsVersion, spentId: null, context };
      await setLock(core, { ...at, ...by, reason: 'disputed' }, tx);
    }
    await noteDeparture(core, { accountKey, oldAddress: address }, tx);
    await outbox.enqueue(addressNotice(core, { accountKey, address, changedAt, context }), tx);
    return isLock(changeRequired) && changeRequired !== 'disputed';
  });
  core.watchOutbox();
  if (isDisputed) {
    const because = 'address_changed';
    core.emit({ type: 'password.locked', accountKey, reason: 'disputed' }, context);
    core.emit({ type: 'disavowal.needs_operator', accountKey, because }, context);
  }
  return { ok: true };
}
