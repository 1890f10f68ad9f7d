import type { AccountId } from '../../ports/index.js';
import type { Core } from '../core.js';
import type { Candidate, CandidateDesk } from './candidate-desk.js';
import { countMint, type MintCount } from './count-mint.js';
import { secondsLeft } from './seconds-left.js';

/**
 * The link that this process has made for an entry, for the next try of its mail. One that may
 * have arrived is sent again byte for byte, as idempotency keys need it. One that has certainly
 * reached nobody was counted back: it counts anew from here on, and says what is left of its life.
 */
export async function sameLink<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  again: MintCount & { readonly desk: CandidateDesk; readonly kept: Candidate },
): Promise<Candidate> {
  const { entry, desk, kept } = again;
  if (kept.countedIn !== null) return kept;
  await countMint(core, again);
  const candidate = {
    ...kept,
    countedIn: entry.attempts,
    lifetimeSeconds: secondsLeft(kept.ticket, core.now()),
  };
  desk.keep(entry.id, candidate);
  return candidate;
}
