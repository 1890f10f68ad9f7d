import type { HashFormat } from './format.js';
import { argon2d, argon2i, argon2id } from './formats/argon2.js';
import { bcrypt } from './formats/bcrypt.js';
import { scrypt } from './formats/scrypt.js';

/**
 * Every format that needs nothing of the application's: what {@link hasher} verifies by default.
 * Formats with a pepper, a key or a call of yours go into `alsoVerifies`.
 */
export function knownFormats(): HashFormat[] {
  return [argon2id(), argon2i(), argon2d(), scrypt(), bcrypt()];
}
