import type {
  AccountId,
  CallContext,
  ChangeReason,
  LockReason,
  NoticedChange,
  StoredAccount,
} from '../ports/index.js';
import type { SessionsOutcome } from '../results/index.js';
import type { Core } from './core.js';
import { endSessionsAfterCommit, tellOfSessions } from './end-sessions.js';
import { normalizeIdentifier } from './identifier.js';
import { linkAddress } from './link-address.js';
import { lockMail } from './outbox/account-entries.js';
import { Overtaken, unlessOvertaken } from './overtaken.js';
import { restoreAccount } from './restore-account.js';
import { raiseHeldVersion, setLock } from './set-lock.js';

export interface PasswordLocking {
  readonly accountKey: string;
  readonly reason: Exclude<LockReason, 'disputed'>;
  /** Only the password of this version; `null` for whichever there is by then. */
  readonly ofVersion: number | null;
  /** The disavow ticket that is spent on it, and what its notice told, and to which address. */
  readonly disavowal: {
    readonly ticketId: string;
    readonly address: string | null;
    readonly noticed: NoticedChange | null;
  } | null;
  /** Whether the owner is mailed the link that leads back in. */
  readonly notify: boolean;
  /** Whether an operator says that the account's present address is its owner's. */
  readonly endDispute?: boolean;
  readonly context: CallContext;
}

export type Locking =
  | {
      readonly locked: true;
      readonly reason: LockReason;
      readonly sessions: SessionsOutcome;
      readonly linkFollows: boolean;
    }
  /** The password was changed, or the ticket spent, meanwhile: nothing was changed. */
  | { readonly locked: false };

/**
 * Locks a password: it stays where it is, and opens nothing any more. In one transaction, all of
 * it or nothing:
 *
 * 1. the account's version is held, so that a change which races this one comes out before it or
 *    not at all, and raised: every earlier ticket and session is dead;
 * 2. where its owner has disavowed a change, the application puts back what else was changed;
 * 3. the mail with the link that leads back in goes to the outbox;
 * 4. the lock is set;
 * 5. tickets are closed, but for those that disavow further changes;
 * 6. sessions that share the database end, and the end of others goes to the outbox;
 * 7. the application's hook of locks runs with the same transaction.
 *
 * The users table is read and not written, so it may be anywhere.
 */
export async function lockPassword<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  locking: PasswordLocking,
): Promise<Locking> {
  const { stores } = core;
  const { accountKey, disavowal, context } = locking;
  const lockedAt = core.now();
  const spentId = disavowal?.ticketId ?? null;

  const lockInTransaction = async (tx: Tx) => {
    const { version: from, changeRequired } = await stores.credentials.lock(accountKey, tx);
    if (locking.ofVersion !== null && locking.ofVersion !== from) throw new Overtaken();
    // Only now: an address that changed a moment ago must be seen.
    const found = await stores.users.findByKey(accountKey, tx);
    const credentialsVersion = await raiseHeldVersion(core, { accountKey, from, lockedAt }, tx);
    const reason = reasonOf(locking, changeRequired, found);
    const restoring = { accountKey, credentialsVersion, lockedAt, context };
    // In dispute nobody can tell whose it is, nor where there is no address to hold the notice
    // against, and so nothing is put back.
    const account =
      found === null || disavowal === null || reason !== 'disavowed'
        ? found
        : await restoreAccount(
            core,
            { ...restoring, account: found, noticed: disavowal.noticed },
            tx,
          );
    const address = locking.notify && reason !== 'disputed' ? linkAddress(core, account) : null;
    if (address !== null)
      await stores.outbox.enqueue(lockMail(core, { accountKey, address, context }), tx);
    const lock = { accountKey, account, reason, credentialsVersion, lockedAt, spentId, context };
    const { ending, closing, ended } = await setLock(core, lock, tx);
    return { reason, ending, closing, ended, linkFollows: address !== null };
  };

  const done = await unlessOvertaken(stores.unitOfWork.run(lockInTransaction));
  if (done === null) return { locked: false };
  const { reason, linkFollows } = done;
  // The raised version has killed what this cleans up; a link that disavows stays good if it fails.
  if (!stores.tickets.transactional) await stores.tickets.close(done.closing).catch(() => false);
  const ended = await endSessionsAfterCommit(core, done.ending, done.ended);
  core.watchOutbox();
  core.emit({ type: 'password.locked', accountKey, reason }, context);
  tellOfSessions(core, accountKey, ended, context);
  return { locked: true, reason, sessions: ended.outcome, linkFollows };
}

/**
 * Which lock there is afterwards. In dispute is an account of which nobody can tell from here whose
 * it is: somebody with a notice says that its owner did not do it, and the address of that notice is
 * not the account's any more. Only an operator ends a dispute, by saying so.
 */
function reasonOf(
  { reason, disavowal, endDispute }: PasswordLocking,
  present: ChangeReason | null,
  account: StoredAccount | null,
): LockReason {
  if (present === 'disputed' && endDispute !== true) return 'disputed';
  if (reason !== 'disavowed') return reason;
  const isElsewhere =
    account !== null &&
    normalizeIdentifier(account.email ?? '') !== normalizeIdentifier(disavowal?.address ?? '');
  return isElsewhere ? 'disputed' : 'disavowed';
}
