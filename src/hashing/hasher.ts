import { LatchkeyError } from '../errors.js';
import type { HashFault, HashInspection, PasswordHasher } from '../ports/password-hasher.js';
import { type DecoyOptions, decoyPicker } from './decoys.js';
import type { CurrentHashFormat, HashFormat } from './format.js';
import { argon2id } from './formats/argon2.js';
import { knownFormats } from './known-formats.js';
import { type HashSurvey, surveyHashes } from './survey.js';

/** No format is this long; what is comes from an attacker or an accident. */
const LONGEST_HASH = 4096;

export interface HasherOptions {
  /** The format of new passwords, and of those that are upgraded at sign-in. @default argon2id() */
  readonly current?: CurrentHashFormat;
  /**
   * Formats that need something of yours, such as a pepper, a key or a call. They are asked before
   * all others whether a stored string is theirs. @default none
   */
  readonly alsoVerifies?: readonly HashFormat[];
  /** Further formats that stored hashes may be in. @default knownFormats() */
  readonly verifies?: readonly HashFormat[];
  /**
   * What unknown identifiers cost, where the table holds hashes of several formats. From
   * {@link Hasher.survey}. @default one hash of the current format for all of them
   */
  readonly decoys?: DecoyOptions;
}

/** What {@link hasher} makes. */
export interface Hasher extends PasswordHasher {
  inspect(passwordHash: string): HashInspection;
  /**
   * Counts what a table's stored hashes are, by format and cost, and makes the population for
   * `decoys`: for each group a string of the same cost that no password is known to match. Nothing
   * is computed, and no stored string is in the answer.
   *
   * @param hashes - every stored hash, or a fair sample of them; `null`s are skipped
   *
   * @example
   * ```ts
   * const { rows } = await pool.query<{ hash: string | null }>('SELECT hash FROM users');
   * const { groups, refused, population } = await hasher().survey(rows.map(({ hash }) => hash));
   * ```
   */
  survey(hashes: Iterable<string | null> | AsyncIterable<string | null>): Promise<HashSurvey>;
}

/**
 * Makes the password hasher: hashes in one format, verifies all that the library knows, and tells
 * which stored hashes are to be made anew. A stored string that is of none of the formats,
 * malformed, longer than 4,096 characters or above its format's cost ceiling is refused with
 * `ERR_HASH_REFUSED`, without being computed: such a row is an operator's matter, and the message
 * does not quote it.
 *
 * @throws ERR_INVALID_OPTION for decoys that the formats refuse
 *
 * @example
 * ```ts
 * const cautious = hasher({ current: argon2id({ passes: 3 }), verifies: [scrypt(), bcrypt()] });
 * ```
 */
export function hasher(options: HasherOptions = {}): Hasher {
  const { current = argon2id(), alsoVerifies = [], verifies = knownFormats() } = options;
  const formats = [...alsoVerifies, current, ...verifies];
  const formatOf = (passwordHash: string) =>
    passwordHash.length > LONGEST_HASH
      ? undefined
      : formats.find((format) => format.recognizes(passwordHash));
  const inspect = (passwordHash: string): HashInspection => {
    const format = formatOf(passwordHash);
    if (format === undefined) return { format: null, fault: 'unknown_format', elsewhere: false };
    const fault = format.faultOf(passwordHash);
    return { format: format.id, fault, elsewhere: format.elsewhere === true };
  };

  return {
    ...(current.limits === undefined ? {} : { limits: current.limits }),
    hash: (password) => current.hash(password),
    async verify(passwordHash, password, signal) {
      const format = formatOf(passwordHash);
      const fault = format === undefined ? 'unknown_format' : format.faultOf(passwordHash);
      if (format === undefined || fault !== null) throw refused(fault ?? 'unknown_format', format);
      return format.verify(passwordHash, password, signal);
    },
    recognizes: (passwordHash) => inspect(passwordHash).fault === null,
    needsRehash(passwordHash, password) {
      const format = formatOf(passwordHash);
      if (format === current && current.isUpToDate(passwordHash)) return false;
      if (password === undefined) return true;
      const { limits } = current;
      if (limits !== undefined && Buffer.byteLength(password) > limits.maxBytes) return false;
      return format?.upgradesFrom?.(password) ?? true;
    },
    inspect,
    decoyFor: decoyPicker(options.decoys, inspect),
    survey: (hashes) => surveyHashes(hashes, formatOf),
  };
}

const FAULTS: Readonly<Record<HashFault, string>> = {
  unknown_format: 'is of no format that this hasher verifies',
  malformed: 'is malformed',
  too_costly: 'would cost more than the ceiling of its format',
  unknown_key: 'was made with a key that this hasher was not given',
};

function refused(fault: HashFault, format: HashFormat | undefined): LatchkeyError {
  const which = format === undefined ? '' : ` (${format.id})`;
  return new LatchkeyError('ERR_HASH_REFUSED', `A stored password hash${which} ${FAULTS[fault]}.`);
}
