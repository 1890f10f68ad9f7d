import type { AccountId, CallContext, LockReason, StoredAccount } from '../ports/index.js';
import type { Core } from './core.js';
import { endSessions } from './end-sessions.js';
import { Overtaken } from './overtaken.js';
import { publicAccount } from './public-account.js';
import { runHook } from './run-hook.js';

/**
 * Raises the version of an account that is held (`credentials.lock`): every earlier ticket and
 * session is dead by that.
 */
export async function raiseHeldVersion<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  raising: { readonly accountKey: string; readonly from: number; readonly lockedAt: Date },
  tx: Tx,
): Promise<number> {
  const { accountKey, from, lockedAt: changedAt } = raising;
  if (!(await core.stores.credentials.raiseVersion({ accountKey, from, changedAt }, tx)))
    throw new Overtaken();
  return from + 1;
}

/**
 * Sets a lock on an account whose version was just raised; sessions that share the database end
 * here and now. The application's hook runs last, with the same transaction.
 */
export async function setLock<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  lock: {
    readonly accountKey: string;
    readonly account: StoredAccount<Id, Extra> | null;
    readonly reason: LockReason;
    readonly credentialsVersion: number;
    readonly lockedAt: Date;
    /** The disavow ticket that is spent on it, or `null`. */
    readonly spentId: string | null;
    readonly context: CallContext;
  },
  tx: Tx,
) {
  const { credentials, tickets } = core.stores;
  const { accountKey, account, reason, credentialsVersion, lockedAt, spentId, context } = lock;
  const ending = { accountKey, credentialsVersion, keepSessionId: null };
  const closing = { accountKey, spentId, belowVersion: credentialsVersion };
  await credentials.requireChange({ accountKey, reason }, tx);
  if (tickets.transactional && !(await tickets.close(closing, tx))) throw new Overtaken();
  const ended = await endSessions(core, ending, tx);
  await runHook(core, 'onPasswordLock', { accountKey, credentialsVersion, tx }, () =>
    core.hooks.onPasswordLock?.({
      accountKey,
      account: account === null ? null : publicAccount(account),
      reason,
      credentialsVersion,
      lockedAt,
      context,
      transaction: tx,
    }),
  );
  return { ending, closing, ended };
}
