import { LatchkeyError } from '../../errors.js';
import type { HashFormat } from '../format.js';
import { bcryptNotation, fitsBcrypt, MOST_BYTES, verifyBcrypt } from './bcrypt-native.js';

export interface DeviseOptions {
  /** `config.pepper` of the Rails application's `config/initializers/devise.rb`. */
  readonly pepper: string;
}

/**
 * Verifies hashes that Devise made with a pepper: bcrypt (`$2a$`) of the password followed by the
 * pepper. It takes every `$2a$` row for one of Devise's, so it belongs into `alsoVerifies`, before
 * {@link bcrypt}. Without a pepper Devise's hashes are plain bcrypt, and need nothing.
 *
 * bcrypt sees 72 bytes, and Devise's peppers have 128 characters: what is cut is the pepper's end,
 * as Devise does it. Where a password alone is longer than that, Devise cuts the password, and
 * takes any that begins with the same 72 bytes; here it never matches (attack 42), and whoever has
 * one resets it.
 *
 * @param options.pepper - text without NUL, not only white space
 * @throws ERR_INVALID_OPTION for a pepper that Devise would not use
 *
 * @example
 * ```ts
 * hasher({ alsoVerifies: [devise({ pepper: 'the 128 characters of config.pepper' })] });
 * ```
 */
export function devise(options: DeviseOptions): HashFormat {
  const { pepper } = options;
  if (typeof pepper !== 'string' || pepper.trim() === '' || pepper.includes('\0')) {
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      '"pepper" of devise() is a text, not blank and without NUL. Without a pepper bcrypt() verifies Devise’s hashes.',
    );
  }

  return {
    ...bcryptNotation('\\$2a\\$'),
    id: 'devise',
    async verify(passwordHash, password) {
      // As Devise's bcrypt does it. Ours does the same today, which we need not rely on.
      const peppered = Buffer.from(password + pepper).subarray(0, MOST_BYTES);
      const matches = await verifyBcrypt(passwordHash, peppered);
      return matches && fitsBcrypt(password);
    },
  };
}
