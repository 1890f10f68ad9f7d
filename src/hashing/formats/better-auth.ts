import { timingSafeEqual } from 'node:crypto';
import type { HashFormat } from '../format.js';
import { scrambled } from '../format.js';
import { scryptKey } from '../scrypt-key.js';

/** Not in the string: every hash was made with these, so none can cost more. */
const CEILING = { logN: 14, blockSize: 16, parallelism: 1 } as const;
const WHOLE = /^([0-9a-f]{32}):([0-9a-f]{128})$/;

/**
 * Verifies what better-auth makes unless it is given a hash function of one's own, and what Lucia 3
 * made with the `Scrypt` class of oslo: `salt:key`, both in hexadecimal. It is scrypt with
 * N = 16384, r = 16 and p = 1 over the NFKC form of the password; the salt is the hexadecimal text
 * itself, not the bytes that it stands for.
 */
export function betterAuth(): HashFormat {
  return {
    id: 'better-auth',
    recognizes: (passwordHash) => /^[0-9a-f]{32}:/.test(passwordHash),
    faultOf: (passwordHash) => (WHOLE.test(passwordHash) ? null : 'malformed'),
    decoyOf: (passwordHash) => scrambled(passwordHash, passwordHash.indexOf(':') + 1),
    // It takes all spellings that NFKC makes one: only the plain one may become the new hash.
    upgradesFrom: (password) => password.normalize('NFKC') === password.normalize('NFC'),
    async verify(passwordHash, password) {
      const [, salt, hex] = WHOLE.exec(passwordHash) ?? [];
      if (salt === undefined || hex === undefined) return false;
      const expected = Buffer.from(hex, 'hex');
      const key = await scryptKey(password.normalize('NFKC'), salt, expected.length, CEILING);
      return timingSafeEqual(key, expected);
    },
  };
}
