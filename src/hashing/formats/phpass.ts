import { hash } from 'node:crypto';
import { CRYPT_CHARACTER, cryptBase64, cryptDigit, equalTexts } from '../encodings/crypt-base64.js';
import { type HashFormat, scrambled } from '../format.js';
import { inSlices } from '../in-slices.js';
import { anyOf, escaped, slashed, trimmed } from './php-spellings.js';

/** Of 2^20 rounds at most. WordPress has 2^13, phpBB 2^11, Passlib's default is 2^19. */
const CEILING = { logRounds: 20 } as const;
/** phpass allows 4,096, which at the ceiling would take nine seconds. The policy's own cap is this. */
const MOST_BYTES = 1024;

/**
 * Verifies phpass's portable hashes: `$P$` of WordPress before 6.8 and of many other PHP
 * applications, and `$H$` of phpBB 3.0. MD5, 2^7 to 2^20 times; WordPress's 2^13 take about 5 ms.
 *
 * A password is tried as typed, and as these applications saw it: without white space around it,
 * with WordPress's slashes before quotes, with phpBB's HTML entities. One of more than 1,024 bytes
 * never matches.
 *
 * @see https://www.openwall.com/phpass/
 *
 * @example
 * ```ts
 * // All that a WordPress table may hold.
 * hasher({ verifies: [phpass(), wordpress(), bcrypt()] });
 * ```
 */
export function phpass(): HashFormat {
  return {
    id: 'phpass',
    recognizes: (passwordHash) => /^\$[PH]\$/.test(passwordHash),
    faultOf(passwordHash) {
      const read = parse(passwordHash);
      if (read === null) return 'malformed';
      return read.logRounds > CEILING.logRounds ? 'too_costly' : null;
    },
    costOf: (passwordHash) => String(parse(passwordHash)?.logRounds ?? ''),
    decoyOf: (passwordHash) => scrambled(passwordHash, SALT_AT),
    upgradesFrom: (password) => trimmed(password) === password,
    async verify(passwordHash, password, signal) {
      const read = parse(passwordHash);
      if (read === null) return false;
      const { letter, logRounds, salt, digest } = read;
      const theirs = letter === 'H' ? escaped : slashed;
      return anyOf([password, trimmed(theirs(password))], async (spelling) => {
        const bytes = Buffer.from(spelling);
        const known = bytes.subarray(0, MOST_BYTES);
        const computed = await stretched('md5', logRounds, salt, known, signal);
        return equalTexts(cryptBase64(computed), digest) && bytes.length <= MOST_BYTES;
      });
    },
  };
}

const WHOLE = new RegExp(
  `^\\$([PH])\\$([5-9A-S])(${CRYPT_CHARACTER}{8})(${CRYPT_CHARACTER}{21}[./01])$`,
);
const SALT_AT = 4;

function parse(passwordHash: string): {
  readonly letter: string;
  readonly logRounds: number;
  readonly salt: string;
  readonly digest: string;
} | null {
  const match = WHOLE.exec(passwordHash);
  if (match === null) return null;
  const [, letter = '', count = '', salt = '', digest = ''] = match;
  return { letter, logRounds: cryptDigit(count), salt, digest };
}

/** The stretching of phpass, which Drupal does with SHA-512: the digest before the password, over and over. */
export async function stretched(
  algorithm: 'md5' | 'sha512',
  logRounds: number,
  salt: string,
  password: Buffer,
  signal?: AbortSignal | null,
): Promise<Buffer> {
  let digest = hash(algorithm, Buffer.concat([Buffer.from(salt), password]), 'binary');
  const message = Buffer.concat([Buffer.alloc(digest.length), password]);
  const round = () => {
    message.write(digest, 'latin1');
    digest = hash(algorithm, message, 'binary');
  };
  await inSlices(2 ** logRounds, round, signal);
  return Buffer.from(digest, 'latin1');
}
