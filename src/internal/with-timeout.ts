/** Says which call ran out of time; carries nothing else. */
export class TimeoutError extends Error {
  readonly code = 'timeout';
  constructor() {
    super('The call ran out of time.');
    this.name = 'TimeoutError';
  }
}

/** How long a person who waits for the answer is made to wait for a store elsewhere. */
export const PATIENCE_SECONDS = 5;

/**
 * Runs work with a signal that aborts when the time is up, and stops waiting then even where the
 * work ignores the signal. An abandoned promise's later failure is swallowed.
 */
export async function withTimeout<T>(
  seconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new TimeoutError();
      controller.abort(error);
      reject(error);
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
