import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountId } from '../../ports/index.js';
import type { Core } from '../core.js';
import { CandidateDesk } from './candidate-desk.js';
import { drain } from './drain.js';

const BUSY_MILLISECONDS = 500;
const IDLE_MILLISECONDS = 5000;
const MAX_ENTRIES_PER_DRAIN = 1000;

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
  #stopped = false;

  constructor(core: Core<Id, Extra, Tx>) {
    this.#core = core;
  }

  /** Starts the in-process rhythm, or shortens a long pause. The timer keeps no process alive. */
  nudge(): void {
    if (this.#stopped) return;
    this.#nudged = true;
    if (this.#running !== null) return;
    // A short pause is left alone: a steady stream of requests must not put the work off.
    if (this.#timer !== null && this.#pause === BUSY_MILLISECONDS) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#started = true;
    this.#schedule(BUSY_MILLISECONDS);
  }

  /** Does what is due now. */
  drain(signal: AbortSignal | null): Promise<number> {
    return drain(this.#core, this.#desk, { maxEntries: MAX_ENTRIES_PER_DRAIN, signal });
  }

  /** Runs in the foreground, for a process of its own, until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const handled = await this.#drainAndTell(signal);
      const pause = handled > 0 ? BUSY_MILLISECONDS : IDLE_MILLISECONDS / 5;
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  }

  /** Stops the rhythm, waits for what is under way, and does once more what is due. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
    if (this.#started) await this.#drainAndTell(null);
  }

  #schedule(milliseconds: number): void {
    if (this.#stopped) return;
    this.#pause = milliseconds;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#nudged = false;
      this.#running = this.#drainAndTell(null).then((handled) => {
        this.#running = null;
        const busy = handled > 0 || this.#nudged;
        this.#schedule(busy ? BUSY_MILLISECONDS : IDLE_MILLISECONDS);
      });
    }, milliseconds);
    this.#timer.unref();
  }

  /** A database that is away is told as an event, and the next turn tries again. */
  async #drainAndTell(signal: AbortSignal | null): Promise<number> {
    try {
      return await this.drain(signal);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
      this.#core.emit({ type: 'outbox.failed', cause: code });
      return 0;
    }
  }
}
