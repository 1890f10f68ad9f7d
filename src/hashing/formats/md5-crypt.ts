import { createHash } from 'node:crypto';
import { CRYPT_CHARACTER, cryptBase64, equalTexts } from '../encodings/crypt-base64.js';
import type { HashFormat } from '../format.js';
import { cryptRounds, phraseOf } from './crypt-rounds.js';

/** All strings of this format have the same. */
const ROUNDS = 1000;

/**
 * Verifies `$1$` (MD5 crypt), which Unix systems and old PHP applications wrote. Its cost is fixed:
 * about a millisecond. A password of 512 bytes or more never matches, since crypt(3) refuses it.
 *
 * @see https://man7.org/linux/man-pages/man5/crypt.5.html
 *
 * @example
 * ```ts
 * // Verified by default: this is a hasher that verifies nothing else besides its own hashes.
 * hasher({ verifies: [md5Crypt()] });
 * ```
 */
export function md5Crypt(): HashFormat {
  return {
    id: 'md5-crypt',
    recognizes: (passwordHash) => passwordHash.startsWith('$1$'),
    faultOf: (passwordHash) => (WHOLE.test(passwordHash) ? null : 'malformed'),
    async verify(passwordHash, password, signal) {
      const [, salt = '', digest = ''] = WHOLE.exec(passwordHash) ?? [];
      const { bytes, isWhole } = phraseOf(password);
      const computed = await digestOf(Buffer.from(salt), bytes, signal);
      return equalTexts(cryptBase64(computed), digest) && isWhole;
    },
  };
}

const WHOLE = new RegExp(`^\\$1\\$([!-#%-9;-~]{0,8})\\$(${CRYPT_CHARACTER}{21}[./01])$`);

async function digestOf(
  salt: Buffer,
  password: Buffer,
  signal?: AbortSignal | null,
): Promise<Buffer> {
  const md5 = (...parts: Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();
  const inner = md5(password, salt, password);
  const byBits: Buffer[] = [];
  for (let length = password.length; length > 0; length >>= 1)
    byBits.push(length & 1 ? ZERO : password.subarray(0, 1));
  const innerToLength = Buffer.alloc(password.length, inner);
  const start = md5(password, Buffer.from('$1$'), salt, innerToLength, ...byBits);
  const digest = await cryptRounds('md5', { start, password, salt }, ROUNDS, signal);
  return Buffer.from(WRITING_ORDER.map((at) => digest[at] ?? 0));
}

const ZERO = Buffer.alloc(1);
const WRITING_ORDER = [12, 6, 0, 13, 7, 1, 14, 8, 2, 15, 9, 3, 5, 10, 4, 11] as const;
