import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Throttled } from '../../results/index.js';
import type { Admission } from '../admission.js';
import type { Core } from '../core.js';
import { copyForFormerReader } from './copy-for-former-reader.js';
import { countMint } from './count-mint.js';
import { callContextOf } from './payload.js';

/**
 * Whether a notice may go out, counted once per entry as for `admitOnce`; and queues it for who reads
 * the address of before, in the transaction that remembers the count. That one is told whether or not
 * the limit of this reader is reached, and after the count, so that a try which fails there is no way
 * around either.
 *
 * @param count - `null` where the notice itself goes to nobody
 */
export async function admitNotice<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
  count: (() => Promise<Admission | Throttled>) | null,
): Promise<boolean> {
  if (entry.mints > 0) return count !== null;
  const copy = await copyForFormerReader(core, entry);
  const isAdmitted = count !== null && (await count()).ok;
  if (isAdmitted || copy !== null)
    await core.stores.unitOfWork.run(async (tx) => {
      // While the entry is this worker's, or an operator who takes back what waits would miss the copy.
      await countMint(core, { entry }, tx);
      if (copy !== null) await core.stores.outbox.enqueue(copy, tx);
    });
  const { accountKey } = entry;
  if (!isAdmitted && count !== null && accountKey !== null)
    core.emit({ type: 'notice.limited', accountKey }, callContextOf(entry));
  return isAdmitted;
}
