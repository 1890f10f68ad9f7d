import { ADAPTED_BASE64, fromAdaptedBase64 } from '../encodings/adapted-base64.js';
import { DECIMAL, type HashFormat } from '../format.js';
import { formatOf } from '../notation.js';
import { DIGEST_BYTES, type Pbkdf2Digest, pbkdf2Computation } from '../pbkdf2-key.js';

// Passlib's name for SHA-1 is plain "pbkdf2". It has no SHA-384, but Authelia writes that too.
const WHOLE = new RegExp(
  `^\\$pbkdf2(?:-(sha256|sha384|sha512))?\\$${DECIMAL}\\$${ADAPTED_BASE64}\\$${ADAPTED_BASE64}$`,
);

/**
 * Verifies the PBKDF2 hashes of Python's Passlib, `$pbkdf2-sha256$29000$salt$hash` and its siblings
 * with SHA-512 and SHA-1 (`$pbkdf2$`). Odoo, Authelia and Elixir's pbkdf2_elixir write them too.
 *
 * @see https://passlib.readthedocs.io/en/stable/lib/passlib.hash.pbkdf2_digest.html
 *
 * @example
 * ```ts
 * hasher({ verifies: [passlibPbkdf2(), bcrypt()] });
 * ```
 */
export function passlibPbkdf2(): HashFormat {
  return formatOf({
    id: 'passlib-pbkdf2',
    recognizes: (passwordHash) => /^\$pbkdf2(?:-sha\d{3})?\$\d/.test(passwordHash),
    read(passwordHash) {
      const match = WHOLE.exec(passwordHash);
      if (match === null) return null;
      const [, name = 'sha1', iterations, saltText = '', keyText = ''] = match;
      const digest = name as Pbkdf2Digest;
      const salt = fromAdaptedBase64(saltText);
      const key = fromAdaptedBase64(keyText);
      if (salt === null || key === null || key.length !== DIGEST_BYTES[digest]) return null;
      return pbkdf2Computation({ digest, iterations: Number(iterations), salt, key });
    },
  });
}
