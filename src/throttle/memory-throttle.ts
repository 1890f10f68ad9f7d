import { createHmac, randomBytes } from 'node:crypto';
import type RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { LatchkeyError } from '../errors.js';
import type { Limit, Throttle, ThrottleDecision } from '../ports/throttle.js';

export interface MemoryThrottleOptions {
  /**
   * Keys remembered for each limit. Beyond it the key whose window ends first is forgotten, so
   * that a flood of made-up identifiers costs about 40 MB and not the process. @default 100_000
   */
  readonly maxKeys?: number;
}

/** `setTimeout` runs at once beyond 2^31 ms, which would end the window it is to guard. */
const LONGEST_WINDOW_SECONDS = 2_000_000;

/**
 * Counts tries in this process's memory, in fixed windows that begin with a key's first try. Each
 * process counts for itself and forgets at a restart: with several, use a throttle on a shared
 * store. Keys are kept as digests under a key of the process's own, so that a dump of its memory
 * names nobody.
 *
 * @example
 * ```ts
 * const passwords = new PasswordService({ stores, mailer, links, throttle: memoryThrottle() });
 * ```
 */
export function memoryThrottle(options: MemoryThrottleOptions = {}): Throttle {
  const { maxKeys = 100_000 } = options;
  if (!Number.isSafeInteger(maxKeys) || maxKeys < 1) {
    throw new LatchkeyError('ERR_INVALID_OPTION', '"maxKeys" is a whole number of at least 1.');
  }
  const secret = randomBytes(32);
  const limiters = new Map<string, Promise<BoundedLimiter>>();

  const limiterOf = (limit: Limit): Promise<BoundedLimiter> => {
    const name = `${limit.points}/${limit.windowSeconds}/${limit.kind ?? ''}`;
    const known = limiters.get(name);
    if (known !== undefined) return known;
    const made = BoundedLimiter.make(limit, maxKeys);
    limiters.set(name, made);
    made.catch(() => limiters.delete(name));
    return made;
  };
  const digest = (key: string) => createHmac('sha256', secret).update(key).digest('base64url');

  return {
    consume: async (key, limit) => (await limiterOf(limit)).consume(digest(key)),
    refund: async (key, limit) => (await limiterOf(limit)).refund(digest(key)),
    clear: async (key, limit) => (await limiterOf(limit)).clear(digest(key)),
  };
}

/** One limit over any number of keys, of which a bounded number is remembered. */
class BoundedLimiter {
  readonly #limiter: RateLimiterMemory;
  readonly #maxKeys: number;
  /** Keys to the end of their windows. All windows are as long, so the oldest key ends first. */
  readonly #ends = new Map<string, number>();

  private constructor(limiter: RateLimiterMemory, maxKeys: number) {
    this.#limiter = limiter;
    this.#maxKeys = maxKeys;
  }

  static async make(limit: Limit, maxKeys: number): Promise<BoundedLimiter> {
    requireLimit(limit);
    const { default: Limiter } = await import('rate-limiter-flexible/lib/RateLimiterMemory.js');
    const limiter = new Limiter({ points: limit.points, duration: limit.windowSeconds });
    return new BoundedLimiter(limiter, maxKeys);
  }

  async consume(key: string): Promise<ThrottleDecision> {
    try {
      const counted = await this.#limiter.consume(key);
      if (counted.isFirstInDuration) this.#remember(key, counted.msBeforeNext);
      return {
        allowed: true,
        remaining: counted.remainingPoints,
        resetSeconds: counted.msBeforeNext / 1000,
      };
    } catch (refusal) {
      if (!isRefusal(refusal)) throw refusal;
      // What was refused was not tried: refunds of those that were must make room again.
      await this.refund(key);
      return {
        allowed: false,
        retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
      };
    }
  }

  async refund(key: string): Promise<void> {
    const counted = await this.#limiter.get(key);
    // A window that has ended has nothing to give back, and must not begin with a present.
    if (counted === null || counted.msBeforeNext <= 0 || counted.consumedPoints <= 0) return;
    const left = await this.#limiter.reward(key);
    if (left.consumedPoints < 0) await this.#limiter.penalty(key);
  }

  async clear(key: string): Promise<void> {
    this.#ends.delete(key);
    await this.#limiter.delete(key);
  }

  #remember(key: string, msBeforeEnd: number): void {
    const now = Date.now();
    this.#ends.delete(key);
    this.#ends.set(key, now + msBeforeEnd);
    for (const [oldest, end] of this.#ends) {
      if (end > now && this.#ends.size <= this.#maxKeys) return;
      this.#ends.delete(oldest);
      void this.#limiter.delete(oldest);
    }
  }
}

function isRefusal(thrown: unknown): thrown is { readonly msBeforeNext: number } {
  return typeof (thrown as { msBeforeNext?: unknown } | null)?.msBeforeNext === 'number';
}

function requireLimit({ points, windowSeconds }: Limit): void {
  const valid =
    Number.isSafeInteger(points) &&
    points >= 1 &&
    Number.isFinite(windowSeconds) &&
    windowSeconds > 0 &&
    windowSeconds <= LONGEST_WINDOW_SECONDS;
  if (valid) return;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    `A limit has "points" of at least 1 and "windowSeconds" of at most ${LONGEST_WINDOW_SECONDS}.`,
  );
}
