/** Says which call ran out of time; carries nothing else. */
export class TimeoutError extends Error {
  readonly code = 'timeout';
  constructor() {
    super('The call ran out of time.');
    this.name = 'TimeoutError';
  }
}

/**
 * Runs work with a signal that aborts when the time is up, and stops waiting then even where the
 * work ignores the signal. An abandoned promise's later failure is swallowed. For authors of stores
 * and throttles, who must not let a caller wait for a neighbour that hangs.
 *
 * @param seconds - how long to wait
 * @param work - gets the signal
 * @param late - makes the error to reject with. @default one with the code `timeout`
 *
 * @example
 * ```ts
 * import { withTimeout } from 'latchkey';
 *
 * const answer = await withTimeout(3, (signal) => fetch('https://directory.internal', { signal }));
 * ```
 */
export async function withTimeout<T>(
  seconds: number,
  work: (signal: AbortSignal) => Promise<T>,
  late: () => Error = () => new TimeoutError(),
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = late();
      // First, so that the caller hears of the time and not of what the abort caused.
      reject(error);
      controller.abort(error);
    }, seconds * 1000);
  });
  try {
    const running = work(controller.signal);
    running.catch(() => {});
    return await Promise.race([running, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
