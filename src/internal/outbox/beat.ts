const BEAT_MILLISECONDS = 500;

/** A timer may fire a little early, and is then not to fire again for the same beat. */
const EARLY_MILLISECONDS = 5;

/** How many beats pass between two looks where there was nothing to do. */
export const BEATS_AT_REST = 10;

/** The beats of one process: half a second apart, whatever is asked for or done between them. */
export class Beat {
  #startedAt: number | null = null;

  /** Tells how long it is until the n-th beat from now; 1 is the next one. */
  millisecondsTo(beats: number): number {
    this.#startedAt ??= performance.now();
    const elapsed = performance.now() - this.#startedAt;
    const last = Math.floor((elapsed + EARLY_MILLISECONDS) / BEAT_MILLISECONDS);
    return Math.ceil((last + beats) * BEAT_MILLISECONDS - elapsed);
  }
}
