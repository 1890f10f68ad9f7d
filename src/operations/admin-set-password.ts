import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountIdInput, accountKeyOf, passwordInput, readInput } from '../internal/input.js';
import { setPassword } from '../internal/set-password.js';
import type { AccountId, Call } from '../ports/index.js';
import type { AdminSetPasswordResult } from '../results/index.js';

export interface AdminSetPasswordInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  readonly newPassword: string;
  /** Mails the owner a notice. The event fires in any case. @default false */
  readonly notify?: boolean | undefined;
  /** A temporary password: signing in with it leads to nothing but its own change. @default false */
  readonly mustChange?: boolean | undefined;
}

const schema = z.object({
  accountId: accountIdInput,
  newPassword: passwordInput,
  notify: z.boolean({ error: 'invalid_type' }).optional(),
  mustChange: z.boolean({ error: 'invalid_type' }).optional(),
});

/**
 * Has the application's word alone: it asks for no current password, no ticket and no second factor.
 */
export async function adminSetPassword<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: AdminSetPasswordInput<Id>,
  call?: Call,
): Promise<AdminSetPasswordResult<Id, Extra>> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { newPassword, notify = false, mustChange = false } = read.value;
  const { signal, context } = readCall(call);
  const accountKey = accountKeyOf(read.value.accountId);

  const { version, changedAt } = await core.stores.credentials.read(accountKey);
  const account = await core.stores.users.findByKey(accountKey);
  if (account === null) return { ok: false, reason: 'account_not_found' };
  if (account.identityProvider !== null) return { ok: false, reason: 'identity_provider_account' };

  const set = await setPassword(core, {
    password: newPassword,
    accountKey,
    account,
    version,
    changedAt,
    cause: 'direct_set',
    occasion: 'direct_set',
    keepSessionId: null,
    notify,
    mustChange,
    signal,
    context,
  });
  if (!set.ok) return set;
  return set.changed;
}
