import * as z from 'zod';
import { ACCOUNT_CHANGES } from '../internal/account-changes.js';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { inTransaction } from '../internal/in-transaction.js';
import {
  accountIdInput,
  accountKeyOf,
  instantInput,
  notLaterThan,
  readInput,
  transactionInput,
} from '../internal/input.js';
import { accountNotice } from '../internal/outbox/account-entries.js';
import type { AccountChange, AccountId, Call } from '../ports/index.js';
import type { AccountChangedResult } from '../results/index.js';

export interface AccountChangedInput<Id extends AccountId = AccountId, Tx = unknown> {
  readonly accountId: Id;
  /** What was changed: `second_factor_added`, `passkey_removed`, `telephone_changed`, … */
  readonly change: AccountChange;
  /**
   * When. The hook `onDisavowal` is told of it, so give the instant that the change itself has
   * stored, where it has one: `enrolledAt` of `confirmEnrolment`.
   * @default now
   */
  readonly changedAt?: Date | undefined;
  /**
   * The transaction in which your code makes the change: change and notice are then committed
   * together. @default one of its own
   */
  readonly transaction?: Tx | undefined;
}

const schema = z.object({
  accountId: accountIdInput,
  change: z.enum(ACCOUNT_CHANGES),
  changedAt: instantInput,
  transaction: transactionInput,
});

/**
 * Tells the owner, at the account's present address, that another way into the account or around
 * its password was changed, with a link that says "this wasn't me". A thief who adds a second
 * factor of his own keeps the owner out by it; with this notice she learns of it, and with the hook
 * `onDisavowal` her link takes it back. For the address itself there is `addressChanged`.
 *
 * Call it for every such change, the owner's own too, and best in its transaction. An aborted
 * `signal` does not stop it, since a thief may hang up once his change is made. For
 * `account_closed` call it before the account is gone: the address is read then.
 *
 * `noticeFollows` is `false` where the account has no address.
 *
 * @see ASVS 5.0.0 6.3.7; NIST SP 800-63B-4 4.6
 * @example
 * ```ts
 * await passwords.accountChanged({ accountId: account.id, change: 'passkey_added' });
 * ```
 */
export async function accountChanged<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: AccountChangedInput<Id, Tx>,
  call?: Call,
): Promise<AccountChangedResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { change } = read.value;
  const changedAt = notLaterThan(core.now(), read.value.changedAt);
  const { context } = readCall(call);
  const accountKey = accountKeyOf(read.value.accountId);
  const { users, outbox } = core.stores;

  const result = await inTransaction<Id, Extra, Tx, AccountChangedResult>(
    core,
    input.transaction,
    async (tx) => {
      const account = await users.findByKey(accountKey, tx);
      if (account === null) return { ok: false, reason: 'account_not_found' };
      const { email: address } = account;
      if (address === null) return { ok: true, noticeFollows: false };
      const notice = { accountKey, address, change, changedAt, context };
      await outbox.enqueue(accountNotice(core, notice), tx);
      return { ok: true, noticeFollows: true };
    },
  );
  core.watchOutbox();
  return result;
}
