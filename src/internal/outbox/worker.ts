import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountId } from '../../ports/index.js';
import type { DrainOutboxResult } from '../../results/index.js';
import type { Core } from '../core.js';
import { CandidateDesk } from './candidate-desk.js';
import { drain } from './drain.js';
import { MAX_ENTRIES_PER_DRAIN } from './drain-bounds.js';

const BUSY_MILLISECONDS = 500;
const IDLE_MILLISECONDS = 5000;
/** How long `close()` goes on starting what is due; what is left stays in the database. */
const LAST_DRAIN_MILLISECONDS = 5000;

/**
 * Runs the outbox. Its rhythm is its own: it looks in twice a second while there is or may be
 * work, and every five seconds when there was none. A request only ends the long pause, the same
 * for every identifier; it never starts the work (invariant 6).
 */
export class OutboxWorker<Id extends AccountId, Extra extends object, Tx> {
  readonly #core: Core<Id, Extra, Tx>;
  readonly #desk = new CandidateDesk();
  #timer: NodeJS.Timeout | null = null;
  #pause = 0;
  #running: Promise<unknown> | null = null;
  #started = false;
  #nudged = false;
  /** Aborts when the worker stops: from then on no drain claims any more. */
  readonly #stopping = new AbortController();
  readonly #drains = new Set<Promise<unknown>>();
  #stopped: Promise<void> | null = null;

  constructor(core: Core<Id, Extra, Tx>) {
    this.#core = core;
  }

  /** Starts the in-process rhythm, or shortens a long pause. The timer keeps no process alive. */
  nudge(): void {
    if (this.#stopped !== null) return;
    this.#nudged = true;
    if (this.#running !== null) return;
    // A short pause is left alone: a steady stream of requests must not put the work off.
    if (this.#timer !== null && this.#pause === BUSY_MILLISECONDS) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#started = true;
    this.#schedule(BUSY_MILLISECONDS);
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
      const handled = await this.#tellFailure(this.#drain(either));
      const pause = handled > 0 ? BUSY_MILLISECONDS : IDLE_MILLISECONDS / 5;
      await sleep(pause, undefined, { signal: either }).catch(() => {});
    }
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
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#stopping.abort();
    await Promise.allSettled(this.#drains);
    await this.#running;
    if (this.#started)
      await this.#tellFailure(this.#drain(AbortSignal.timeout(LAST_DRAIN_MILLISECONDS)));
  }

  async #drain(signal: AbortSignal): Promise<number> {
    const bounds = { maxEntries: MAX_ENTRIES_PER_DRAIN, signal };
    return (await this.#track(drain(this.#core, this.#desk, bounds))).handled;
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

  #schedule(milliseconds: number): void {
    if (this.#stopped !== null) return;
    this.#pause = milliseconds;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#nudged = false;
      this.#running = this.#tellFailure(this.#drain(this.#stopping.signal)).then((handled) => {
        this.#running = null;
        const busy = handled > 0 || this.#nudged;
        this.#schedule(busy ? BUSY_MILLISECONDS : IDLE_MILLISECONDS);
      });
    }, milliseconds);
    this.#timer.unref();
  }

  /** A database that is away is told as an event, and the next turn tries again. */
  async #tellFailure(draining: Promise<number>): Promise<number> {
    try {
      return await draining;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
      this.#core.emit({ type: 'outbox.failed', cause: code });
      return 0;
    }
  }
}
