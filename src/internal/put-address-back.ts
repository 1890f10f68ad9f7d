import { LatchkeyError } from '../errors.js';
import type { AccountId, StoredAccount } from '../ports/index.js';
import type { Core } from './core.js';
import { normalizeIdentifier } from './identifier.js';
import { disavowalOf, type Objection } from './objection.js';
import { runHook } from './run-hook.js';

/**
 * Lets the application put an account back at the address that it was moved away from, in the
 * transaction of the disavowal, and resolves to the account as it is then. The hook may leave it
 * where it is.
 *
 * @throws LatchkeyError `ERR_HOOK`
 */
export async function putAddressBack<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  objection: Objection<Id, Extra>,
  tx: Tx,
): Promise<StoredAccount<Id, Extra> | null> {
  const { accountKey, account, address, noticed, credentialsVersion } = objection;
  if (account === null || address === null || !noticed) return account;
  await runHook(core, 'onAddressDisavowal', { accountKey, credentialsVersion, tx }, () =>
    core.hooks.onAddressDisavowal?.({
      ...disavowalOf(objection, { account, noticed }, tx),
      address,
    }),
  );
  const after = await core.stores.users.findByKey(accountKey, tx);
  const email = normalizeIdentifier(after?.email ?? '');
  if (after?.email === account.email || email === normalizeIdentifier(address)) return after;
  throw new LatchkeyError(
    'ERR_HOOK',
    'The hook "onAddressDisavowal" took the account\'s row away, or put neither address there.',
  );
}
