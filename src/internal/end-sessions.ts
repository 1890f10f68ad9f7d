import type { AccountId } from '../ports/index.js';
import type { Core } from './core.js';
import { patienceSeconds } from './patience.js';
import { withTimeout } from './with-timeout.js';

/**
 * Ends sessions in a store that could not join the transaction, straight after the commit. Its
 * failure is no failure of the change: the outbox holds the same revocation, has all the time that
 * the store needs, and goes on trying; and until then `checkSession` refuses those sessions by their version.
 */
export async function endSessionsAfterCommit<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  ending: {
    readonly accountKey: string;
    readonly credentialsVersion: number;
    readonly keepSessionId: string | null;
  },
): Promise<{ readonly revoked: number | null; readonly keptSessionId: string | null }> {
  const { accountKey, credentialsVersion, keepSessionId } = ending;
  const sessions = core.stores.sessions;
  if (sessions === undefined) return { revoked: null, keptSessionId: null };
  let keptSessionId: string | null = null;
  try {
    const revoked = await withTimeout(patienceSeconds(core), async () => {
      if (keepSessionId !== null)
        keptSessionId = await sessions.restamp({
          accountKey,
          sessionId: keepSessionId,
          credentialsVersion,
        });
      return sessions.revoke({
        accountKey,
        belowVersion: credentialsVersion,
        except: keptSessionId,
      });
    });
    return { revoked, keptSessionId };
  } catch {
    return { revoked: null, keptSessionId };
  }
}
