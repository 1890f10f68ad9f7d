import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountIdInput, accountKeyOf, readInput, versionInput } from '../internal/input.js';
import { lockPassword } from '../internal/lock-password.js';
import type { AccountId, Call } from '../ports/index.js';
import type { LockResult } from '../results/index.js';

export interface LockInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  /** Whether the owner is mailed a link to set a new password, which unlocks. @default false */
  readonly notify?: boolean | undefined;
  /**
   * Ends a dispute about the account: its present address is its owner's. Say so only after you have
   * made sure, and put the address right, by other means; then the link goes there, and no notice of
   * before moves the account again (`onAddressDisavowal`).
   * @default false: an account in dispute stays so, and no link goes out
   */
  readonly endDispute?: boolean | undefined;
  /**
   * Locks only while this is the account's version, as `findAccounts` tells it: so that what an
   * operator has seen, its address above all, is what the lock is about. Each move of an account that
   * is locked raises it.
   * @default whichever there is
   */
  readonly credentialsVersion?: number | undefined;
}

const schema = z.object({
  accountId: accountIdInput,
  notify: z.boolean({ error: 'invalid_type' }).optional(),
  endDispute: z.boolean({ error: 'invalid_type' }).optional(),
  credentialsVersion: versionInput.optional(),
});

/**
 * Refuses what has no password to lock; the lock is `lockPassword`, as for a breach or a disavowal.
 */
export async function lock<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: LockInput<Id>,
  call?: Call,
): Promise<LockResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { signal, context } = readCall(call);
  const accountKey = accountKeyOf(read.value.accountId);

  const account = await core.stores.users.findByKey(accountKey);
  if (account === null) return { ok: false, reason: 'account_not_found' };
  if (account.identityProvider !== null) return { ok: false, reason: 'identity_provider_account' };
  if (account.passwordHash === null) return { ok: false, reason: 'no_password' };
  signal?.throwIfAborted();

  const locking = await lockPassword(core, {
    accountKey,
    reason: 'locked',
    ofVersion: read.value.credentialsVersion ?? null,
    disavowal: null,
    notify: read.value.notify ?? false,
    endDispute: read.value.endDispute ?? false,
    context,
  });
  if (!locking.locked) return { ok: false, reason: 'changed_meanwhile' };
  return { ok: true, sessions: locking.sessions };
}
