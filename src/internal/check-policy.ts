import type { AccountId, StoredAccount, Violation } from '../ports/index.js';
import type { Core } from './core.js';
import { publicAccount } from './public-account.js';

/**
 * Checks a new password by the one policy that every path shares (attack 45). All violations come
 * back at once. What a rule that throws means is the policy's matter: never acceptance.
 */
export async function checkPolicy<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  checking: {
    readonly password: string;
    readonly account: StoredAccount<Id, Extra> | null;
    readonly accountKey: string | null;
    readonly signal: AbortSignal | null;
  },
): Promise<Violation[]> {
  const { account, accountKey, signal } = checking;
  return core.policy.check({
    password: checking.password.normalize('NFC'),
    account: account === null ? null : publicAccount(account),
    signal,
    matchesRecent: async (last) => {
      const hashes: string[] = [];
      if (account !== null && account.passwordHash !== null) hashes.push(account.passwordHash);
      if (accountKey !== null && last > 1) {
        const replaced = await core.stores.history.list({ accountKey, limit: last - 1 });
        hashes.push(...replaced.map((entry) => entry.passwordHash));
      }
      for (const hash of hashes.slice(0, last)) {
        const verdict = await core.hashing.verify(hash, checking.password, signal);
        if (verdict.matches) return true;
      }
      return false;
    },
  });
}
