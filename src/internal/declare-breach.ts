import type { AccountId } from '../ports/index.js';
import type { Core } from './core.js';
import { endSessionsAfterCommit } from './end-sessions.js';
import { sessionRevocation } from './outbox/entries.js';

/**
 * Marks a password as known to others. It raises the version, which ends every session and ticket
 * of before, in one transaction with the mark: a sign-in that races it comes out with a version
 * that opens nothing. Resolves to `false` where the password was changed meanwhile.
 */
export async function declareBreach<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
  from: number,
): Promise<boolean> {
  const { stores } = core;
  const { sessions } = stores;
  const credentialsVersion = from + 1;
  const closing = { accountKey, spentId: null, belowVersion: credentialsVersion };
  const raised = await stores.unitOfWork.run(async (tx) => {
    const changedAt = core.now();
    if (!(await stores.credentials.raiseVersion({ accountKey, from, changedAt }, tx))) return false;
    await stores.credentials.requireChange({ accountKey, reason: 'breached' }, tx);
    if (stores.tickets.transactional) await stores.tickets.close(closing, tx);
    if (sessions?.transactional === true)
      await sessions.revoke({ accountKey, belowVersion: credentialsVersion, except: null }, tx);
    else if (sessions !== undefined)
      await stores.outbox.enqueue(
        sessionRevocation(core, { accountKey, belowVersion: credentialsVersion }),
        tx,
      );
    return true;
  });
  if (raised && !stores.tickets.transactional)
    await stores.tickets.close(closing).catch(() => false);
  if (raised && sessions?.transactional === false)
    await endSessionsAfterCommit(core, {
      accountKey,
      credentialsVersion,
      keepSessionId: null,
    });
  core.watchOutbox();
  return raised;
}
