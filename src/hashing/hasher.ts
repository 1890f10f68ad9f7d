import { LatchkeyError } from '../errors.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import { argon2d, argon2i, argon2id } from './argon2.js';
import { bcrypt } from './bcrypt.js';
import type { CurrentHashFormat, HashFault, HashFormat } from './format.js';
import { scrypt } from './scrypt.js';

/** No format is this long; what is comes from an attacker or an accident. */
const LONGEST_HASH = 1024;

export interface HasherOptions {
  /** The format of new passwords, and of those that are upgraded at sign-in. @default argon2id() */
  readonly current?: CurrentHashFormat;
  /** Further formats that stored hashes may be in. @default all that the library knows */
  readonly verifies?: readonly HashFormat[];
}

/**
 * Makes the password hasher: hashes in one format, verifies several, and tells which stored hashes
 * are to be made anew. A stored string that is of none of the formats, malformed, longer than
 * 1,024 characters or above its format's cost ceiling is refused with `ERR_HASH_REFUSED`, without
 * being computed: such a row is an operator's matter, and the message does not quote it.
 *
 * @example
 * ```ts
 * const cautious = hasher({ current: argon2id({ passes: 3 }), verifies: [scrypt(), bcrypt()] });
 * ```
 */
export function hasher(options: HasherOptions = {}): PasswordHasher {
  const { current = argon2id() } = options;
  const verifies = options.verifies ?? [argon2id(), argon2i(), argon2d(), scrypt(), bcrypt()];
  const formats = [current, ...verifies];
  const formatOf = (passwordHash: string) =>
    passwordHash.length > LONGEST_HASH
      ? undefined
      : formats.find((format) => format.recognizes(passwordHash));

  return {
    hash: (password) => current.hash(password),
    async verify(passwordHash, password) {
      const format = formatOf(passwordHash);
      if (format === undefined) throw refused('is of no format that this hasher verifies');
      const fault = format.faultOf(passwordHash);
      if (fault !== null) throw refused(`(${format.id}) ${FAULTS[fault]}`);
      return format.verify(passwordHash, password);
    },
    recognizes: (passwordHash) => formatOf(passwordHash)?.faultOf(passwordHash) === null,
    needsRehash: (passwordHash) =>
      formatOf(passwordHash) !== current || !current.isUpToDate(passwordHash),
  };
}

const FAULTS: Readonly<Record<HashFault, string>> = {
  malformed: 'is malformed',
  too_costly: 'would cost more than the ceiling of its format',
};

function refused(why: string): LatchkeyError {
  return new LatchkeyError('ERR_HASH_REFUSED', `A stored password hash ${why}.`);
}
