import { SourceUnavailable } from './source.js';

/** Failures in a row after which nothing is asked for a while. */
export const FAILURES = 3;
export const PAUSE_SECONDS = 30;

/**
 * Leaves a service alone that keeps failing, so that an outage costs a timeout now and then and
 * not one for everybody. After the pause one call goes ahead; the others follow once it is well.
 */
export class CircuitBreaker {
  readonly #clock: () => Date;
  #failures = 0;
  #pausedAt = Number.NEGATIVE_INFINITY;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#failures >= FAILURES) {
      const now = this.#clock().getTime();
      const paused = now - this.#pausedAt;
      // A clock that was set back must not make the pause longer.
      if (paused >= 0 && paused < PAUSE_SECONDS * 1000) throw new SourceUnavailable('paused');
      this.#pausedAt = now;
    }
    try {
      const answer = await work();
      this.#failures = 0;
      return answer;
    } catch (error) {
      this.#failures += 1;
      this.#pausedAt = this.#clock().getTime();
      throw error;
    }
  }
}
