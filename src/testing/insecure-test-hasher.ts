import { createHash, randomBytes } from 'node:crypto';
import { LatchkeyError, type PasswordHasher } from 'latchkey';

const PREFIX = '$insecure-test$';

/**
 * Makes a hasher that costs nothing, so that a thousand tests take a second. What it makes falls
 * to guessing at once: it is for tests only, and no real hasher verifies its hashes.
 *
 * @example
 * ```ts
 * const passwords = new PasswordService({ stores, mailer, links, hasher: insecureTestHasher() });
 * ```
 */
export function insecureTestHasher(): PasswordHasher {
  const recognizes = (passwordHash: string) => passwordHash.startsWith(PREFIX);
  return {
    hash: async (password) => insecureTestHash(password),
    async verify(passwordHash, password) {
      if (!recognizes(passwordHash))
        throw new LatchkeyError('ERR_HASH_REFUSED', 'The stored hash is not of the test hasher.');
      const [salt = ''] = passwordHash.slice(PREFIX.length).split('$');
      return passwordHash === digest(salt, password);
    },
    recognizes,
    needsRehash: (passwordHash) => !recognizes(passwordHash),
  };
}

/** Hashes a password for a row that a test seeds. For tests only. */
export function insecureTestHash(password: string): string {
  return digest(randomBytes(6).toString('hex'), password.normalize('NFC'));
}

function digest(salt: string, password: string): string {
  return `${PREFIX}${salt}$${createHash('sha256').update(`${salt}$${password}`).digest('hex')}`;
}
