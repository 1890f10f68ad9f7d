import type { AccountId } from 'latchkey';
import type { SessionsOptions } from './options.js';
import { accountIdOf, newStamp, readStamp, type Stamp } from './stamp.js';

export type Verdict =
  /** Nobody is signed in by it here: it is none of our business. */
  | { readonly verdict: 'nobody' }
  | { readonly verdict: 'refused'; readonly accountKey: string | null }
  /** `isNew`: the session carries no stamp yet, and should get this one. */
  | { readonly verdict: 'good'; readonly stamp: Stamp; readonly isNew: boolean };

const NOBODY: Verdict = { verdict: 'nobody' };

/**
 * Judges a session by the version that it is stamped with. One without a stamp, whose account the
 * application's own field names, is older than the installation: it was opened under version 0.
 */
export async function judgeSession<Id extends AccountId, Data extends object>(
  { passwords, accountId: ownAccountId }: SessionsOptions<Id, Data>,
  session: Data,
): Promise<Verdict> {
  const stamp = readStamp(session);
  if (stamp === 'malformed') return { verdict: 'refused', accountKey: null };
  if (stamp !== null && stamp.realm !== passwords.realm) return NOBODY;

  const own = ownAccountId?.(session) ?? null;
  if (ownAccountId !== undefined && own === null) return NOBODY;
  if (stamp === null && own === null) return NOBODY;
  // The application made it somebody else's without a sign-in: neither of the two is proven.
  if (stamp !== null && own !== null && String(own) !== stamp.accountKey)
    return { verdict: 'refused', accountKey: stamp.accountKey };

  const judged = stamp ?? newStamp(passwords.realm, own as Id, 0);
  const { accountKey, credentialsVersion } = judged;
  const accountId = accountIdOf<Id>(judged);
  const check = await passwords.checkSession({ accountId, credentialsVersion });
  return check.ok
    ? { verdict: 'good', stamp: judged, isNew: stamp === null }
    : { verdict: 'refused', accountKey };
}
