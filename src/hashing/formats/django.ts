import { createHash } from 'node:crypto';
import { fromBase64 } from '../encodings/exact-base64.js';
import { DECIMAL, type HashFormat, scrambled } from '../format.js';
import { type Computation, formatOf, handedOn } from '../notation.js';
import { DIGEST_BYTES, pbkdf2Computation } from '../pbkdf2-key.js';
import { scryptComputation } from '../scrypt-computation.js';
import { argon2d, argon2i, argon2id } from './argon2.js';
import { bcrypt } from './bcrypt.js';

/**
 * Verifies what Django's password hashers wrote: `pbkdf2_sha256$…`, `pbkdf2_sha1$…`,
 * `argon2$argon2id$…`, `bcrypt_sha256$$2b$…`, `bcrypt$$2b$…` and `scrypt$…`. The retired
 * `md5$salt$hex` and `sha1$salt$hex` are those of {@link saltedHex}.
 *
 * A password that begins with `!` is Django's mark for an account that has none
 * (`set_unusable_password`). It is recognised as Django's and refused as malformed; such accounts
 * belong to the passwordless ones, with `null` for their hash.
 *
 * @see https://docs.djangoproject.com/en/stable/topics/auth/passwords/
 *
 * @example
 * ```ts
 * hasher({ verifies: [django(), saltedHex()] });
 * ```
 */
export function django(): HashFormat {
  return formatOf({
    id: 'django',
    recognizes: (passwordHash) => BEGINNING.test(passwordHash) || UNUSABLE.test(passwordHash),
    read(passwordHash) {
      const [beginning, name = ''] = BEGINNING.exec(passwordHash) ?? [''];
      return HASHERS[name]?.(passwordHash.slice(beginning.length)) ?? null;
    },
    decoyOf(passwordHash) {
      if (!passwordHash.startsWith('bcrypt'))
        return scrambled(passwordHash, passwordHash.lastIndexOf('$') + 1);
      // Its salt and digest are one text, and not every letter may end the salt.
      const at = passwordHash.indexOf('$') + 1;
      const decoy = BCRYPT.decoyOf?.(passwordHash.slice(at)) ?? null;
      return decoy && passwordHash.slice(0, at) + decoy;
    },
  });
}

const BEGINNING = /^(pbkdf2_sha256|pbkdf2_sha1|argon2|bcrypt_sha256|bcrypt|scrypt)\$/;
const UNUSABLE = /^!(?:[A-Za-z0-9]{40})?$/;

/** By the name before the first `$`; what is read is all behind it. */
const HASHERS: Readonly<Record<string, (rest: string) => Computation | null>> = {
  pbkdf2_sha256: (rest) => readPbkdf2('sha256', rest),
  pbkdf2_sha1: (rest) => readPbkdf2('sha1', rest),
  scrypt: readScrypt,
  argon2(rest) {
    const format = ARGON2.find(({ recognizes }) => recognizes(`$${rest}`));
    return format === undefined ? null : handedOn(format, `$${rest}`);
  },
  bcrypt: (rest) => handedOn(BCRYPT, rest),
  // So that bcrypt sees the whole of a password longer than 72 bytes.
  bcrypt_sha256: (rest) =>
    handedOn(BCRYPT, rest, (password) => createHash('sha256').update(password).digest('hex')),
};
const ARGON2 = [argon2id(), argon2i(), argon2d()];
const BCRYPT = bcrypt();

// Salts are text. Django makes them of letters and digits, and takes any but `$`.
const SALT = '([!-#%-~]{1,128})';
const PADDED_BASE64 = '([A-Za-z0-9+/]+={0,2})';
const AFTER_PBKDF2 = new RegExp(`^${DECIMAL}\\$${SALT}\\$${PADDED_BASE64}$`);
const AFTER_SCRYPT = new RegExp(
  `^${DECIMAL}\\$${SALT}\\$${DECIMAL}\\$${DECIMAL}\\$${PADDED_BASE64}$`,
);
const SCRYPT_KEY_BYTES = 64;

function readPbkdf2(digest: 'sha1' | 'sha256', rest: string): Computation | null {
  const [, iterations, salt = '', hash = ''] = AFTER_PBKDF2.exec(rest) ?? [];
  const key = fromBase64(hash);
  if (key?.length !== DIGEST_BYTES[digest]) return null;
  return pbkdf2Computation({
    digest,
    iterations: Number(iterations),
    salt: Buffer.from(salt),
    key,
  });
}

function readScrypt(rest: string): Computation | null {
  const [, n, salt = '', blockSize, parallelism, hash = ''] = AFTER_SCRYPT.exec(rest) ?? [];
  const key = fromBase64(hash);
  if (key?.length !== SCRYPT_KEY_BYTES) return null;
  return scryptComputation({
    n: Number(n),
    blockSize: Number(blockSize),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt),
    key,
  });
}
