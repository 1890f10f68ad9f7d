/**
 * Makes and checks password hashes. Implementations run off the event loop; the service limits
 * how many run at once. The optional members are those of `hasher()`; one of your own works
 * without them.
 */
export interface PasswordHasher {
  /** Hashes with the parameters for new passwords. The password is NFC-normalised already. */
  hash(password: string): Promise<string>;

  /**
   * Resolves to whether the password matches. Throws `ERR_HASH_REFUSED` for a stored string that
   * it does not recognise, that is malformed, or whose cost is above its ceiling: such a row is
   * an operator's matter and must not look like a wrong password.
   */
  verify(passwordHash: string, password: string, signal?: AbortSignal | null): Promise<boolean>;

  /** Whether `verify` can check this stored string. Looks at the text only. */
  recognizes(passwordHash: string): boolean;

  /**
   * Whether the stored string is of another format or other parameters than `hash` makes.
   *
   * @param password - what has just matched, where it is at hand: `false` if `hash` cannot take it,
   *   or if it is not the spelling to go on with
   */
  needsRehash(passwordHash: string, password?: string): boolean;

  /** Reads a stored string without computing it, for events and for the scheduler. */
  inspect?(passwordHash: string): HashInspection;

  /**
   * The stored string that a sign-in with this unknown identifier burns: always the same for one
   * identifier, so that asking again tells nothing. `null` leaves it to a hash of today's format.
   */
  decoyFor?(identifier: string): string | null;

  /** What `hash` cannot take. The service turns it into a violation of the policy. */
  readonly limits?: HashLimits;
}

export interface HashInspection {
  /** The format's id, or `null` where it is of none that the hasher knows. */
  readonly format: string | null;
  /** Why `verify` would refuse it, or `null`. */
  readonly fault: HashFault | null;
  /** Whether another system computes it, so that no place in the line is needed. */
  readonly elsewhere: boolean;
}

/**
 * What is wrong with a stored string: of no known format, cut or changed, dearer than the ceiling
 * of its format, or made with a key that the hasher was not given.
 */
export type HashFault = 'unknown_format' | 'malformed' | 'too_costly' | 'unknown_key';

export interface HashLimits {
  /** Most bytes of UTF-8 that go into the hash. */
  readonly maxBytes: number;
}
