import * as z from 'zod';
import { applyPassword } from '../internal/apply-password.js';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import {
  accountIdInput,
  accountKeyOf,
  opaqueInput,
  passwordInput,
  readInput,
} from '../internal/input.js';
import { preparePassword } from '../internal/prepare-password.js';
import { publicAccount } from '../internal/public-account.js';
import { withSecrets } from '../internal/redact.js';
import type { AccountId, Call } from '../ports/index.js';
import type { SetInitialPasswordResult } from '../results.js';

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

/** Gives an account that has no password its first one; refuses where there is one already. */
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

  const { version } = await core.stores.credentials.read(accountKey);
  const account = await core.stores.users.findByKey(accountKey);
  if (account === null) return { ok: false, reason: 'account_not_found' };
  if (!account.enabled) return { ok: false, reason: 'account_disabled' };
  if (account.identityProvider !== null) return { ok: false, reason: 'identity_provider_account' };
  if (account.passwordHash !== null) return { ok: false, reason: 'has_password' };

  const prepared = await preparePassword(core, {
    password: newPassword,
    account,
    accountKey,
    signal,
    context,
  });
  if (!prepared.ok) return prepared;
  const applied = await applyPassword(core, {
    accountKey,
    account,
    version,
    passwordHash: prepared.passwordHash,
    cause: 'initial',
    ticket: null,
    keepSessionId: keepSession,
    notify: core.settings.notices.initial,
    context,
  });
  if (!applied.applied) return { ok: false, reason: 'changed_meanwhile' };
  return withSecrets(
    {
      ok: true as const,
      account: { ...publicAccount(account), hasPassword: true },
      credentialsVersion: applied.credentialsVersion,
      sessions: applied.sessions,
    },
    { keptSessionId: applied.keptSessionId },
  );
}
