import { LatchkeyError } from '../errors.js';
import type { AccountId } from '../ports/index.js';
import type { Core } from './core.js';

/**
 * Runs a hook of the application in a transaction that has raised the account's version, and makes
 * sure that the transaction is still there afterwards. A throw rolls everything back.
 *
 * @throws LatchkeyError `ERR_HOOK`
 */
export async function runHook<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  name: 'onPasswordChange' | 'onPasswordLock' | 'onDisavowal' | 'onAddressDisavowal',
  at: { readonly accountKey: string; readonly credentialsVersion: number; readonly tx: Tx },
  run: () => unknown,
): Promise<void> {
  if (core.hooks[name] === undefined) return;
  try {
    await run();
  } catch (cause) {
    throw new LatchkeyError('ERR_HOOK', `The hook "${name}" threw.`, { cause });
  }
  // A hook that swallows an error of the database goes on in a transaction that is gone: MariaDB
  // rolls back at a deadlock, PostgreSQL at any error, and both let an empty commit succeed.
  const { version } = await core.stores.credentials.read(at.accountKey, at.tx);
  if (version !== at.credentialsVersion)
    throw new LatchkeyError(
      'ERR_HOOK',
      `The hook "${name}" went on after the database had rolled its transaction back: ` +
        'an error of the database must not be swallowed in it.',
    );
}
