import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountIdInput, accountKeyOf, passwordInput, readInput } from '../internal/input.js';
import { refuseCheck, WRONG_PASSWORD } from '../internal/refuse-check.js';
import { admitPasswordCheck } from '../internal/throttling.js';
import { verifyStoredHash } from '../internal/verify-stored-hash.js';
import { isLock } from '../is-lock.js';
import type { AccountId, Call } from '../ports/index.js';
import type { VerifyPasswordResult } from '../results/index.js';

export interface VerifyPasswordInput<Id extends AccountId = AccountId> {
  /** From the caller's own session, never from a form. */
  readonly accountId: Id;
  readonly password: string;
}

const schema = z.object({ accountId: accountIdInput, password: passwordInput });

/**
 * Whatever is not usable is a `wrong_password`: who has stolen a session learns nothing of the account.
 */
export async function verifyPassword<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: VerifyPasswordInput<Id>,
  call?: Call,
): Promise<VerifyPasswordResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { signal, context } = readCall(call);
  const accountKey = accountKeyOf(read.value.accountId);

  const admission = await admitPasswordCheck(core, accountKey);
  if (!admission.ok) return refuseCheck(core, accountKey, admission, context);
  const { changeRequired } = await core.stores.credentials.read(accountKey);
  const account = await core.stores.users.findByKey(accountKey);
  const usable =
    account?.enabled === true && account.identityProvider === null && !isLock(changeRequired);
  if (!usable || account.passwordHash === null)
    return refuseCheck(core, accountKey, WRONG_PASSWORD, context);
  const { passwordHash } = account;
  const verdict = await admission.check(() =>
    verifyStoredHash(core, { accountKey, passwordHash, password: read.value.password, signal }),
  );
  if (!verdict.matches) return refuseCheck(core, accountKey, WRONG_PASSWORD, context);
  await admission.succeeded();
  return { ok: true };
}
