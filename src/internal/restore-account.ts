import { LatchkeyError } from '../errors.js';
import type { AccountId, CallContext, NoticedChange, StoredAccount } from '../ports/index.js';
import type { Core } from './core.js';
import { publicAccount } from './public-account.js';
import { runHook } from './run-hook.js';

/** Clocks differ, `now()` of a database is the start of a transaction, and columns cut to seconds. */
const LEEWAY_MS = 60_000;

/**
 * Lets the application put back what a thief may have changed beside the password, in the
 * transaction of the disavowal, and resolves to the account as it is then. A link that is older
 * than the note of what its notice told puts nothing back.
 *
 * @throws LatchkeyError `ERR_HOOK`
 */
export async function restoreAccount<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  restoring: {
    readonly accountKey: string;
    readonly account: StoredAccount<Id, Extra>;
    readonly noticed: NoticedChange | null;
    /** As just raised. */
    readonly credentialsVersion: number;
    readonly lockedAt: Date;
    readonly context: CallContext;
  },
  tx: Tx,
): Promise<StoredAccount<Id, Extra> | null> {
  const { accountKey, account, noticed, credentialsVersion, lockedAt, context } = restoring;
  // A store of others that was written before there was a note leaves it out.
  if (!noticed || core.hooks.onDisavowal === undefined) return account;
  await runHook(core, 'onDisavowal', { accountKey, credentialsVersion, tx }, () =>
    core.hooks.onDisavowal?.({
      ...noticed,
      since: new Date(noticed.changedAt.getTime() - LEEWAY_MS),
      accountKey,
      account: publicAccount(account),
      disavowedAt: lockedAt,
      context,
      transaction: tx,
    }),
  );
  const restored = await core.stores.users.findByKey(accountKey, tx);
  if (restored?.email === account.email) return restored;
  throw new LatchkeyError(
    'ERR_HOOK',
    'The hook "onDisavowal" changed the account\'s address or took its row away. Whose account it ' +
      'is has been decided by that address.',
  );
}
