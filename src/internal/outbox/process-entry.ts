import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Core, Told } from '../core.js';
import { backoffMilliseconds } from './backoff.js';
import { type EntryKind, isMail } from './entry-kinds.js';
import { GiveUp, type Work } from './handler.js';
import { handlers } from './handlers/index.js';
import { LeaseLost } from './lease-lost.js';
import { callContextOf } from './payload.js';

/** Does one claimed entry, and then completes it, defers it or gives it up. Never throws for it. */
export async function processEntry<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
  work: Work,
): Promise<void> {
  const { outbox, unitOfWork } = core.stores;
  const { kind, id: entryId } = entry;
  const { desk } = work;
  const giveUp = async (reason: string, bounce: Told | null = null) => {
    desk.forget(entryId);
    const ending = { id: entryId, leaseId: entry.leaseId, givenUpAt: core.now(), reason };
    // Without the lease the entry is another worker's, and so is its end.
    if (!(await outbox.giveUp(ending))) return;
    if (bounce !== null) core.emit(bounce, callContextOf(entry));
    core.emit({ type: 'outbox.given_up', kind, entryId, reason }, callContextOf(entry));
  };

  if (!Object.hasOwn(handlers, kind)) return giveUp('unknown_kind');
  if (core.now().getTime() > entry.expiresAt.getTime()) return giveUp('expired');
  try {
    const handled = await handlers[kind as EntryKind](core, entry, work);
    await unitOfWork.run(async (tx) => {
      // First the lease: an entry that another worker took over is not settled twice.
      if (!(await outbox.complete(entry, tx))) throw new LeaseLost();
      await handled.settle?.(tx);
    });
    desk.forget(entryId);
    if (handled.mailed === true)
      core.emit({ type: 'mail.sent', kind, entryId }, callContextOf(entry));
  } catch (error) {
    if (error instanceof LeaseLost) return;
    if (error instanceof GiveUp) return giveUp(error.reason);
    if (says(error, 'permanent')) {
      const bounced = { type: 'mail.bounced', kind, entryId, status: statusOf(error) } as const;
      return giveUp('refused', isMail(kind) ? bounced : null);
    }
    // A link that certainly reached nobody does not count among the entry's.
    const refundMint = says(error, 'undelivered') && desk.isFresh(entry);
    if (refundMint) desk.uncount(entryId);
    const pause = askedPause(error) ?? backoffMilliseconds(entry.attempts, core.random);
    const dueAt = new Date(core.now().getTime() + pause);
    const { leaseId } = entry;
    if (!(await outbox.defer({ id: entryId, leaseId, dueAt, refundMint }))) return;
    core.emit(
      {
        type: 'outbox.deferred',
        kind,
        entryId,
        attempts: entry.attempts,
        dueAt,
        cause: codeOf(error),
      },
      callContextOf(entry),
    );
  }
}

function says(error: unknown, what: 'permanent' | 'undelivered'): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, what) === true;
}

/**
 * The milliseconds after which the mailer asks to be called again, where it does: a second at
 * least, so that no drain runs in circles, and as long as the longest backoff at most.
 */
function askedPause(error: unknown): number | null {
  const seconds: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'retryAfterSeconds') : null;
  if (typeof seconds !== 'number' || !(seconds >= 0)) return null;
  return Math.ceil(Math.min(Math.max(seconds, 1), 600) * 1000);
}

/** The enhanced status code of a refusal (RFC 3463): class, subject, detail. */
function statusOf(error: unknown): string | null {
  const status: unknown = Reflect.get(error as object, 'status');
  return typeof status === 'string' && /^[245]\.\d{1,3}\.\d{1,3}$/.test(status) ? status : null;
}

/** A short code of the failure. The message stays out: a mail server's text quotes addresses. */
function codeOf(error: unknown): string {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Za-z0-9_.-]{1,40}$/.test(code) ? code : 'failed';
}
