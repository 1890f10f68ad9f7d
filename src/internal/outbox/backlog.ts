import { LatchkeyError } from '../../errors.js';
import type { Outbox } from '../../ports/index.js';
import type { Told } from '../core.js';

const REFRESH_MILLISECONDS = 1000;
const STALLED_SECONDS = 60;
const RETRY_AFTER_SECONDS = 30;

/** What is counted, each by itself: what a stranger asks for, and what a trusted backend does. */
export type Counted = 'reset_request' | 'ticket_mail';

interface Level {
  readonly kind: Counted;
  lookedAt: number;
  pending: number;
  looking: Promise<void> | null;
}

/**
 * Watches how much waits for a worker: at most one look a second, shared by all requests, so that a
 * request stays one INSERT and costs the same for every identifier. The mails that requests turn
 * into do not count: there is one for a known identifier and none for an unknown one. Nor do
 * notices: those of one busy account must close the door to nobody.
 */
export class Backlog {
  readonly #outbox: Outbox;
  readonly #maxPending: number;
  readonly #now: () => Date;
  readonly #emit: (event: Told) => void;
  readonly #levels: Readonly<Record<Counted, Level>> = {
    reset_request: neverLookedAt('reset_request'),
    ticket_mail: neverLookedAt('ticket_mail'),
  };
  #toldStalledAt = Number.NEGATIVE_INFINITY;

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

  /** Lets an entry of the kind in, or throws `ERR_OUTBOX_FULL` for everyone alike. */
  async admit(kind: Counted): Promise<void> {
    const level = this.#levels[kind];
    await this.#refresh(level);
    if (level.pending >= this.#maxPending)
      throw new LatchkeyError('ERR_OUTBOX_FULL', 'The outbox is full; is a worker running?', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    level.pending += 1;
  }

  /** Looks in beside a write to the outbox; what fails here fails louder elsewhere. */
  watch(): void {
    this.#refresh(this.#levels.reset_request)?.catch(() => {});
  }

  /** Looks at most once a second by the clock, whichever way that goes. */
  #refresh(level: Level): Promise<void> | null {
    if (Math.abs(this.#now().getTime() - level.lookedAt) < REFRESH_MILLISECONDS) return null;
    level.looking ??= this.#look(level).finally(() => {
      level.looking = null;
    });
    return level.looking;
  }

  async #look(level: Level): Promise<void> {
    const { kind } = level;
    const { pending, oldestDueAt } = await this.#outbox.status({
      countUpTo: this.#maxPending,
      kind,
    });
    const now = this.#now().getTime();
    level.pending = pending;
    level.lookedAt = now;
    if (oldestDueAt === null) return;
    const overdueSeconds = Math.floor((now - oldestDueAt.getTime()) / 1000);
    if (overdueSeconds < STALLED_SECONDS || now - this.#toldStalledAt < STALLED_SECONDS * 1000)
      return;
    this.#toldStalledAt = now;
    this.#emit({ type: 'outbox_stalled', overdueSeconds });
  }
}

function neverLookedAt(kind: Counted): Level {
  return { kind, lookedAt: Number.NEGATIVE_INFINITY, pending: 0, looking: null };
}
