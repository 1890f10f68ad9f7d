import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Core } from '../core.js';
import type { CandidateDesk } from './candidate-desk.js';

/** What a handler leaves to do in the transaction that also removes the entry. */
export interface Handled<Tx> {
  /** Whether the next hop has accepted a mail; not every entry of a mail's kind leads to one. */
  readonly mailed?: boolean;
  readonly settle?: (tx: Tx) => Promise<void>;
}

/**
 * Does what an entry asks for. Returning means that it is done; throwing means that it may be
 * tried again, unless the error says `permanent: true`.
 */
export type Handler = <Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
  desk: CandidateDesk,
) => Promise<Handled<Tx>>;
