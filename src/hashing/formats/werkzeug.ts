import { DECIMAL, type HashFormat } from '../format.js';
import { type Computation, formatOf } from '../notation.js';
import { DIGEST_BYTES, type Pbkdf2Digest, pbkdf2Computation } from '../pbkdf2-key.js';
import { scryptComputation } from '../scrypt-computation.js';

const SALT_AND_KEY = '\\$([A-Za-z0-9]{1,128})\\$([0-9a-f]+)$';
const PBKDF2 = new RegExp(`^pbkdf2:(sha1|sha256|sha384|sha512):${DECIMAL}${SALT_AND_KEY}`);
const SCRYPT = new RegExp(`^scrypt:${DECIMAL}:${DECIMAL}:${DECIMAL}${SALT_AND_KEY}`);
const SCRYPT_KEY_BYTES = 64;

/**
 * Verifies what Werkzeug's `generate_password_hash` made for Flask applications:
 * `scrypt:32768:8:1$salt$hex` since 2.3, `pbkdf2:sha256:600000$salt$hex` before. Older strings
 * without a key derivation (`sha1$salt$hex`) are those of {@link saltedHex}.
 *
 * `pbkdf2:sha256$salt$hex` is malformed. Werkzeug never wrote it; it takes such a string with the
 * iterations that are its default at the time.
 *
 * @example
 * ```ts
 * hasher({ verifies: [werkzeug(), saltedHex()] });
 * ```
 */
export function werkzeug(): HashFormat {
  return formatOf({
    id: 'werkzeug',
    recognizes: (passwordHash) => /^(?:pbkdf2:[a-z0-9]+[:$]|scrypt:\d+:)/.test(passwordHash),
    read: (passwordHash) => readPbkdf2(passwordHash) ?? readScrypt(passwordHash),
  });
}

function readPbkdf2(passwordHash: string): Computation | null {
  const [, name, iterations, salt = '', hex = ''] = PBKDF2.exec(passwordHash) ?? [];
  const digest = name as Pbkdf2Digest | undefined;
  if (digest === undefined || hex.length !== 2 * DIGEST_BYTES[digest]) return null;
  return pbkdf2Computation({
    digest,
    iterations: Number(iterations),
    salt: Buffer.from(salt),
    key: Buffer.from(hex, 'hex'),
  });
}

function readScrypt(passwordHash: string): Computation | null {
  const [, n, blockSize, parallelism, salt = '', hex = ''] = SCRYPT.exec(passwordHash) ?? [];
  if (hex.length !== 2 * SCRYPT_KEY_BYTES) return null;
  return scryptComputation({
    n: Number(n),
    blockSize: Number(blockSize),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt),
    key: Buffer.from(hex, 'hex'),
  });
}
