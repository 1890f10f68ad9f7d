import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Core } from '../core.js';
import { backoffMilliseconds } from './backoff.js';
import type { EntryKind } from './entries.js';
import type { Work } from './handler.js';
import { handlers } from './handlers/index.js';
import { LeaseLost } from './mint-candidate.js';
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
  const giveUp = async (reason: string) => {
    desk.forget(entryId);
    const ending = { id: entryId, leaseId: entry.leaseId, givenUpAt: core.now(), reason };
    // Without the lease the entry is another worker's, and so is its end.
    if (!(await outbox.giveUp(ending))) return;
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
    if (says(error, 'permanent')) return giveUp('refused');
    // A link that certainly reached nobody does not count among the three.
    const refundMint = says(error, 'undelivered') && desk.isFresh(entry);
    if (refundMint) desk.forget(entryId);
    const dueAt = new Date(core.now().getTime() + backoffMilliseconds(entry.attempts, core.random));
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

/** A short code of the failure. The message stays out: a mail server's text quotes addresses. */
function codeOf(error: unknown): string {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Za-z0-9_.-]{1,40}$/.test(code) ? code : 'failed';
}
