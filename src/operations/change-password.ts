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
import { refuseCheck, WRONG_PASSWORD } from '../internal/refuse-check.js';
import { setPassword } from '../internal/set-password.js';
import { admitChange, admitPasswordCheck } from '../internal/throttling.js';
import { verifyStoredHash } from '../internal/verify-stored-hash.js';
import { isLock } from '../is-lock.js';
import type { AccountId, Call } from '../ports/index.js';
import type { ChangePasswordResult } from '../results/index.js';

export interface ChangePasswordInput<Id extends AccountId = AccountId> {
  /** From the caller's own session, never from a form (CVE-2024-37897). */
  readonly accountId: Id;
  readonly currentPassword: string;
  readonly newPassword: string;
  /** The session that stays; the others end. Its id is rotated where the store can. */
  readonly keepSession?: string | undefined;
}

const schema = z.object({
  accountId: accountIdInput,
  currentPassword: passwordInput,
  newPassword: passwordInput,
  keepSession: opaqueInput.optional(),
});

/**
 * Counts the try before it looks at the account, and the change only once the password was right.
 */
export async function changePassword<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: ChangePasswordInput<Id>,
  call?: Call,
): Promise<ChangePasswordResult<Id, Extra>> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { currentPassword, newPassword, keepSession = null } = read.value;
  const { signal, context } = readCall(call);
  const accountKey = accountKeyOf(read.value.accountId);

  const admission = await admitPasswordCheck(core, accountKey);
  if (!admission.ok) return refuseCheck(core, accountKey, admission, context);
  // The version before the hash: whatever changes in between makes the raise below fail.
  const { version, changedAt, changeRequired } = await core.stores.credentials.read(accountKey);
  const account = await core.stores.users.findByKey(accountKey);
  if (account === null) return { ok: false, reason: 'account_not_found' };
  if (!account.enabled) return { ok: false, reason: 'account_disabled' };
  if (account.identityProvider !== null) return { ok: false, reason: 'identity_provider_account' };
  if (account.passwordHash === null) return { ok: false, reason: 'no_password' };

  const { passwordHash } = account;
  const current = await admission.check(() =>
    verifyStoredHash(core, { accountKey, passwordHash, password: currentPassword, signal }),
  );
  if (!current.matches) return refuseCheck(core, accountKey, WRONG_PASSWORD, context);
  await admission.succeeded();
  // Whoever has learnt the password knows the current one, too.
  if (isLock(changeRequired)) return { ok: false, reason: 'reset_required' };

  const admitted = await admitChange(core, accountKey);
  if (!admitted.ok) return refuseCheck(core, accountKey, admitted, context);
  const set = await admitted.check(() =>
    setPassword(core, {
      password: newPassword,
      accountKey,
      account,
      version,
      changedAt,
      cause: 'change',
      occasion: changeRequired === null ? 'change' : 'forced_change',
      mustDiffer: changeRequired !== null,
      keepSessionId: keepSession,
      notify: core.settings.notices.change,
      signal,
      context,
    }),
  );
  if (!set.ok) {
    await admitted.takeBack();
    return set;
  }
  return withSecrets(set.changed, { keptSessionId: set.keptSessionId });
}
