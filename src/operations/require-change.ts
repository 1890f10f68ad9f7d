import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { noteEndOf } from '../internal/disavowal/former-address.js';
import { accountIdInput, accountKeyOf, readInput } from '../internal/input.js';
import { lockPassword } from '../internal/lock-password.js';
import { isLock } from '../is-lock.js';
import type { AccountId, Call, ChangeRequirement } from '../ports/index.js';
import type { RequireChangeResult } from '../results/index.js';

export interface RequireChangeInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  /**
   * `null` takes an earlier requirement back, or a lock, whichever there is by then; `unlock` can be
   * told which one was seen.
   */
  readonly reason: ChangeRequirement | 'breached' | null;
  /**
   * Whether the owner is mailed of `breached`, with a link to set a new password. The mail is the way
   * back in, and it says to change the password elsewhere, too; without it people find out by a
   * sign-in that fails. A password that is locked for it already sends no second one.
   * @default true
   */
  readonly notify?: boolean | undefined;
}

const schema = z.object({
  accountId: accountIdInput,
  reason: z
    .enum(['administrative', 'expired', 'policy', 'breached'], { error: 'invalid_value' })
    .nullable(),
  notify: z.boolean({ error: 'invalid_type' }).optional(),
});

/** A milder reason is a mark, and `breached` a lock. */
export async function requireChange<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: RequireChangeInput<Id>,
  call?: Call,
): Promise<RequireChangeResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { reason, notify = true } = read.value;
  const { signal, context } = readCall(call);
  const { stores } = core;
  const accountKey = accountKeyOf(read.value.accountId);

  const { version, changeRequired } = await stores.credentials.read(accountKey);
  const account = await stores.users.findByKey(accountKey);
  if (account === null) return { ok: false, reason: 'account_not_found' };
  if (account.identityProvider !== null) return { ok: false, reason: 'identity_provider_account' };
  if (account.passwordHash === null) return { ok: false, reason: 'no_password' };
  signal?.throwIfAborted();

  if (reason === null) {
    if (await endRequirement(core, accountKey))
      core.emit({ type: 'password.unlocked', accountKey }, context);
  } else if (reason !== 'breached') await stores.credentials.requireChange({ accountKey, reason });
  // Locked for this already, or for what its owner has said: a second lock would kill the link that
  // she was mailed for the first.
  else if (isLock(changeRequired) && changeRequired !== 'locked') return { ok: true };
  else {
    const breach = { accountKey, reason, ofVersion: version, disavowal: null, notify, context };
    if (!(await lockPassword(core, breach)).locked)
      return { ok: false, reason: 'changed_meanwhile' };
  }
  core.emit({ type: 'change.required', accountKey, reason }, context);
  return { ok: true };
}

/** Takes back whatever there is, and resolves to whether that was a lock. */
function endRequirement<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
): Promise<boolean> {
  const { unitOfWork, credentials } = core.stores;
  return unitOfWork.run(async (tx) => {
    const { changeRequired } = await credentials.lock(accountKey, tx);
    await credentials.requireChange({ accountKey, reason: null }, tx);
    await noteEndOf(core, { accountKey, changeRequired }, tx);
    return isLock(changeRequired);
  });
}
