import { isLatchkeyError, LatchkeyError } from '../errors.js';
import type { AccountId, Limit } from '../ports/index.js';
import type { Throttled } from '../results/index.js';
import type { Core } from './core.js';

/** Counted tries, to be taken back or forgotten once they turn out to be successes. */
export interface Admission {
  readonly ok: true;
  succeeded(): Promise<void>;
  /** Takes the tries back: nothing was tried, or nothing came of it. */
  takeBack(): Promise<void>;
  /**
   * Runs the check that the try is for. Where it comes to no verdict because we are busy or a store
   * is away (a coded 503), or because the application's hook throws, nothing was tried, and the try
   * is taken back.
   */
  check<T>(work: () => Promise<T>): Promise<T>;
}

export interface Counter {
  readonly key: string;
  readonly limit: Limit;
  /** What a success does: forget the key, or take this one try back. */
  readonly onSuccess: 'clear' | 'refund' | 'keep';
}

/** Realms share a throttle without sharing counters. */
function keyOf(core: { readonly stores: { readonly realm: string } }, counter: Counter): string {
  return `${core.stores.realm}:${counter.key}`;
}

/** The limit with its kind: the two words that a key begins with, which nobody outside chooses. */
const limitOf = ({ key, limit }: Counter): Limit => ({
  ...limit,
  kind: key.split(':', 2).join(':'),
});

/** Counts a try by each counter, the first one first, until one of them refuses it. */
export async function admit<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  counters: readonly Counter[],
): Promise<Admission | Throttled> {
  for (const counter of counters) {
    const decision = await core.throttle
      .consume(keyOf(core, counter), limitOf(counter))
      .catch((cause: unknown) => {
        // Not to count is to let everybody try: a throttle that is away closes the door.
        throw new LatchkeyError('ERR_STORE', 'The throttle could not be reached; see "cause".', {
          cause,
        });
      });
    if (!decision.allowed)
      return { ok: false, reason: 'throttled', retryAfterSeconds: decision.retryAfterSeconds };
  }
  // Two accounts may have one address: who has learnt of one that his guess was wrong gets no try
  // back because the other could not be asked.
  let judged = false;
  const takeBack = () =>
    succeed(
      core,
      counters.map((counter) => ({ ...counter, onSuccess: 'refund' })),
    );
  return {
    ok: true,
    succeeded: () => succeed(core, counters),
    takeBack,
    check: async (work) => {
      try {
        const verdict = await work();
        judged = true;
        return verdict;
      } catch (error) {
        if (
          !judged &&
          isLatchkeyError(error) &&
          (error.statusCode === 503 || error.code === 'ERR_HOOK')
        )
          await takeBack();
        throw error;
      }
    },
  };
}

/** A success stands, whatever becomes of its counters: they run out by themselves. */
export async function succeed<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  counters: readonly Counter[],
): Promise<void> {
  try {
    for (const counter of counters) {
      const key = keyOf(core, counter);
      if (counter.onSuccess === 'clear') await core.throttle.clear(key, limitOf(counter));
      if (counter.onSuccess === 'refund') await core.throttle.refund(key, limitOf(counter));
    }
  } catch {}
}
