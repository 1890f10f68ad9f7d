import type { AccountId } from '../ports/index.js';
import type { Core } from './core.js';

/**
 * Upgrades an old hash by compare-and-set on it: a reset that came first holds another hash, and
 * wins (attack 44). It raises no version, since the password stays what it was, and its failure
 * never fails a sign-in.
 */
export async function rehash<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  upgrade: { readonly accountKey: string; readonly from: string; readonly password: string },
): Promise<void> {
  const { accountKey, from } = upgrade;
  try {
    const to = await core.hashing.hash(upgrade.password, null);
    if (await core.stores.users.replacePasswordHash({ accountKey, from, to }))
      core.emit({ type: 'password.rehashed', accountKey });
  } catch {
    core.emit({ type: 'password.rehash_failed', accountKey });
  }
}
