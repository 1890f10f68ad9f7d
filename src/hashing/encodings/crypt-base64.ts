import { timingSafeEqual } from 'node:crypto';
import { toBareBase64 } from './exact-base64.js';

const CRYPT = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BCRYPT = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** One character of crypt's alphabet, for a regular expression. */
export const CRYPT_CHARACTER = '[./0-9A-Za-z]';

/** The number that one character stands for: phpass writes its cost in it. */
export function cryptDigit(character: string): number {
  return CRYPT.indexOf(character);
}

/** The base64 of crypt(3) and phpass: three bytes at a time, the lowest six bits first. */
export function cryptBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = bytes.subarray(at, at + 3);
    let value = group.reduceRight((sum, byte) => sum * 256 + byte, 0);
    for (let n = 0; n <= group.length; n += 1) {
      text += CRYPT[value % 64];
      value = Math.floor(value / 64);
    }
  }
  return text;
}

/** The base64 of bcrypt: the usual one, unpadded, with another alphabet. */
export function bcryptBase64(bytes: Uint8Array): string {
  const usual = toBareBase64(Buffer.from(bytes));
  return usual.replace(/./g, (character) => BCRYPT[STANDARD.indexOf(character)] ?? '');
}

/** Compares what was computed with what is stored, in a time that does not depend on where they differ. */
export function equalTexts(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
