import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HashFormat } from '../format.js';
import { formatOf } from '../notation.js';

const DIGEST_BYTES: Readonly<Record<string, number>> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha512: 64,
};
const WHOLE = /^(md5|sha1|sha256|sha512)\$([!-#%-~]{0,128})\$([0-9a-f]{32,128})$/;

/**
 * Verifies `md5$salt$hex`, `sha1$salt$hex` and the like, which two systems wrote for different
 * things: Django before 1.4 for the digest of salt and password, Werkzeug's
 * `generate_password_hash(…, 'sha1')` for an HMAC with the salt as its key. Nothing in the text
 * tells which, so both are computed, a few microseconds each. Without a salt both mean the plain
 * digest.
 *
 * Such hashes protect nobody whose table has leaked. Ask yourself whether their owners should set a
 * new password instead.
 *
 * @example
 * ```ts
 * hasher({ verifies: [django(), saltedHex()] });
 * ```
 */
export function saltedHex(): HashFormat {
  return formatOf({
    id: 'salted-hex',
    recognizes: (passwordHash) => /^(?:md5|sha1|sha256|sha512)\$/.test(passwordHash),
    read(passwordHash) {
      const [, digest = '', salt = '', hex = ''] = WHOLE.exec(passwordHash) ?? [];
      const expected = Buffer.from(hex, 'hex');
      if (digest === '' || expected.length !== DIGEST_BYTES[digest]) return null;
      return {
        fault: null,
        cost: digest,
        async matches(password) {
          const asDjango = createHash(digest).update(salt).update(password).digest();
          if (timingSafeEqual(asDjango, expected)) return true;
          const asWerkzeug = createHmac(digest, salt).update(password).digest();
          return salt !== '' && timingSafeEqual(asWerkzeug, expected);
        },
      };
    },
  });
}
