import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Throttled } from '../../results/index.js';
import type { Admission } from '../admission.js';
import type { Core } from '../core.js';
import { countMint } from './count-mint.js';

/**
 * Whether a mail that mints nothing (the provider's name, an unknown address) may go out. It is
 * counted once per entry: a retry after a failed delivery is still the same mail, and the entry's
 * count of mints, of which it has no other use, remembers that.
 */
export async function admitPlainMail<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
  count: () => Promise<Admission | Throttled>,
): Promise<boolean> {
  if (entry.mints > 0) return true;
  if (!(await count()).ok) return false;
  await countMint(core, { entry });
  return true;
}
