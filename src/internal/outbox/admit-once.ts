import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Throttled } from '../../results/index.js';
import type { Admission } from '../admission.js';
import type { Core } from '../core.js';
import { countMint } from './count-mint.js';

/**
 * Whether a mail may go out that its reader's own limit counts. It is counted once per entry, since
 * a retry after a failed delivery is still the same mail. The entry's count of mints remembers that,
 * which is 0 at the first try only.
 */
export async function admitOnce<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
  count: () => Promise<Admission | Throttled>,
): Promise<boolean> {
  if (entry.mints > 0) return true;
  if (!(await count()).ok) return false;
  await countMint(core, { entry });
  return true;
}
