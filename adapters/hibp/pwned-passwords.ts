import { CircuitBreaker } from './circuit-breaker.js';
import { loadHibp } from './peers.js';
import type { RangeCache } from './range-cache.js';
import { countIn, isRangeText, rangeText } from './range-text.js';
import { type BreachedSource, inTime, SourceUnavailable } from './source.js';

/** What the range API is asked with: the options, settled. */
export interface RangeSettings {
  readonly baseUrl: string | null;
  readonly padding: boolean;
  readonly userAgent: string;
  readonly threshold: number;
  readonly timeoutMs: number;
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
    const { pwnedPasswordRange } = await loadHibp();
    const range = await breaker.run(() => request(pwnedPasswordRange, settings, prefix));
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

type Ask = Awaited<ReturnType<typeof loadHibp>>['pwnedPasswordRange'];

async function request(
  ask: Ask,
  { baseUrl, padding, timeoutMs, userAgent }: RangeSettings,
  prefix: string,
): Promise<string> {
  const host = baseUrl === null ? {} : { baseUrl };
  const answer = await ask(prefix, { ...host, addPadding: padding, timeoutMs, userAgent }).catch(
    (cause: unknown) => {
      throw new SourceUnavailable(reasonOf(cause), { cause });
    },
  );
  const range = rangeText(answer);
  if (range === null) throw new SourceUnavailable('answer_malformed');
  return range;
}

/** hibp throws a status as its text alone, which is the server's own word. */
function reasonOf(error: unknown): string {
  const { name } = Object(error) as { readonly name?: unknown };
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  return name === 'TypeError' ? 'connection' : 'service_error';
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
