import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { noteEndOf } from '../internal/disavowal/former-address.js';
import { accountIdInput, accountKeyOf, readInput, versionInput } from '../internal/input.js';
import { isLock } from '../is-lock.js';
import type { AccountId, Call } from '../ports/index.js';
import type { UnlockResult } from '../results/index.js';

export interface UnlockInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  /**
   * The version that was looked at, as `findAccounts` tells it: a lock that came meanwhile stays. An
   * owner may say this very moment that a change was not theirs, for the second time even, so the
   * kind of lock tells nothing; every lock raises the version.
   * @default whichever lock there is
   */
  readonly credentialsVersion?: number | undefined;
}

const schema = z.object({
  accountId: accountIdInput,
  credentialsVersion: versionInput.optional(),
});

/**
 * Holds the account, so that the lock which is taken back is the one whose version was compared.
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
    const { version, changeRequired } = await credentials.lock(accountKey, tx);
    if (!isLock(changeRequired)) return 'not_locked';
    if (version !== (read.value.credentialsVersion ?? version)) return 'changed_meanwhile';
    await credentials.requireChange({ accountKey, reason: null }, tx);
    await noteEndOf(core, { accountKey, changeRequired }, tx);
    return null;
  });
  if (refusal !== null) return { ok: false, reason: refusal };
  core.emit({ type: 'password.unlocked', accountKey }, context);
  return { ok: true };
}
