import { createHash } from 'node:crypto';

/**
 * Of that length a fingerprint finds its entry, and takes a random password for one of 100,000 once
 * in eleven million times; the list behind it cannot be read.
 */
export const FINGERPRINT_BYTES = 5;

/** A text as the lists of common passwords keep it: the beginning of its SHA-256. */
export function fingerprintOf(text: string): Buffer {
  return createHash('sha256').update(text).digest().subarray(0, FINGERPRINT_BYTES);
}
