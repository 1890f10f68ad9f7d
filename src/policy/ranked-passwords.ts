import { FINGERPRINT_BYTES, fingerprintOf } from './fingerprint.js';

/** How many passwords are ranked. */
export const MOST_RANKED = 100_000;

/** A power of two and more than twice the entries, so that nearly every search ends at once. */
const SLOTS = 2 ** 18;

/** The most common passwords by rank. */
export interface RankedPasswords {
  /** 1 for the most common of all; `null` for a folded text that is not listed. */
  rankOf(folded: string): number | null;
}

let ranked: RankedPasswords | undefined;

/** The list, or a promise of it on first use: importing the library does not load it. */
export function rankedPasswords(): RankedPasswords | Promise<RankedPasswords> {
  return ranked ?? loadRanked();
}

async function loadRanked(): Promise<RankedPasswords> {
  const { RANKED_PASSWORDS } = await import('./common-100k.data.js');
  ranked ??= rankedBy(Buffer.from(RANKED_PASSWORDS, 'base64'));
  return ranked;
}

/** Makes a hash table over fingerprints that stand in the order of their rank. */
function rankedBy(fingerprints: Buffer): RankedPasswords {
  const ranks = new Uint32Array(SLOTS);
  const count = fingerprints.length / FINGERPRINT_BYTES;
  for (let rank = 1; rank <= count; rank += 1) {
    let slot = slotOf(fingerprints, (rank - 1) * FINGERPRINT_BYTES);
    while (ranks[slot] !== 0) slot = (slot + 1) % SLOTS;
    ranks[slot] = rank;
  }
  return {
    rankOf(folded) {
      const sought = fingerprintOf(folded);
      for (let slot = slotOf(sought, 0); ; slot = (slot + 1) % SLOTS) {
        const rank = ranks[slot] as number;
        if (rank === 0) return null;
        const at = (rank - 1) * FINGERPRINT_BYTES;
        if (sought.compare(fingerprints, at, at + FINGERPRINT_BYTES) === 0) return rank;
      }
    },
  };
}

/** The first 18 bits, put together by hand: the first use takes half the time. */
function slotOf(bytes: Buffer, at: number): number {
  const byte = (index: number) => bytes[at + index] as number;
  return (byte(0) << 10) | (byte(1) << 2) | (byte(2) >> 6);
}
