/**
 * The one file of the package that is needed, with as much of its surface. The package's own entry
 * loads every backend that it knows, which takes five times as long.
 */
declare module 'rate-limiter-flexible/lib/RateLimiterMemory.js' {
  interface RateLimiterResult {
    readonly msBeforeNext: number;
    readonly consumedPoints: number;
    readonly remainingPoints: number;
    readonly isFirstInDuration: boolean;
  }

  class RateLimiterMemory {
    constructor(options: { points: number; duration: number });
    /** Rejects with a result, which is no Error, where the limit is exceeded. */
    consume(key: string): Promise<RateLimiterResult>;
    get(key: string): Promise<RateLimiterResult | null>;
    reward(key: string): Promise<RateLimiterResult>;
    penalty(key: string): Promise<RateLimiterResult>;
    delete(key: string): Promise<boolean>;
  }

  export = RateLimiterMemory;
}
