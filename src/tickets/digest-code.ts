import { type KeyObject, timingSafeEqual } from 'node:crypto';
import { keyedHash } from './keyed-hash.js';

/**
 * Digests a code for storage. A plain digest of eight digits falls to who reads the store in a
 * second; this one needs the key, which is not there. It is bound to its flow, so that it fits no
 * other one's.
 */
export function digestCode(
  key: KeyObject,
  of: { readonly realm: string; readonly flowDigest: Uint8Array },
  code: string,
): Uint8Array {
  return keyedHash(key, 'code digest', [of.realm, of.flowDigest, code]);
}

/** Whether a code is the one that was digested under any of the keys, in a time that tells nothing. */
export function matchesCode(
  keys: readonly KeyObject[],
  of: { readonly realm: string; readonly flowDigest: Uint8Array },
  typed: { readonly code: string; readonly digest: Uint8Array },
): boolean {
  let matches = false;
  for (const key of keys) {
    const digest = digestCode(key, of, typed.code);
    const same =
      digest.byteLength === typed.digest.byteLength && timingSafeEqual(digest, typed.digest);
    matches = same || matches;
  }
  return matches;
}
