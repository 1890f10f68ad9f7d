import { createHash } from 'node:crypto';
import type { SecretOwner } from './sealed-secret.js';

/** Crockford's: no I, L, O or U, so that nothing is read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const RECOVERY_CODES = 10;

/**
 * 120 bits. NIST SP 800-63B-4 4.2.1.1 asks for 64; from 112 on a plain digest is enough at rest
 * (ASVS 6.5.2).
 */
export const RECOVERY_SYMBOLS = 24;

/** Makes one set of codes, as they are compared; {@link grouped} makes them readable. */
export function makeRecoveryCodes(random: (bytes: number) => Uint8Array): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    // 256 is a multiple of 32, so that no symbol is likelier than another.
    Array.from(random(RECOVERY_SYMBOLS), (byte) => ALPHABET[byte & 31]).join(''),
  );
}

/** `7K3M9XQ2…` as `7K3M-9XQ2-…`. */
export function grouped(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-');
}

/** What is stored of a code: useless for another account, and for another realm's. */
export function digestRecoveryCode(of: SecretOwner, code: string): Uint8Array {
  return createHash('sha256')
    .update(`latchkey recovery code\0${of.realm}\0${of.accountKey}\0${code}`)
    .digest();
}
