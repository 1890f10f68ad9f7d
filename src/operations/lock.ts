import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountIdInput, accountKeyOf, readInput, versionInput } from '../internal/input.js';
import { lockPassword } from '../internal/lock-password.js';
import type { AccountId, Call, StoredAccount } from '../ports/index.js';
import type { LockResult } from '../results/index.js';

export interface LockInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  /** Whether the owner is mailed a link to set a new password, which unlocks. @default false */
  readonly notify?: boolean | undefined;
  /**
   * Ends a dispute about the account: its present address is its owner's. Say so only after you have
   * made sure, and put the address right, by other means; then the link goes there, and no notice of
   * before moves the account again (`onAddressDisavowal`). It ends one about an account without a
   * password, too, and about one of an identity provider, which is mailed no link.
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
 * Refuses what has no password to lock, unless it ends a dispute; the lock is `lockPassword`, as for a
 * breach or a disavowal.
 */
export async function lock<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: LockInput<Id>,
  call?: Call,
): Promise<LockResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { endDispute = false } = read.value;
  const { signal, context } = readCall(call);
  const accountKey = accountKeyOf(read.value.accountId);

  const account = await core.stores.users.findByKey(accountKey);
  if (account === null) return { ok: false, reason: 'account_not_found' };
  const refusal = lackOf(account);
  // A disavowal puts these in dispute as well, and nothing else could name their owner's address.
  if (refusal !== null && !(endDispute && (await isInDispute(core, accountKey))))
    return { ok: false, reason: refusal };
  signal?.throwIfAborted();

  const locking = await lockPassword(core, {
    accountKey,
    reason: 'locked',
    ofVersion: read.value.credentialsVersion ?? null,
    disavowal: null,
    notify: read.value.notify ?? false,
    endDispute,
    context,
  });
  if (!locking.locked) return { ok: false, reason: 'changed_meanwhile' };
  return { ok: true, sessions: locking.sessions };
}

/** Why there is no password to lock, or `null`. */
function lackOf(account: Pick<StoredAccount, 'identityProvider' | 'passwordHash'>) {
  if (account.identityProvider !== null) return 'identity_provider_account';
  return account.passwordHash === null ? 'no_password' : null;
}

async function isInDispute<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
): Promise<boolean> {
  return (await core.stores.credentials.read(accountKey)).changeRequired === 'disputed';
}
