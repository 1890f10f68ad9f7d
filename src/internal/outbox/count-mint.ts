import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Core } from '../core.js';
import { LeaseLost } from './lease-lost.js';

/** Retried like any failure: the worker that holds the entry's candidate may yet deliver it. */
export class OutOfMints extends Error {
  readonly code = 'out_of_mints';
}

export interface MintCount {
  readonly entry: LeasedEntry;
  /** How many mints the entry may count. @default any number */
  readonly atMost?: number | undefined;
}

/** Counts one mint of an entry that is in hand, before what is minted exists. */
export async function countMint<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  { entry, atMost = Number.POSITIVE_INFINITY }: MintCount,
  tx?: Tx,
): Promise<void> {
  if (entry.mints >= atMost) throw new OutOfMints();
  if (!(await core.stores.outbox.countMint(entry, tx))) throw new LeaseLost();
}
