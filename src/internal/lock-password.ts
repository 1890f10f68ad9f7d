import type { AccountId, CallContext, LockReason, NoticedChange } from '../ports/index.js';
import type { SessionsOutcome } from '../results/index.js';
import type { Core } from './core.js';
import { noteConfirmed } from './disavowal/former-address.js';
import type { Objection } from './disavowal/objection.js';
import { NotPutBack } from './disavowal/put-address-back.js';
import { restoreAccount } from './disavowal/restore-account.js';
import { type Judgement, settleObjection } from './disavowal/settle-objection.js';
import { endSessionsAfterCommit, tellOfSessions } from './end-sessions.js';
import { linkAddress } from './link-address.js';
import { lockMail, putBackNotice } from './outbox/account-entries.js';
import { Overtaken, unlessOvertaken } from './overtaken.js';
import { raiseHeldVersion, setLock } from './set-lock.js';
import { forgetAddressNotices } from './throttling.js';

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
  /** Whether an operator says that the account's present address is its owner's, for good. */
  readonly endDispute?: boolean;
  readonly context: CallContext;
}

export type Locking =
  | {
      readonly locked: true;
      readonly reason: LockReason;
      readonly sessions: SessionsOutcome;
      readonly linkFollows: boolean;
      /** Whether the account was put back at the address of who disavows just now. */
      readonly putBack: boolean;
    }
  /**
   * The password was changed, or the ticket spent, meanwhile, or nobody objects whose word counts:
   * nothing was changed.
   */
  | { readonly locked: false };

/**
 * Locks a password: it stays where it is, and opens nothing any more. In one transaction, all of
 * it or nothing:
 *
 * 1. the account's version is held, so that a change which races this one comes out before it or
 *    not at all, and raised: every earlier ticket and session is dead;
 * 2. where somebody has disavowed a change, it is decided whose the account is, and the application
 *    puts back what else was changed;
 * 3. the mail with the link that leads back in goes to the outbox;
 * 4. the lock is set;
 * 5. tickets are closed, but for those that disavow further changes;
 * 6. sessions that share the database end, and the end of others goes to the outbox;
 * 7. the application's hook of locks runs with the same transaction.
 *
 * The users table is read, and not written but by those hooks, so it may be anywhere.
 */
export async function lockPassword<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  locking: PasswordLocking,
): Promise<Locking> {
  const { stores } = core;
  const { accountKey, disavowal, context } = locking;
  const lockedAt = core.now();
  const spentId = disavowal?.ticketId ?? null;

  const lockInTransaction = async (tx: Tx, putsBack: boolean) => {
    const { version: from, changeRequired } = await stores.credentials.lock(accountKey, tx);
    if (locking.ofVersion !== null && locking.ofVersion !== from) throw new Overtaken();
    // Only now: an address that changed a moment ago must be seen.
    const found = await stores.users.findByKey(accountKey, tx);
    const credentialsVersion = await raiseHeldVersion(core, { accountKey, from, lockedAt }, tx);
    const { reason, account, isObjectors, putBack } = await settle(
      core,
      locking,
      { present: changeRequired, account: found, credentialsVersion, lockedAt, putsBack },
      tx,
    );
    const address = locking.notify && reason !== 'disputed' ? linkAddress(core, account) : null;
    // Who is mailed it need not be who objects, and where that one sits is for nobody else.
    const isAskers = disavowal === null || isObjectors;
    const told = isAskers ? context : { correlationId: context.correlationId };
    if (address !== null)
      await stores.outbox.enqueue(lockMail(core, { accountKey, address, context: told }), tx);
    const previous = found?.email ?? null;
    if (putBack && previous !== null) {
      const notice = { accountKey, address: previous, changedAt: lockedAt, context };
      await stores.outbox.enqueue(putBackNotice(core, notice), tx);
    }
    if (locking.endDispute === true)
      await noteConfirmed(core, { accountKey, address: previous }, tx);
    const lock = { accountKey, account, reason, credentialsVersion, lockedAt, spentId, context };
    const { ending, closing, ended } = await setLock(core, lock, tx);
    const isMailed = address !== null;
    return { reason, ending, closing, ended, isMailed, linkFollows: isMailed && isAskers, putBack };
  };

  const run = (putsBack: boolean) =>
    unlessOvertaken(stores.unitOfWork.run((tx) => lockInTransaction(tx, putsBack)));
  const done = await run(true).catch((error: unknown) => {
    if (!(error instanceof NotPutBack)) throw error;
    // A thief can have a hand in that: an account of his may be in the way. Then it is a dispute,
    // and not an account that nobody has locked.
    core.emit({ type: 'address.not_put_back', accountKey, cause: error.reason }, context);
    return run(false);
  });
  if (done === null) return { locked: false };
  const { reason, isMailed, linkFollows, putBack } = done;
  // The raised version has killed what this cleans up; a link that disavows stays good if it fails.
  if (!stores.tickets.transactional) await stores.tickets.close(done.closing).catch(() => false);
  const ended = await endSessionsAfterCommit(core, done.ending, done.ended);
  core.watchOutbox();
  core.emit({ type: 'password.locked', accountKey, reason }, context);
  if (locking.notify && !linkFollows) {
    const because = reason === 'disputed' || isMailed ? 'address_changed' : 'no_link';
    core.emit({ type: 'disavowal.needs_operator', accountKey, because }, context);
  }
  tellOfSessions(core, accountKey, ended, context);
  const reader = disavowal?.address ?? null;
  if (putBack && reader !== null) await forgetAddressNotices(core, { accountKey, reader });
  return { locked: true, reason, sessions: ended.outcome, linkFollows, putBack };
}

/** Which lock there is afterwards, and what becomes of the account where somebody has objected. */
async function settle<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  { accountKey, disavowal, reason, endDispute, context }: PasswordLocking,
  at: Pick<Objection<Id, Extra>, 'present' | 'account' | 'credentialsVersion' | 'lockedAt'> & {
    readonly putsBack: boolean;
  },
  tx: Tx,
): Promise<Judgement<Id, Extra>> {
  if (disavowal === null) {
    const stays = at.present === 'disputed' && endDispute !== true;
    const judged = { account: at.account, isObjectors: false, putBack: false };
    return { ...judged, reason: stays ? 'disputed' : reason };
  }
  const { address, noticed } = disavowal;
  const objection = { ...at, accountKey, address, noticed, context };
  const judged = await settleObjection(core, objection, tx);
  // In dispute nobody can tell whose it is, and so nothing is put back.
  if (judged.account === null || !judged.isObjectors || judged.reason === 'disputed') return judged;
  return { ...judged, account: await restoreAccount(core, objection, judged.account, tx) };
}
