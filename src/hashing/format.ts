import { randomBytes } from 'node:crypto';
import { LatchkeyError } from '../errors.js';
import type { HashFault, HashLimits } from '../ports/password-hasher.js';

/**
 * One kind of stored hash. Each format lives in a file of its own; a hasher is made of one current
 * format and of those that it still verifies.
 */
export interface HashFormat {
  /** `argon2id`, `scrypt`, `bcrypt`, … */
  readonly id: string;
  /** Whether the stored string is of this format, by its beginning or outer form only. */
  recognizes(passwordHash: string): boolean;
  /**
   * What is wrong with a recognised string; `null` when it may be computed. Reads the text only, in
   * microseconds, so that a hostile row never reaches native code.
   */
  faultOf(passwordHash: string): HashFault | null;
  /** Computes the hash and compares in constant time. The hasher asks for the fault first. */
  verify(passwordHash: string, password: string, signal?: AbortSignal | null): Promise<boolean>;
  /**
   * The parameters that decide how long a faultless string takes, as text: `m=19456,t=2,p=1`.
   * @default '' for a format whose strings all cost the same
   */
  costOf?(passwordHash: string): string;
  /**
   * A faultless string that costs as much as this one and that no password is known to match; or
   * `null` where there can be none. {@link scrambled} does it where everything behind the last
   * separator is digest.
   * @default everything behind the last `$` scrambled
   */
  decoyOf?(passwordHash: string): string | null;
  /**
   * Whether the hash may be made anew of this spelling, which has just matched. A format that
   * overlooks white space around a password says no to one with it: a stray space would become part
   * of the password, and the next sign-in without it would fail.
   * @default always
   */
  upgradesFrom?(password: string): boolean;
  /** Whether another system computes: then no thread is taken and no place in the line. */
  readonly elsewhere?: boolean;
}

/** A format that new passwords can be stored in. */
export interface CurrentHashFormat extends HashFormat {
  hash(password: string): Promise<string>;
  /** Whether a recognised, faultless string has exactly the parameters that `hash` uses. */
  isUpToDate(passwordHash: string): boolean;
  /** What the format cannot hash. Only bcrypt has such limits. */
  readonly limits?: HashLimits;
}

/** Decimal without sign or leading zeros, short enough to be exact. */
export const DECIMAL = '(0|[1-9]\\d{0,9})';
/** Base64 without padding, as PHC strings have it. */
export const BASE64 = '([A-Za-z0-9+/]+)';

/** Bytes that unpadded base64 stands for, or `null` where no bytes encode to that length. */
export function decodedLength(base64: string): number | null {
  return base64.length % 4 === 1 ? null : Math.floor((base64.length * 3) / 4);
}

/**
 * Replaces letters and digits from a place on by random ones of the same kind, but for the last
 * two, which some encodings do not leave free. What comes out has the form of what went in.
 */
export function scrambled(text: string, from: number): string {
  const end = text.replace(/={1,2}$/, '').length - 2;
  if (end <= from) return text;
  const part = text.slice(from, end);
  const alphabet = /^[0-9a-f]+$/.test(part)
    ? '0123456789abcdef'
    : /^[0-9A-F]+$/.test(part)
      ? '0123456789ABCDEF'
      : LETTERS_AND_DIGITS;
  // A biased choice does no harm here: what comes out is no secret, only nobody's hash.
  const random = randomBytes(part.length);
  let at = 0;
  const replaced = part.replace(
    /[A-Za-z0-9]/g,
    () => alphabet[(random[at++] ?? 0) % alphabet.length] ?? '0',
  );
  return text.slice(0, from) + replaced + text.slice(end);
}

/** A decoy for a faultless string, by the format's own way or by the usual one. */
export function decoyBy(format: HashFormat, passwordHash: string): string | null {
  if (format.elsewhere === true) return null;
  if (format.decoyOf !== undefined) return format.decoyOf(passwordHash);
  return scrambled(passwordHash, passwordHash.lastIndexOf('$') + 1);
}

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

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

/**
 * Loads a package on first use, or says which one is missing and how to get it.
 *
 * @param cure - a way out besides installing it, as a sentence
 */
export function lazily<Module>(
  name: string,
  load: () => Promise<Module>,
  cure = '',
): () => Promise<Module> {
  let loaded: Promise<Module> | undefined;
  return () => {
    loaded ??= load().catch((cause: unknown) => {
      // The next call tries again: it may have been a passing lack of memory or file handles.
      loaded = undefined;
      throw new LatchkeyError(
        'ERR_MISSING_PEER',
        `The package "${name}" could not be loaded on ${process.platform}-${process.arch}. ` +
          `Install it with its optional dependencies (npm install ${name}).${cure && ` ${cure}`}`,
        { cause },
      );
    });
    return loaded;
  };
}
