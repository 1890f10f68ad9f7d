import { inflateRawSync } from 'node:zlib';
import { PIECES, WHOLE_PASSWORDS } from './common-passwords.data.js';
import { FINGERPRINT_BYTES, fingerprintOf } from './fingerprint.js';
import { lettersAndDigits } from './fold.js';

/** Decoded on first use: importing the library costs nothing for it. */
let fingerprints: Buffer | undefined;
let pieces: PieceList | undefined;

/** The short common passwords that long ones are glued from, each with its rank in bits. */
export interface PieceList {
  readonly bits: ReadonlyMap<string, number>;
  /**
   * First three characters of all pieces, to turn most places of a text down at once, and how long
   * the longest is that begins so.
   */
  readonly beginnings: ReadonlyMap<string, number>;
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
  const sought = fingerprintOf(entry).readUIntBE(0, FINGERPRINT_BYTES);
  let low = 0;
  let high = fingerprints.length / FINGERPRINT_BYTES - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = fingerprints.readUIntBE(middle * FINGERPRINT_BYTES, FINGERPRINT_BYTES);
    if (found === sought) return true;
    if (found > sought) high = middle - 1;
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
  const beginnings = new Map<string, number>();
  for (const word of words) {
    const beginning = word.slice(0, 3);
    beginnings.set(beginning, Math.max(word.length, beginnings.get(beginning) ?? 0));
  }
  return { bits: new Map(words.map((word, index) => [word, Math.log2(index + 2)])), beginnings };
}
