import { createSecretKey, type KeyObject } from 'node:crypto';

/** What a key must hold at least: as much as the digests that are made with it. */
export const LEAST_KEY_BYTES = 32;

/** How long a key is, in bytes; text counts in UTF-8. */
export function keyBytes(key: string | Uint8Array): number {
  return typeof key === 'string' ? Buffer.byteLength(key) : key.byteLength;
}

/** Wraps a key so that it prints as nothing and cannot be read by accident. */
export function codeKey(key: string | Uint8Array): KeyObject {
  return createSecretKey(Buffer.from(key as Uint8Array));
}
