import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { noteEndOf } from '../internal/former-address.js';
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
 * Takes a lock back, whoever set it: the same password is good again. Sessions and tickets of
 * before stay dead, and what a thief has set stays set, so after a disavowal a new password is the
 * better way back. Where an operator decides, say which version was seen: `changed_meanwhile` tells
 * that the lock is another one by now, and nothing was changed.
 *
 * @example
 * ```ts
 * const { accounts } = unwrap(await passwords.findAccounts({ accountId: '1' }));
 * const seen = accounts[0]?.credentialsVersion;
 * // Once an operator has looked at it:
 * const result = await passwords.unlock({ accountId: '1', credentialsVersion: seen });
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
