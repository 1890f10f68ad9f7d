import { CircuitBreaker } from './circuit-breaker.js';
import type { RangeCache } from './range-cache.js';
import { type RangeRequest, requestRange } from './range-request.js';
import { countIn, isRangeText } from './range-text.js';
import { type BreachedSource, inTime } from './source.js';

/** What the range API is asked with: the options, settled. */
export interface RangeSettings extends RangeRequest {
  readonly threshold: number;
  readonly cache: RangeCache | null;
  readonly cacheSeconds: number;
  readonly clock: () => Date;
}

/** As many hexadecimal digits of the hash leave the process, which two thousand passwords share. */
const PREFIX_DIGITS = 5;

/**
 * Asks the range API of Pwned Passwords (k-anonymity). Checks of one range at once share one
 * request, which nobody's abort signal stops for the others.
 */
export function pwnedPasswords(settings: RangeSettings): BreachedSource {
  const { threshold, clock } = settings;
  const breaker = new CircuitBreaker(clock);
  const underway = new Map<string, Promise<string>>();

  async function find(prefix: string): Promise<string> {
    const cached = await fromCache(settings, prefix);
    if (cached !== null) return cached;
    const range = await breaker.run(() => requestRange(prefix, settings));
    keep(settings, prefix, range);
    return range;
  }

  function rangeOf(prefix: string): Promise<string> {
    const shared = underway.get(prefix);
    if (shared !== undefined) return shared;
    const found = find(prefix).finally(() => underway.delete(prefix));
    underway.set(prefix, found);
    return found;
  }

  return {
    async includes(sha1) {
      const range = await rangeOf(sha1.slice(0, PREFIX_DIGITS));
      return countIn(range, sha1.slice(PREFIX_DIGITS)) >= threshold;
    },
  };
}

/** A cache that fails, hangs or holds something else is an empty one. */
async function fromCache(
  { cache, timeoutMs, clock }: RangeSettings,
  prefix: string,
): Promise<string | null> {
  if (cache === null) return null;
  const cached = await inTime(timeoutMs / 4, () => cache.get(prefix, clock())).catch(() => null);
  return isRangeText(cached) ? cached : null;
}

/** Nobody waits for it. */
function keep({ cache, cacheSeconds, clock }: RangeSettings, prefix: string, range: string): void {
  if (cache === null || range === '') return;
  const expiresAt = new Date(clock().getTime() + cacheSeconds * 1000);
  (async () => cache.set(prefix, range, expiresAt))().catch(() => {});
}
