import { createHmac } from 'node:crypto';
import type { HashFormat } from '../format.js';
import { bcryptNotation, verifyBcrypt } from './bcrypt-native.js';
import { anyOf, slashed, trimmed } from './php-spellings.js';

/**
 * Verifies `$wp$2y$` of WordPress 6.8 and later: bcrypt of a password's HMAC-SHA384. Its older
 * hashes (`$P$`) are {@link phpass}'s.
 *
 * A password is tried as WordPress's forms saw it: without white space around it, and with slashes
 * before quotes.
 *
 * @see https://make.wordpress.org/core/2025/02/17/wordpress-6-8-will-use-bcrypt-for-password-hashing/
 *
 * @example
 * ```ts
 * // All that a WordPress table may hold.
 * hasher({ verifies: [phpass(), wordpress(), bcrypt()] });
 * ```
 */
export function wordpress(): HashFormat {
  return {
    ...bcryptNotation('\\$wp\\$2y\\$'),
    id: 'wordpress',
    upgradesFrom: (password) => trimmed(password) === password,
    async verify(passwordHash, password) {
      const spellings = [trimmed(password), trimmed(slashed(password))];
      return anyOf(spellings, async (spelling) => {
        const key = createHmac('sha384', 'wp-sha384').update(spelling).digest('base64');
        return verifyBcrypt(passwordHash.slice('$wp'.length), key);
      });
    },
  };
}
