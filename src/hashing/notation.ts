import type { HashFault } from '../ports/password-hasher.js';
import type { HashFormat } from './format.js';

/** What a stored string asks for, once its notation has been read. */
export interface Computation {
  /** Why it must not be carried out, or `null`. */
  readonly fault: HashFault | null;
  /** What decides how long it takes, as text. */
  readonly cost: string;
  /** Computes and compares in constant time. */
  matches(password: string): Promise<boolean>;
}

/** A way to write hashes down. Many systems have one of their own for the same computation. */
export interface Notation extends Pick<HashFormat, 'id' | 'recognizes' | 'decoyOf'> {
  /** Reads the text only; `null` where it is malformed. */
  read(passwordHash: string): Computation | null;
}

/** The format that verifies what is written in a notation. */
export function formatOf({ read, ...notation }: Notation): HashFormat {
  return {
    ...notation,
    faultOf(passwordHash) {
      const computation = read(passwordHash);
      return computation === null ? 'malformed' : computation.fault;
    },
    costOf: (passwordHash) => read(passwordHash)?.cost ?? '',
    verify: async (passwordHash, password) =>
      (await read(passwordHash)?.matches(password)) ?? false,
  };
}

/**
 * The computation of a string that another format reads: an Argon2 or bcrypt string within one of
 * another system's.
 *
 * @param prepare - what the other system did to passwords before it hashed them
 */
export function handedOn(
  format: HashFormat,
  passwordHash: string,
  prepare: (password: string) => string = (password) => password,
): Computation {
  return {
    fault: format.faultOf(passwordHash),
    cost: `${format.id} ${format.costOf?.(passwordHash) ?? ''}`,
    matches: (password) => format.verify(passwordHash, prepare(password)),
  };
}
