import { pbkdf2, timingSafeEqual } from 'node:crypto';
import type { Computation } from './notation.js';

/** Bytes that each digest makes, which are one block of PBKDF2. */
export const DIGEST_BYTES = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 } as const;

export type Pbkdf2Digest = keyof typeof DIGEST_BYTES;

/**
 * What verification is willing to spend on a stored string (attack 41), in iterations times blocks.
 * It takes about 2.7 s of one core for SHA-512, 1.6 s for SHA-256, 1.2 s for SHA-1. The dearest
 * default of any system known is Keycloak's for SHA-1: 1,300,000 iterations for four blocks.
 */
export const PBKDF2_CEILING = { rounds: 6_000_000 } as const;

/** Passlib's limit, the largest of any program; what is longer is no salt. */
const MOST_SALT_BYTES = 1024;
const KEY_BYTES = { least: 16, most: 128 } as const;

/** What a stored string of PBKDF2 says, whatever its notation. */
export interface Pbkdf2Hash {
  readonly digest: Pbkdf2Digest;
  readonly iterations: number;
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** Derives a key by PBKDF2 with HMAC (RFC 8018), off the event loop. */
export function pbkdf2Key(
  password: string,
  { digest, iterations, salt }: Omit<Pbkdf2Hash, 'key'>,
  bytes: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    pbkdf2(password, salt, iterations, bytes, digest, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

/** How to check a password against what was read; `null` where no program wrote such a hash. */
export function pbkdf2Computation(read: Pbkdf2Hash): Computation | null {
  const { digest, iterations, salt, key } = read;
  if (!Number.isInteger(iterations) || iterations < 1) return null;
  if (salt.length < 1 || salt.length > MOST_SALT_BYTES) return null;
  if (key.length < KEY_BYTES.least || key.length > KEY_BYTES.most) return null;
  const rounds = iterations * Math.ceil(key.length / DIGEST_BYTES[digest]);
  return {
    fault: rounds > PBKDF2_CEILING.rounds ? 'too_costly' : null,
    cost: `${digest},i=${iterations},l=${key.length}`,
    matches: async (password) => timingSafeEqual(await pbkdf2Key(password, read, key.length), key),
  };
}
