import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountId } from '../../ports/index.js';
import type { DrainOutboxResult } from '../../results/index.js';
import type { Core } from '../core.js';
import { BEATS_AT_REST, Beat } from './beat.js';
import { CandidateDesk } from './candidate-desk.js';
import { drain } from './drain.js';
import { MAX_ENTRIES_PER_DRAIN } from './drain-bounds.js';

/** How long `close()` goes on starting what is due; what is left stays in the database. */
const LAST_DRAIN_MILLISECONDS = 5000;
/** How many looks may be under way at once, each with the mails that it found. */
const MAX_LOOKS = 4;

/**
 * Runs the outbox. Its rhythm is its own: it looks in at the beats of a clock that nothing moves,
 * each one while there is or may be work, and every tenth when there was none. A request only ends
 * the long pause, the same for every identifier; it never starts the work (invariant 6).
 *
 * A look waits for no earlier one, whose mails are under way: those go to known addresses only, and
 * who asks for a mail of his own meanwhile would see by its arrival whether there were any.
 */
export class OutboxWorker<Id extends AccountId, Extra extends object, Tx> {
  readonly #core: Core<Id, Extra, Tx>;
  readonly #desk = new CandidateDesk();
  readonly #beat = new Beat();
  #timer: NodeJS.Timeout | null = null;
  #isResting = false;
  #hasWork = false;
  #looks = 0;
  /** Aborts when the worker stops: from then on no drain claims any more. */
  readonly #stopping = new AbortController();
  readonly #drains = new Set<Promise<unknown>>();
  #stopped: Promise<void> | null = null;

  constructor(core: Core<Id, Extra, Tx>) {
    this.#core = core;
  }

  /** Starts the in-process rhythm, or ends a long pause. The timer keeps no process alive. */
  nudge(): void {
    if (this.#stopped !== null) return;
    this.#hasWork = true;
    if (this.#timer === null || this.#isResting) this.#schedule(1);
  }

  /** Does what is due now, until the signal aborts or the worker stops. */
  drain(bounds: {
    readonly maxEntries: number;
    readonly signal: AbortSignal | null;
  }): Promise<DrainOutboxResult> {
    const { maxEntries, signal } = bounds;
    const stopping = this.#stopping.signal;
    return this.#track(
      this.#drainAndLook({
        maxEntries,
        signal: signal === null ? stopping : AbortSignal.any([signal, stopping]),
      }),
    );
  }

  /** Runs in the foreground, for a process of its own, until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([signal, this.#stopping.signal]);
    while (!either.aborted) {
      void this.#look(either);
      const pause = this.#beat.millisecondsTo(1);
      await sleep(pause, undefined, { signal: either }).catch(() => {});
    }
    await Promise.allSettled(this.#drains);
  }

  /**
   * Stops the rhythm, waits for every mail under way, and does what is due once more, for five
   * seconds at most. All callers wait for the same end.
   */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    const wasStarted = this.#timer !== null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#stopping.abort();
    await Promise.allSettled(this.#drains);
    if (wasStarted)
      await this.#tellFailure(this.#drain(AbortSignal.timeout(LAST_DRAIN_MILLISECONDS)));
  }

  async #drain(signal: AbortSignal): Promise<void> {
    const onWork = () => this.#noteWork();
    const bounds = { maxEntries: MAX_ENTRIES_PER_DRAIN, signal, onWork };
    await this.#track(drain(this.#core, this.#desk, bounds));
  }

  /** A look at what is left is worth a statement only where the drain did not come to the end. */
  async #drainAndLook(bounds: {
    readonly maxEntries: number;
    readonly signal: AbortSignal;
  }): Promise<DrainOutboxResult> {
    const { handled, stoppedEarly } = await drain(this.#core, this.#desk, bounds);
    if (!stoppedEarly) return { handled, moreDue: false };
    const { oldestDueAt } = await this.#core.stores.outbox.status({ countUpTo: 1 });
    return { handled, moreDue: oldestDueAt !== null && oldestDueAt <= this.#core.now() };
  }

  /** What is under way is waited for by `stop()`. */
  #track<T>(draining: Promise<T>): Promise<T> {
    this.#drains.add(draining);
    const forget = () => this.#drains.delete(draining);
    draining.then(forget, forget);
    return draining;
  }

  #schedule(beats: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#isResting = beats > 1;
    this.#timer = setTimeout(() => {
      const hadWork = this.#hasWork;
      this.#hasWork = false;
      this.#schedule(hadWork ? 1 : BEATS_AT_REST);
      void this.#look(this.#stopping.signal);
    }, this.#beat.millisecondsTo(beats));
    this.#timer.unref();
  }

  async #look(signal: AbortSignal): Promise<void> {
    if (this.#looks >= MAX_LOOKS) return this.#noteWork();
    this.#looks += 1;
    await this.#tellFailure(this.#drain(signal));
    this.#looks -= 1;
  }

  /** Told at the first find of a look and not at its end, which waits for mails. */
  #noteWork(): void {
    if (this.#timer !== null) this.nudge();
  }

  /** A database that is away is told as an event, and the next turn tries again. */
  async #tellFailure(draining: Promise<void>): Promise<void> {
    try {
      await draining;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
      this.#core.emit({ type: 'outbox.failed', cause: code });
    }
  }
}
