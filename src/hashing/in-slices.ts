import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long one job keeps the event loop from everything else. */
const SLICE_MS = 5;
/** Between two looks at the clock: about 0.1 ms. */
const ROUNDS_PER_LOOK = 64;

/**
 * Runs many short rounds of a hash that exists only in JavaScript, about 5 ms at a time, and lets
 * the event loop turn in between. 5,000 rounds of sha-crypt take one slice, and 656,000, Passlib's
 * default, about a hundred.
 *
 * It yields to I/O, but still takes the main thread's core: the hasher's line, which lets a few
 * such jobs run at a time, bounds what they delay each other.
 *
 * @throws the signal's reason between two slices, once it is aborted
 */
export async function inSlices(
  rounds: number,
  round: (n: number) => void,
  signal?: AbortSignal | null,
): Promise<void> {
  let n = 0;
  while (n < rounds) {
    signal?.throwIfAborted();
    const until = performance.now() + SLICE_MS;
    do {
      const pause = Math.min(n + ROUNDS_PER_LOOK, rounds);
      for (; n < pause; n += 1) round(n);
    } while (n < rounds && performance.now() < until);
    if (n < rounds) await nextTurn();
  }
}
