import { LatchkeyError } from '../../errors.js';
import type { AccountId, StoredAccount } from '../../ports/index.js';
import type { Core } from '../core.js';
import { runHook } from '../run-hook.js';
import { disavowalOf, type Objection } from './objection.js';

/**
 * Lets the application put back what a thief may have changed beside the password, in the
 * transaction of the disavowal, and resolves to the account as it is then.
 *
 * @param account - as it is at the address of who objects
 * @throws LatchkeyError `ERR_HOOK`
 */
export async function restoreAccount<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  objection: Objection<Id, Extra>,
  account: StoredAccount<Id, Extra>,
  tx: Tx,
): Promise<StoredAccount<Id, Extra> | null> {
  const { accountKey, noticed, credentialsVersion } = objection;
  // A store of others that was written before there was a note leaves it out.
  if (!noticed || core.hooks.onDisavowal === undefined) return account;
  await runHook(core, 'onDisavowal', { accountKey, credentialsVersion, tx }, () =>
    core.hooks.onDisavowal?.(disavowalOf(objection, { account, noticed }, tx)),
  );
  const restored = await core.stores.users.findByKey(accountKey, tx);
  if (restored?.email === account.email) return restored;
  throw new LatchkeyError(
    'ERR_HOOK',
    'The hook "onDisavowal" changed the account\'s address or took its row away. Whose account it ' +
      'is has been decided by that address.',
  );
}
