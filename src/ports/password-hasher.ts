/**
 * Makes and checks password hashes. Implementations run off the event loop; the service limits
 * how many run at once.
 */
export interface PasswordHasher {
  /** Hashes with the parameters for new passwords. The password is NFC-normalised already. */
  hash(password: string): Promise<string>;

  /**
   * Resolves to whether the password matches. Throws `ERR_HASH_REFUSED` for a stored string that
   * it does not recognise, that is malformed, or whose cost is above its ceiling: such a row is
   * an operator's matter and must not look like a wrong password.
   */
  verify(passwordHash: string, password: string): Promise<boolean>;

  /** Whether `verify` can check this stored string. Looks at the text only. */
  recognizes(passwordHash: string): boolean;

  /** Whether the stored string is of another format or other parameters than `hash` makes. */
  needsRehash(passwordHash: string): boolean;
}
