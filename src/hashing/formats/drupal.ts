import { hash } from 'node:crypto';
import { CRYPT_CHARACTER, cryptBase64, cryptDigit, equalTexts } from '../encodings/crypt-base64.js';
import { type HashFormat, scrambled } from '../format.js';
import { anyOf, trimmed } from './php-spellings.js';
import { stretched } from './phpass.js';

/** Drupal 7 has 2^15, Drupal 8 to 10.0 have 2^16; from 10.1 on it is bcrypt. */
const CEILING = { logRounds: 20 } as const;
/** Drupal hashes no longer ones. */
const MOST_BYTES = 512;

/**
 * Verifies `$S$` of Drupal 7 to 10.0: SHA-512, 2^7 to 2^20 times; Drupal 8's 2^16 take about 40 ms.
 * And `U$S$`, which the upgrade from Drupal 6 made of its MD5 hashes.
 *
 * A password is tried as typed, and without white space around it, as Drupal's forms saw it. One of
 * more than 512 bytes never matches, as with Drupal itself.
 *
 * @see https://api.drupal.org/api/drupal/includes%21password.inc/7.x
 *
 * @example
 * ```ts
 * // All that a Drupal table may hold.
 * hasher({ verifies: [drupal(), phpass(), bcrypt()] });
 * ```
 */
export function drupal(): HashFormat {
  return {
    id: 'drupal',
    recognizes: (passwordHash) => /^U?\$S\$/.test(passwordHash),
    faultOf(passwordHash) {
      const read = parse(passwordHash);
      if (read === null) return 'malformed';
      return read.logRounds > CEILING.logRounds ? 'too_costly' : null;
    },
    costOf: (passwordHash) => String(parse(passwordHash)?.logRounds ?? ''),
    decoyOf: (passwordHash) => scrambled(passwordHash, passwordHash.lastIndexOf('$') + 2),
    upgradesFrom: (password) => trimmed(password) === password,
    async verify(passwordHash, password, signal) {
      const read = parse(passwordHash);
      if (read === null) return false;
      const { isOfDrupal6, logRounds, salt, digest } = read;
      return anyOf([password, trimmed(password)], async (spelling) => {
        const bytes = Buffer.from(isOfDrupal6 ? hash('md5', spelling) : spelling);
        const known = bytes.subarray(0, MOST_BYTES);
        const computed = await stretched('sha512', logRounds, salt, known, signal);
        const text = cryptBase64(computed).slice(0, digest.length);
        return equalTexts(text, digest) && bytes.length <= MOST_BYTES;
      });
    },
  };
}

// Drupal cuts the whole string at 55 characters, which leaves half of the digest.
const WHOLE = new RegExp(`^(U?)\\$S\\$([5-9A-S])(${CRYPT_CHARACTER}{8})(${CRYPT_CHARACTER}{43})$`);

function parse(passwordHash: string): {
  readonly isOfDrupal6: boolean;
  readonly logRounds: number;
  readonly salt: string;
  readonly digest: string;
} | null {
  const match = WHOLE.exec(passwordHash);
  if (match === null) return null;
  const [, mark, count = '', salt = '', digest = ''] = match;
  return { isOfDrupal6: mark === 'U', logRounds: cryptDigit(count), salt, digest };
}
