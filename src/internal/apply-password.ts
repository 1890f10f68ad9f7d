import { isLock } from '../is-lock.js';
import type { AccountId, CallContext, ChangeCause, StoredAccount, Ticket } from '../ports/index.js';
import type { SessionsOutcome } from '../results/index.js';
import type { Core } from './core.js';
import { noteEndOf, noteLedBack } from './disavowal/former-address.js';
import { endSessions, endSessionsAfterCommit, tellOfSessions } from './end-sessions.js';
import { changeNotice } from './outbox/account-entries.js';
import { Overtaken, unlessOvertaken } from './overtaken.js';
import { publicAccount } from './public-account.js';
import { runHook } from './run-hook.js';
import { forgetFailures } from './throttling.js';

export interface NewPassword<Id extends AccountId, Extra extends object> {
  readonly accountKey: string;
  /** The account as it was when the permission was checked. */
  readonly account: StoredAccount<Id, Extra>;
  /** The credentials version as it was when the permission was checked. */
  readonly version: number;
  readonly passwordHash: string;
  readonly cause: ChangeCause;
  /** The ticket that is spent on it, or `null`. */
  readonly ticket: Ticket | null;
  readonly keepSessionId: string | null;
  readonly notify: boolean;
  /** Whether the new password opens nothing but its own change. */
  readonly mustChange?: boolean;
  readonly context: CallContext;
}

export type Applied =
  | {
      readonly applied: true;
      readonly credentialsVersion: number;
      readonly sessions: SessionsOutcome;
      readonly keptSessionId: string | null;
    }
  /** Somebody else was faster, or the account is no longer what it was: nothing was changed. */
  | { readonly applied: false };

/**
 * Writes a new password. This is the only code that does (the rehash at sign-in aside, which is a
 * compare-and-set and raises no version), so that whatever must happen with a change happens with
 * every change, all of it or nothing:
 *
 * 1. the credentials version is raised from the one that was checked: of any number of
 *    concurrent changes, one goes on, and every earlier ticket and session is dead;
 * 2. the hash is written where address and enabled state are still what they were;
 * 3. the ticket is spent and the account's other open tickets are superseded;
 * 4. the replaced hash joins the history, where the policy wants one;
 * 5. sessions that share the database end;
 * 6. the notice, and the revocation of sessions elsewhere, go to the outbox;
 * 7. the application's hook runs with the same transaction.
 *
 * A users table in another database is written last before the commit, since nothing can take
 * that write back.
 */
export async function applyPassword<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  change: NewPassword<Id, Extra>,
): Promise<Applied> {
  const { stores } = core;
  const { accountKey, account, cause, ticket } = change;
  const changedAt = core.now();
  const credentialsVersion = change.version + 1;
  const { keepSessionId, context } = change;
  const ending = { accountKey, credentialsVersion, keepSessionId };
  const closing = { accountKey, spentId: ticket?.id ?? null, belowVersion: credentialsVersion };

  const writeHash = async (tx: Tx) => {
    // Before the hash: elsewhere than in our database, nothing after the hash may fail any more.
    if (ticket?.markEmailVerified === true && account.email !== null)
      await stores.users.markEmailVerified({ accountKey, address: account.email }, tx);
    const written = await stores.users.writePasswordHash(
      {
        accountKey,
        passwordHash: change.passwordHash,
        expected: { email: account.email, enabled: account.enabled },
      },
      tx,
    );
    if (!written) throw new Overtaken();
  };

  const inTransaction = await unlessOvertaken(
    stores.unitOfWork.run(async (tx) => {
      await settleSay(core, change, tx);
      const raised = await stores.credentials.raiseVersion(
        { accountKey, from: change.version, changedAt },
        tx,
      );
      if (!raised) throw new Overtaken();
      if (change.mustChange === true)
        await stores.credentials.requireChange({ accountKey, reason: 'administrative' }, tx);
      if (stores.users.transactional) await writeHash(tx);

      if (stores.tickets.transactional) {
        const closed = await stores.tickets.close(closing, tx);
        if (!closed) throw new Overtaken();
      }

      if (core.policy.remembers > 1 && account.passwordHash !== null)
        await stores.history.append(
          {
            id: core.newId(),
            accountKey,
            passwordHash: account.passwordHash,
            replacedAt: changedAt,
            keep: core.policy.remembers - 1,
          },
          tx,
        );

      const ended = await endSessions(core, ending, tx);

      if (change.notify && account.email !== null)
        await stores.outbox.enqueue(
          changeNotice(core, { accountKey, account, cause, changedAt, context }),
          tx,
        );

      await runHook(core, 'onPasswordChange', { accountKey, credentialsVersion, tx }, () =>
        core.hooks.onPasswordChange?.({
          account: publicAccount(account),
          cause,
          purpose: ticket?.purpose ?? null,
          credentialsVersion,
          changedAt,
          context,
          transaction: tx,
        }),
      );
      if (!stores.users.transactional) await writeHash(tx);
      return ended;
    }),
  );
  if (inTransaction === null) return { applied: false };

  // A ticket store elsewhere is a pointer that is cleaned up afterwards: the raised version has
  // killed its tickets already, so a failure here changes no outcome.
  if (!stores.tickets.transactional) await stores.tickets.close(closing).catch(() => false);

  const ended = await endSessionsAfterCommit(core, ending, inTransaction);
  core.watchOutbox();
  await forgetFailures(core, { accountKey, email: account.email }, cause, context);
  core.emit({ type: 'password.changed', accountKey, cause, credentialsVersion }, context);
  tellOfSessions(core, accountKey, ended, context);
  const { outcome: sessions, keptSessionId } = ended;
  return { applied: true, credentialsVersion, sessions, keptSessionId };
}

/**
 * A password that is set in a dispute ends it, and an operator has seen to that. One that is set by the
 * mailed link which leads out of a lock tells whose the account is.
 */
async function settleSay<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  { accountKey, account, ticket }: NewPassword<Id, Extra>,
  tx: Tx,
): Promise<void> {
  if (core.hooks.onAddressDisavowal === undefined) return;
  const { changeRequired } = await core.stores.credentials.lock(accountKey, tx);
  await noteEndOf(core, { accountKey, changeRequired }, tx);
  // While there is a lock no code goes elsewhere than to the mailbox.
  if (isLock(changeRequired) && ticket?.purpose === 'reset')
    await noteLedBack(core, { accountKey, address: account.email }, tx);
}
