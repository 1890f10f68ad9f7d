import type { Throttle } from '../ports/throttle.js';

/**
 * Allows everything. For load tests, and for an application whose own gateway counts tries per
 * account as well as per client; a limit on clients alone stops no guessing from many addresses.
 *
 * @example
 * ```ts
 * const throttle = process.env.LOAD_TEST === 'yes' ? dangerouslyUnlimited() : memoryThrottle();
 * ```
 */
export function dangerouslyUnlimited(): Throttle {
  return {
    consume: async () => ({ allowed: true }),
    refund: async () => {},
    clear: async () => {},
  };
}
