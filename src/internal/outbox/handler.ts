import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Core } from '../core.js';
import type { CandidateDesk } from './candidate-desk.js';

/** What a handler leaves to do in the transaction that also removes the entry. */
export interface Handled<Tx> {
  /** Whether the next hop has accepted a mail; not every entry of a mail's kind leads to one. */
  readonly mailed?: boolean;
  readonly settle?: (tx: Tx) => Promise<void>;
}

/** What a handler works with beside the core. */
export interface Work {
  readonly desk: CandidateDesk;
  /**
   * Makes this entry stand for the older ones that ask for the same. Called only once it is sure
   * to do what they ask for: one that a limit ends must not take them along. What is tried for the
   * first time stands for newer ones as well, unless `newerToo` is `false`: what they say differs.
   */
  readonly absorbOlder: (absorbing?: { readonly newerToo: boolean }) => Promise<void>;
}

/** Thrown by a handler for what no further try can do; the reason is for an operator's list. */
export class GiveUp extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Does what an entry asks for. Returning means that it is done; throwing means that it may be
 * tried again, unless the error says `permanent: true`.
 */
export type Handler = <Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
  work: Work,
) => Promise<Handled<Tx>>;
