/** A limit: at most `points` within `windowSeconds`. */
export interface Limit {
  readonly points: number;
  readonly windowSeconds: number;
  /**
   * What is counted: `code:identifier`. A store with room for so many keys keeps each kind apart, so
   * that a flood of one forgets nothing of another.
   */
  readonly kind?: string | undefined;
}

export type ThrottleDecision =
  | {
      readonly allowed: true;
      /** Points left in the window, where the throttle can tell; for `X-RateLimit-*`. */
      readonly remaining?: number;
      /** Seconds until the window ends, where the throttle can tell. */
      readonly resetSeconds?: number;
    }
  | { readonly allowed: false; readonly retryAfterSeconds: number };

/**
 * Counts tries per key. Each call counts before it compares, atomically, so that any number of
 * concurrent calls are admitted at most `points` times in a window.
 */
export interface Throttle {
  consume(key: string, limit: Limit): Promise<ThrottleDecision>;
  /** Takes one counted try back: it turned out to be a success. */
  refund(key: string, limit: Limit): Promise<void>;
  /** Forgets a key. */
  clear(key: string, limit: Limit): Promise<void>;
}
