import type { InvalidInput } from './refusals.js';

/** `requeued`: how many entries are pending again; what was never given up on counts for none. */
export type RequeueGivenUpResult = { readonly ok: true; readonly requeued: number } | InvalidInput;

/** What a call of `drainOutbox` came to. */
export interface DrainOutboxResult {
  /** Entries done, put off or given up on by this call. */
  readonly handled: number;
  /**
   * Whether something was due when the call stopped: it came to `maxEntries`, or its signal
   * aborted. What another worker holds counts as well. `false` after a call that found the end.
   */
  readonly moreDue: boolean;
}
