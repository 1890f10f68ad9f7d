import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Throttled } from '../../results/index.js';
import type { Admission } from '../admission.js';
import type { Core } from '../core.js';
import { copyForFormerReader } from './copy-for-former-reader.js';
import { countMint } from './count-mint.js';
import type { Handled } from './handler.js';
import { callContextOf } from './payload.js';

/**
 * Counts a notice, once per entry as `admitOnce` does, and queues it for who reads the address of before
 * as well, whether or not the limit of this reader is reached: in the transaction that remembers the
 * count, or that removes the entry, so that a try which fails is no way around either.
 *
 * @param count - `null` where the notice itself goes to nobody
 * @returns `null` where the notice may go out; otherwise what is left to do
 */
export async function limitNotice<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
  count: (() => Promise<Admission | Throttled>) | null,
): Promise<Handled<Tx> | null> {
  if (entry.mints > 0) return null;
  const { outbox, unitOfWork } = core.stores;
  const copy = await copyForFormerReader(core, entry);
  const tellsCopy = async (tx: Tx) => {
    if (copy !== null) await outbox.enqueue(copy, tx);
  };
  if (count === null) return { settle: tellsCopy };
  if (!(await count()).ok) {
    const { accountKey } = entry;
    if (accountKey !== null)
      core.emit({ type: 'notice.limited', accountKey }, callContextOf(entry));
    return { settle: tellsCopy };
  }
  await unitOfWork.run(async (tx) => {
    // While the entry is this worker's, or an operator who takes back what waits would miss the copy.
    await countMint(core, { entry }, tx);
    await tellsCopy(tx);
  });
  return null;
}
