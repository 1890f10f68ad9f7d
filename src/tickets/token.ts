import { createHash } from 'node:crypto';

/** 256 bits: far above the 128 that ASVS 6.5.3 asks for, so a plain digest is enough at rest. */
const TOKEN_BYTES = 32;

/** Makes a token: 32 random bytes as 43 characters of base64url. */
export function createToken(random: (bytes: number) => Uint8Array): string {
  return Buffer.from(random(TOKEN_BYTES)).toString('base64url');
}

/**
 * Digests a token for storage and look-up. The realm is part of it, so that a token of one realm
 * matches nothing in another, even where two realms share a table by mistake.
 */
export function digestToken(realm: string, token: string): Uint8Array {
  return createHash('sha256').update(`latchkey ticket\0${realm}\0${token}`).digest();
}
