import type { AccountId, StoredAccount } from '../../ports/index.js';
import type { Core } from '../core.js';
import { sameAddress } from '../identifier.js';
import { runHook } from '../run-hook.js';
import { disavowalOf, type Objection } from './objection.js';

/** What the hook throws, or does that it must not: all of it is rolled back, and nothing is put back. */
export class NotPutBack extends Error {
  /** The code or name of what was thrown first, since words of a database quote addresses. */
  get reason(): string {
    let first: Error = this;
    // Bounded, since causes may go round in a circle.
    for (let depth = 0; first.cause instanceof Error && depth < 8; depth += 1) first = first.cause;
    if (first === this) return 'ERR_HOOK';
    return 'code' in first ? String(first.code) : first.name;
  }
}

/**
 * Lets the application put an account back at the address that it was moved away from, in the
 * transaction of the disavowal, and resolves to the account as it is then. The hook may leave it
 * where it is.
 *
 * @throws NotPutBack
 */
export async function putAddressBack<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  objection: Objection<Id, Extra>,
  tx: Tx,
): Promise<StoredAccount<Id, Extra> | null> {
  const { accountKey, account, address, noticed, credentialsVersion } = objection;
  if (account === null || address === null || !noticed) return account;
  const event = { ...disavowalOf(objection, { account, noticed }, tx), address };
  await runHook(core, 'onAddressDisavowal', { accountKey, credentialsVersion, tx }, () =>
    core.hooks.onAddressDisavowal?.(event),
  ).catch((cause: unknown) => {
    // Whatever it is: PostgreSQL fails after an error that the hook has swallowed, and a store that is
    // away will not let a dispute begin either.
    throw new NotPutBack('The hook "onAddressDisavowal" failed.', { cause });
  });
  const after = await core.stores.users.findByKey(accountKey, tx);
  if (after?.email === account.email || (after !== null && sameAddress(after.email, address)))
    return after;
  throw new NotPutBack(
    'The hook "onAddressDisavowal" took the account\'s row away, or put neither address there.',
  );
}
