import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountIdInput, accountKeyOf, readInput } from '../internal/input.js';
import { isLock } from '../is-lock.js';
import type { AccountId, Call } from '../ports/index.js';
import type { UnlockResult } from '../results.js';

export interface UnlockInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
}

const schema = z.object({ accountId: accountIdInput });

/**
 * Takes a lock back, whoever set it: the same password is good again. Sessions and tickets of
 * before stay dead, and what a thief has set stays set, so after a disavowal a new password is the
 * better way back.
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
  const unlocked = await unitOfWork.run(async (tx) => {
    const { changeRequired } = await credentials.lock(accountKey, tx);
    if (!isLock(changeRequired)) return false;
    await credentials.requireChange({ accountKey, reason: null }, tx);
    return true;
  });
  if (!unlocked) return { ok: false, reason: 'not_locked' };
  core.emit({ type: 'password.unlocked', accountKey }, context);
  return { ok: true };
}
