import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import {
  accountIdInput,
  accountKeyOf,
  opaqueInput,
  passwordInput,
  readInput,
} from '../internal/input.js';
import { withSecrets } from '../internal/redact.js';
import { setPassword } from '../internal/set-password.js';
import { isLock } from '../is-lock.js';
import type { AccountId, Call } from '../ports/index.js';
import type { SetInitialPasswordResult } from '../results/index.js';

export interface SetInitialPasswordInput<Id extends AccountId = AccountId> {
  /** From a fresh session of the account, never from a form. */
  readonly accountId: Id;
  readonly newPassword: string;
  /** The session that stays; the others end. Its id is rotated where the store can. */
  readonly keepSession?: string | undefined;
}

const schema = z.object({
  accountId: accountIdInput,
  newPassword: passwordInput,
  keepSession: opaqueInput.optional(),
});

/**
 * There is no current password to ask for, so an account that has one, or is locked, is refused.
 */
export async function setInitialPassword<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: SetInitialPasswordInput<Id>,
  call?: Call,
): Promise<SetInitialPasswordResult<Id, Extra>> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { newPassword, keepSession = null } = read.value;
  const { signal, context } = readCall(call);
  const accountKey = accountKeyOf(read.value.accountId);

  const { version, changedAt, changeRequired } = await core.stores.credentials.read(accountKey);
  const account = await core.stores.users.findByKey(accountKey);
  if (account === null) return { ok: false, reason: 'account_not_found' };
  if (!account.enabled) return { ok: false, reason: 'account_disabled' };
  if (account.identityProvider !== null) return { ok: false, reason: 'identity_provider_account' };
  if (account.passwordHash !== null) return { ok: false, reason: 'has_password' };
  // Whoever has the session may be the one whom the owner has disavowed.
  if (isLock(changeRequired)) return { ok: false, reason: 'reset_required' };

  const set = await setPassword(core, {
    password: newPassword,
    accountKey,
    account,
    version,
    changedAt,
    cause: 'initial',
    occasion: 'initial',
    keepSessionId: keepSession,
    notify: core.settings.notices.initial,
    signal,
    context,
  });
  if (!set.ok) return set;
  return withSecrets(set.changed, { keptSessionId: set.keptSessionId });
}
