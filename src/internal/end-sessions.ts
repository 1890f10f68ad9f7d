import type { AccountId, CallContext } from '../ports/index.js';
import type { SessionsOutcome } from '../results/index.js';
import type { Core } from './core.js';
import { sessionRevocation } from './outbox/revocation-entry.js';
import { patienceSeconds } from './patience.js';
import { withTimeout } from './with-timeout.js';

interface Ending {
  readonly accountKey: string;
  /** The version that was raised to: sessions below it end. */
  readonly credentialsVersion: number;
  readonly keepSessionId: string | null;
}

export interface EndedSessions {
  readonly outcome: SessionsOutcome;
  /** How many ended; `null` where it is not known, or not done yet. */
  readonly revoked: number | null;
  readonly keptSessionId: string | null;
}

/**
 * Ends the account's sessions in the transaction that raised its version or, where they are kept
 * elsewhere, has the outbox end them: `endSessionsAfterCommit` then tries the same at once.
 */
export async function endSessions<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  ending: Ending,
  tx: Tx,
): Promise<EndedSessions> {
  const { accountKey, credentialsVersion, keepSessionId } = ending;
  const { sessions, outbox } = core.stores;
  const none = { revoked: null, keptSessionId: null };
  if (sessions === undefined) return { outcome: 'not_configured', ...none };
  if (!sessions.transactional) {
    const belowVersion = credentialsVersion;
    await outbox.enqueue(sessionRevocation(core, { accountKey, belowVersion }), tx);
    return { outcome: 'revocation_pending', ...none };
  }
  const keptSessionId =
    keepSessionId === null
      ? null
      : await sessions.restamp({ accountKey, sessionId: keepSessionId, credentialsVersion }, tx);
  const revoked = await sessions.revoke(
    { accountKey, belowVersion: credentialsVersion, except: keptSessionId },
    tx,
  );
  return { outcome: 'revoked', revoked, keptSessionId };
}

/**
 * Ends sessions in a store that could not join the transaction, straight after the commit. Its
 * failure is no failure of the change: the outbox holds the same revocation, has all the time that
 * the store needs, and goes on trying; and until then `checkSession` refuses those sessions by their version.
 */
export async function endSessionsAfterCommit<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  ending: Ending,
  inTransaction: EndedSessions,
): Promise<EndedSessions> {
  const { accountKey, credentialsVersion, keepSessionId } = ending;
  const { sessions } = core.stores;
  if (sessions === undefined || sessions.transactional) return inTransaction;
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
    return { outcome: 'revoked', revoked, keptSessionId };
  } catch {
    return { outcome: 'revocation_pending', revoked: null, keptSessionId };
  }
}

/** Tells what became of the sessions. */
export function tellOfSessions<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
  { outcome, revoked }: EndedSessions,
  context: CallContext,
): void {
  if (revoked !== null) core.emit({ type: 'sessions.revoked', accountKey, revoked }, context);
  else if (outcome === 'revocation_pending')
    core.emit({ type: 'sessions.revocation_deferred', accountKey }, context);
}
