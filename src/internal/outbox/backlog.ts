import { LatchkeyError } from '../../errors.js';
import type { Outbox } from '../../ports/index.js';
import type { Told } from '../core.js';

const REFRESH_MILLISECONDS = 1000;
const STALLED_SECONDS = 60;
const RETRY_AFTER_SECONDS = 30;

/**
 * Watches how much is pending: at most one look a second, shared by all requests, so that a
 * request stays one INSERT and costs the same for every identifier.
 */
export class Backlog {
  readonly #outbox: Outbox;
  readonly #maxPending: number;
  readonly #now: () => Date;
  readonly #emit: (event: Told) => void;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #pending = 0;
  #toldStalledAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | null = null;

  constructor(watching: {
    readonly outbox: Outbox;
    readonly maxPending: number;
    readonly now: () => Date;
    readonly emit: (event: Told) => void;
  }) {
    this.#outbox = watching.outbox;
    this.#maxPending = watching.maxPending;
    this.#now = watching.now;
    this.#emit = watching.emit;
  }

  /** Lets a request in, or throws `ERR_OUTBOX_FULL` for everyone alike. */
  async admit(): Promise<void> {
    await this.#refresh();
    if (this.#pending >= this.#maxPending)
      throw new LatchkeyError('ERR_OUTBOX_FULL', 'The outbox is full; is a worker running?', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    this.#pending += 1;
  }

  /** Looks in beside a write to the outbox; what fails here fails louder elsewhere. */
  watch(): void {
    this.#refresh()?.catch(() => {});
  }

  /** Looks at most once a second by the clock, whichever way that goes. */
  #refresh(): Promise<void> | null {
    if (Math.abs(this.#now().getTime() - this.#lookedAt) < REFRESH_MILLISECONDS) return null;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { pending, oldestDueAt } = await this.#outbox.status({ countUpTo: this.#maxPending });
    const now = this.#now().getTime();
    this.#pending = pending;
    this.#lookedAt = now;
    if (oldestDueAt === null) return;
    const overdueSeconds = Math.floor((now - oldestDueAt.getTime()) / 1000);
    if (overdueSeconds < STALLED_SECONDS || now - this.#toldStalledAt < STALLED_SECONDS * 1000)
      return;
    this.#toldStalledAt = now;
    this.#emit({ type: 'outbox_stalled', overdueSeconds });
  }
}
