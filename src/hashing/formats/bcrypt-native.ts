import { type HashFormat, lazily, scrambled } from '../format.js';

/** What verification is willing to spend (attack 41): 2^15 rounds take about three seconds. */
export const CEILING = { cost: 15 } as const;

/** Below, a new hash is worth too little. */
export const LEAST_COST = 10;

/** bcrypt looks at no more than this, and in some hands at nothing behind a NUL. */
export const MOST_BYTES = 72;

/**
 * 22 characters for 16 bytes, in bcrypt's own base64. The last one holds two bits only: where the
 * other four are not zero, implementations differ, and the native package answers at once.
 */
export const SALT = '[./A-Za-z0-9]{21}[.Oeu]';
/** 31 characters for 23 bytes. */
export const DIGEST = '[./A-Za-z0-9]{30}[.CGKOSWaeimquy26]';
const COST = '(0[4-9]|[12]\\d|3[01])';
const SALT_LENGTH = 22;
const DIGEST_LENGTH = 31;

const native = lazily('@node-rs/bcrypt', () => import('@node-rs/bcrypt'));

/** Whether bcrypt takes the whole of a password into account (attack 42). */
export function fitsBcrypt(password: string): boolean {
  return Buffer.byteLength(password) <= MOST_BYTES && !password.includes('\0');
}

/** Verifies a `$2a$`, `$2b$` or `$2y$` string, which are the same in the native package. */
export async function verifyBcrypt(
  passwordHash: string,
  password: string | Uint8Array,
): Promise<boolean> {
  const { verify } = await native();
  return verify(password, passwordHash);
}

/** Writes a `$2b$` string. */
export async function hashBcrypt(
  password: string,
  cost: number,
  salt?: Uint8Array,
): Promise<string> {
  const { hash } = await native();
  return hash(password, cost, salt);
}

/**
 * How strings are read that are a beginning, a cost of two digits, salt and digest.
 *
 * @param beginning - as part of a regular expression, without a group
 */
export function bcryptNotation(
  beginning: string,
): Required<Pick<HashFormat, 'recognizes' | 'faultOf' | 'costOf' | 'decoyOf'>> {
  const start = new RegExp(`^${beginning}`);
  const whole = new RegExp(`^${beginning}${COST}\\$${SALT}${DIGEST}$`);
  const costOf = (passwordHash: string) => whole.exec(passwordHash)?.[1] ?? '';

  return {
    recognizes: (passwordHash) => start.test(passwordHash),
    faultOf(passwordHash) {
      const cost = costOf(passwordHash);
      if (cost === '') return 'malformed';
      return Number(cost) > CEILING.cost ? 'too_costly' : null;
    },
    costOf,
    decoyOf: (passwordHash) =>
      bcryptDecoy(passwordHash, passwordHash.length - DIGEST_LENGTH - SALT_LENGTH),
  };
}

/** Replaces salt and digest, which follow each other, by what bcrypt could have written. */
export function bcryptDecoy(passwordHash: string, saltAt: number): string {
  const digestAt = saltAt + SALT_LENGTH;
  const salted = scrambled(passwordHash.slice(0, digestAt), saltAt);
  return scrambled(salted + passwordHash.slice(digestAt), digestAt);
}
