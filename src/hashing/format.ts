import { LatchkeyError } from '../errors.js';

/**
 * One kind of stored hash. Each format lives in a file of its own; a hasher is made of one current
 * format and of those that it still verifies.
 */
export interface HashFormat {
  /** `argon2id`, `scrypt`, `bcrypt`, … */
  readonly id: string;
  /** Whether the stored string is of this format, by its beginning only. */
  recognizes(passwordHash: string): boolean;
  /**
   * What is wrong with a recognised string: it is malformed, or computing it would cost more than
   * the format's ceiling; `null` when it may be computed. Reads the text only, in microseconds, so
   * that a hostile row never reaches native code.
   */
  faultOf(passwordHash: string): HashFault | null;
  /** Computes the hash and compares. The hasher asks for the fault first. */
  verify(passwordHash: string, password: string): Promise<boolean>;
}

/** A format that new passwords can be stored in. */
export interface CurrentHashFormat extends HashFormat {
  hash(password: string): Promise<string>;
  /** Whether a recognised, faultless string has exactly the parameters that `hash` uses. */
  isUpToDate(passwordHash: string): boolean;
}

export type HashFault = 'malformed' | 'too_costly';

/** Decimal without sign or leading zeros, short enough to be exact. */
export const DECIMAL = '(0|[1-9]\\d{0,9})';
/** Base64 without padding, as PHC strings have it. */
export const BASE64 = '([A-Za-z0-9+/]+)';

/** Bytes that unpadded base64 stands for, or `null` where no bytes encode to that length. */
export function decodedLength(base64: string): number | null {
  return base64.length % 4 === 1 ? null : Math.floor((base64.length * 3) / 4);
}

/** Throws `ERR_INVALID_OPTION` unless a parameter is a whole number within its bounds. */
export function requireParameter(
  owner: string,
  name: string,
  value: number,
  least: number,
  most: number,
): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    `"${name}" of ${owner}() is a whole number from ${least} to ${most}.`,
  );
}

/** Loads a native package on first use, or says which one is missing and how to get it. */
export function lazily<Module>(name: string, load: () => Promise<Module>): () => Promise<Module> {
  let loaded: Promise<Module> | undefined;
  return () => {
    loaded ??= load().catch((cause: unknown) => {
      // The next call tries again: it may have been a passing lack of memory or file handles.
      loaded = undefined;
      throw new LatchkeyError(
        'ERR_MISSING_PEER',
        `The package "${name}" could not be loaded on ${process.platform}-${process.arch}. ` +
          `Install it with its optional dependencies (npm install ${name}), or let new passwords ` +
          'be hashed by scrypt(), which needs no native package.',
        { cause },
      );
    });
    return loaded;
  };
}
