import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { PIECES, WHOLE_PASSWORDS } from './common-passwords.data.js';
import { lettersAndDigits } from './fold.js';

const FINGERPRINT_BYTES = 5;

/** Decoded on first use: importing the library costs nothing for it. */
let fingerprints: Buffer | undefined;
let pieces: PieceList | undefined;

/** The short common passwords that long ones are glued from, each with its rank in bits. */
export interface PieceList {
  readonly bits: ReadonlyMap<string, number>;
  /** First three characters of all pieces, to turn most places of a text down at once. */
  readonly beginnings: ReadonlySet<string>;
  readonly longest: number;
}

/** Whether the folded text, as it is or without what decorates it, is on the list. */
export function isListed(folded: string): boolean {
  if (includes(folded)) return true;
  const bare = lettersAndDigits(folded);
  if (bare !== folded && includes(bare)) return true;
  const undecorated = bare.replace(/^\p{N}{1,4}|\p{N}{1,4}$/gu, '');
  return undecorated !== bare && includes(undecorated);
}

function includes(entry: string): boolean {
  // Shorter entries are not on the list: they are pieces.
  if (entry.length < 8) return false;
  fingerprints ??= Buffer.from(WHOLE_PASSWORDS, 'base64');
  const sought = createHash('sha256').update(entry).digest();
  let low = 0;
  let high = fingerprints.length / FINGERPRINT_BYTES - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = middle * FINGERPRINT_BYTES;
    const order = sought.compare(fingerprints, at, at + FINGERPRINT_BYTES, 0, FINGERPRINT_BYTES);
    if (order === 0) return true;
    if (order < 0) high = middle - 1;
    else low = middle + 1;
  }
  return false;
}

export function commonPieces(): PieceList {
  pieces ??= decodePieces();
  return pieces;
}

function decodePieces(): PieceList {
  const words = inflateRawSync(Buffer.from(PIECES, 'base64')).toString('utf8').split('\n');
  return {
    bits: new Map(words.map((word, index) => [word, Math.log2(index + 2)])),
    beginnings: new Set(words.map((word) => word.slice(0, 3))),
    longest: Math.max(...words.map((word) => word.length)),
  };
}
