import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountIdInput, accountKeyOf, readInput } from '../internal/input.js';
import { isLock, lockReasons } from '../is-lock.js';
import type { AccountId, Call, LockReason } from '../ports/index.js';
import type { UnlockResult } from '../results.js';

export interface UnlockInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  /**
   * The lock that was looked at: another one, which came meanwhile, stays. An owner may say this very
   * moment that a change was not theirs. @default whichever there is
   */
  readonly reason?: LockReason | undefined;
}

const schema = z.object({
  accountId: accountIdInput,
  reason: z.enum(lockReasons, { error: 'invalid_value' }).optional(),
});

/**
 * Takes a lock back, whoever set it: the same password is good again. Sessions and tickets of
 * before stay dead, and what a thief has set stays set, so after a disavowal a new password is the
 * better way back. Where an operator decides, say of which lock: `changed_meanwhile` tells that it is
 * another one by now, and nothing was changed.
 *
 * @example
 * ```ts
 * const result = await passwords.unlock({ accountId: '1', reason: 'locked' });
 * ```
 */
export async function unlock<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: UnlockInput<Id>,
  call?: Call,
): Promise<UnlockResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { signal, context } = readCall(call);
  const { users, credentials, unitOfWork } = core.stores;
  const accountKey = accountKeyOf(read.value.accountId);

  if ((await users.findByKey(accountKey)) === null)
    return { ok: false, reason: 'account_not_found' };
  signal?.throwIfAborted();
  const refusal = await unitOfWork.run(async (tx) => {
    const { changeRequired } = await credentials.lock(accountKey, tx);
    if (!isLock(changeRequired)) return 'not_locked';
    if (changeRequired !== (read.value.reason ?? changeRequired)) return 'changed_meanwhile';
    await credentials.requireChange({ accountKey, reason: null }, tx);
    return null;
  });
  if (refusal !== null) return { ok: false, reason: refusal };
  core.emit({ type: 'password.unlocked', accountKey }, context);
  return { ok: true };
}
