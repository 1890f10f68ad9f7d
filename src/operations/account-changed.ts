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
 * Queues the notice with the change itself, at the address of now. No signal is read: a thief may hang
 * up once his change is made.
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
      const notice = { accountKey, address, change, changedAt, context };
      await outbox.enqueue(accountNotice(core, notice), tx);
      return { ok: true, noticeFollows: address !== null };
    },
  );
  core.watchOutbox();
  return result;
}
