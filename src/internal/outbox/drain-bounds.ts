import { LatchkeyError } from '../../errors.js';
import type { Call } from '../../ports/index.js';
import { readCall } from '../call.js';

/** The most that one drain does. */
export const MAX_ENTRIES_PER_DRAIN = 1000;

/** How far one call of `drainOutbox` goes. */
export interface DrainOutboxBounds extends Call {
  /** @default 1000, which is also the most */
  readonly maxEntries?: number | undefined;
}

/** Throws `ERR_INVALID_OPTION` for a number of entries that is none. */
export function readDrainBounds(bounds: DrainOutboxBounds | undefined): {
  readonly maxEntries: number;
  readonly signal: AbortSignal | null;
} {
  const { signal } = readCall(bounds);
  const maxEntries = bounds?.maxEntries ?? MAX_ENTRIES_PER_DRAIN;
  if (!Number.isInteger(maxEntries) || maxEntries < 1 || maxEntries > MAX_ENTRIES_PER_DRAIN)
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      `"maxEntries" must be a whole number from 1 to ${MAX_ENTRIES_PER_DRAIN}.`,
    );
  return { maxEntries, signal };
}
