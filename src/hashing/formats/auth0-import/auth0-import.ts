import { randomBytes } from 'node:crypto';
import { type HashFormat, scrambled } from '../../format.js';
import { bcryptDecoy } from '../bcrypt-native.js';
import { type BytesComputation, COMPUTATIONS } from './computations.js';
import { type CustomPasswordHash, readCustomPasswordHash } from './custom-password-hash.js';

/**
 * Verifies what a file for Auth0's bulk import says: the JSON text of a user's
 * `custom_password_hash` object is the stored string. It takes all of Auth0's algorithms (argon2,
 * bcrypt, hmac, ldap, md4, md5, pbkdf2, scrypt, sha1, sha256, sha512), encodings of hash, salt, key
 * and password, and positions of the salt, with Auth0's defaults. The keys of the object may be in
 * any order, so a `jsonb` column will do.
 *
 * OpenSSL 3 has given up MD4 and Whirlpool: they need the optional package `hash-wasm`, and say so
 * with `ERR_MISSING_PEER`. PBKDF2 with MDC2 is refused as malformed.
 *
 * @see https://auth0.com/docs/manage-users/user-migration/bulk-user-import-database-schema-and-examples
 *
 * @example
 * ```ts
 * const passwordHash = JSON.stringify({
 *   algorithm: 'sha256',
 *   hash: { value: '4ec0…', encoding: 'hex' },
 *   salt: { value: 'abc123', position: 'suffix' },
 * });
 * hasher({ verifies: [auth0Import()] }).inspect(passwordHash);
 * ```
 */
export function auth0Import(): HashFormat {
  return {
    id: 'auth0-import',
    // Keycloak's objects have an algorithm too, within their credentialData.
    recognizes: (passwordHash) =>
      /^\{\s*"/.test(passwordHash) &&
      passwordHash.includes('"algorithm"') &&
      passwordHash.includes('"hash"') &&
      !passwordHash.includes('"credentialData"'),
    faultOf(passwordHash) {
      const computation = read(passwordHash);
      return computation === null ? 'malformed' : computation.fault;
    },
    costOf: (passwordHash) => read(passwordHash)?.cost ?? '',
    decoyOf(passwordHash) {
      const given = readCustomPasswordHash(passwordHash);
      return given && JSON.stringify(decoyOf(given));
    },
    async verify(passwordHash, password) {
      const given = readCustomPasswordHash(passwordHash);
      const computation = read(passwordHash);
      if (given === null || computation === null) return false;
      const { encoding } = given.password;
      const matches = await computation.matches(Buffer.from(password, encoding));
      return matches && fits(password, encoding);
    },
  };
}

function read(passwordHash: string): BytesComputation | null {
  const given = readCustomPasswordHash(passwordHash);
  return given && COMPUTATIONS[given.algorithm](given);
}

/** Node writes the lower half of what one byte does not hold: then others would match as well. */
function fits(password: string, encoding: CustomPasswordHash['password']['encoding']): boolean {
  const isOneByte = encoding === 'ascii' || encoding === 'latin1' || encoding === 'binary';
  return !isOneByte || !/[^\0-\xff]/.test(password);
}

/** Decoys are kept in settings, so they hold nobody's key either. */
function decoyOf({ hash, ...rest }: CustomPasswordHash): CustomPasswordHash {
  const { value, encoding, key } = hash;
  const decoy = { ...hash, value: scrambledValue(value, encoding) };
  if (key !== undefined) decoy.key = { value: keyLike(key.value), encoding: 'base64' };
  return { ...rest, hash: decoy };
}

/** Another key that is no longer as text: what is scrambled keeps whatever is no letter or digit. */
function keyLike(key: string): string {
  return randomBytes(Math.max(1, Math.floor(key.length / 4) * 3)).toString('base64');
}

const BCRYPT_SALT_AT = '$2b$10$'.length;

function scrambledValue(value: string, encoding: CustomPasswordHash['hash']['encoding']): string {
  if (encoding === 'hex') return scrambled(value.toLowerCase(), 0);
  if (value.startsWith('$2')) return bcryptDecoy(value, BCRYPT_SALT_AT);
  // Whole strings of other formats: the digest is what follows the last of these.
  const from = Math.max(value.lastIndexOf('$'), value.lastIndexOf('}')) + 1;
  return scrambled(value, from);
}
