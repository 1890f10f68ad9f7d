import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { declareBreach } from '../internal/declare-breach.js';
import { accountIdInput, accountKeyOf, readInput } from '../internal/input.js';
import type { AccountId, Call, ChangeReason } from '../ports/index.js';
import type { RequireChangeResult } from '../results.js';

export interface RequireChangeInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  /** `null` takes an earlier requirement back. */
  readonly reason: ChangeReason | null;
}

const schema = z.object({
  accountId: accountIdInput,
  reason: z
    .enum(['administrative', 'expired', 'policy', 'breached'], { error: 'invalid_value' })
    .nullable(),
});

/**
 * Requires a new password: from the next sign-in on, `authenticate` answers `change_required` and
 * hands over a ticket instead of a session. Sessions stay, but for `breached`: somebody else knows
 * the password then, so sessions and links end at once, `authenticate` answers `reset_required`,
 * and only a mailed link helps, whatever milder reason comes later. Any change of the password
 * lifts it.
 */
export async function requireChange<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: RequireChangeInput<Id>,
  call?: Call,
): Promise<RequireChangeResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { reason } = read.value;
  const { signal, context } = readCall(call);
  const { stores } = core;
  const accountKey = accountKeyOf(read.value.accountId);

  const { version } = await stores.credentials.read(accountKey);
  const account = await stores.users.findByKey(accountKey);
  if (account === null) return { ok: false, reason: 'account_not_found' };
  if (account.identityProvider !== null) return { ok: false, reason: 'identity_provider_account' };
  if (account.passwordHash === null) return { ok: false, reason: 'no_password' };
  signal?.throwIfAborted();

  if (reason !== 'breached') await stores.credentials.requireChange({ accountKey, reason });
  else if (!(await declareBreach(core, accountKey, version)))
    return { ok: false, reason: 'changed_meanwhile' };
  core.emit({ type: 'change.required', accountKey, reason }, context);
  return { ok: true };
}
