import type { KeyObject } from 'node:crypto';
import { keyedHash } from './keyed-hash.js';

const WORD_BYTES = 6;
const WORDS = 2 ** (8 * WORD_BYTES);

/**
 * Derives the code of a mail. It is as unforeseeable as the key, and the same each time: a mail
 * that is sent again after a failure, by whichever process, carries the code of the first try, and
 * nothing has to remember it. All codes are equally likely: words of the hash that would favour
 * the lower ones are passed over.
 *
 * @param digits from 6 to 12
 */
export function deriveCode(
  key: KeyObject,
  of: { readonly realm: string; readonly entryId: string; readonly flowDigest: Uint8Array },
  digits: number,
): string {
  const codes = 10 ** digits;
  const fair = WORDS - (WORDS % codes);
  for (let block = 0; ; block += 1) {
    const hash = keyedHash(key, 'code', [of.realm, of.entryId, of.flowDigest, String(block)]);
    for (let offset = 0; offset + WORD_BYTES <= hash.byteLength; offset += WORD_BYTES) {
      const word = hash.readUIntBE(offset, WORD_BYTES);
      if (word < fair) return String(word % codes).padStart(digits, '0');
    }
  }
}
