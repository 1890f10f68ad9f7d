import { isWhole, requireThat } from './requirements.js';

/**
 * Keeps the answers of the range API. One is a text of up to 100 KB, without a password and without
 * an account; that a range is there says that somebody asked for it.
 */
export interface RangeCache {
  /** Answers `null` for what it does not have, or no longer has. What it throws counts as `null`. */
  get(prefix: string, now: Date): string | null | Promise<string | null>;
  /** Keeps a range until then. What it throws is swallowed. */
  set(prefix: string, range: string, expiresAt: Date): unknown;
}

/**
 * Keeps ranges in this process's memory, the most recently used ones.
 *
 * @param maxRanges - whole number of at least 1; each takes up to 100 KB. @default 100
 *
 * @example
 * ```ts
 * const rule = notBreached({ cache: memoryRangeCache(500) });
 * ```
 */
export function memoryRangeCache(maxRanges = 100): RangeCache {
  requireThat(
    'memoryRangeCache',
    isWhole(maxRanges, 1, 1_048_576),
    'maxRanges',
    'be from 1 to 16^5',
  );
  const kept = new Map<string, { readonly range: string; readonly expiresAt: Date }>();
  return {
    get(prefix, now) {
      const found = kept.get(prefix);
      if (found === undefined) return null;
      kept.delete(prefix);
      if (found.expiresAt <= now) return null;
      kept.set(prefix, found);
      return found.range;
    },
    set(prefix, range, expiresAt) {
      kept.delete(prefix);
      kept.set(prefix, { range, expiresAt });
      const [oldest] = kept.keys();
      if (kept.size > maxRanges && oldest !== undefined) kept.delete(oldest);
    },
  };
}
