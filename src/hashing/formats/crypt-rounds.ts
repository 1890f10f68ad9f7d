import { hash } from 'node:crypto';
import { inSlices } from '../in-slices.js';

/** libxcrypt refuses longer ones, and the first steps of sha-crypt take the square of the length. */
const MOST_BYTES = 511;

/** As much of a password as crypt(3) hashes. */
export interface Phrase {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/** One that is cut never matches, but is computed, so that it takes as long as any other. */
export function phraseOf(password: string): Phrase {
  const bytes = Buffer.from(password);
  return { bytes: bytes.subarray(0, MOST_BYTES), isWhole: bytes.length <= MOST_BYTES };
}

/**
 * The rounds that md5-crypt and sha-crypt have in common. Each hashes the digest so far together
 * with password and salt, in an order that the number of the round decides: of eight possible
 * messages, all but the digest is always the same, so they are laid out once.
 */
export async function cryptRounds(
  algorithm: 'md5' | 'sha256' | 'sha512',
  parts: { readonly start: Buffer; readonly password: Buffer; readonly salt: Buffer },
  rounds: number,
  signal?: AbortSignal | null,
): Promise<Buffer> {
  const { start, password, salt } = parts;
  const layouts = Array.from({ length: 8 }, (_, which) => {
    const isOdd = (which & 1) !== 0;
    const message = Buffer.concat([
      isOdd ? password : start,
      which & 2 ? salt : NOTHING,
      which & 4 ? password : NOTHING,
      isOdd ? start : password,
    ]);
    return { message, digestAt: isOdd ? message.length - start.length : 0 };
  });

  // A string of one character a byte: in Node 20 that is three times as quick as a buffer.
  let digest = start.toString('latin1');
  const round = (n: number) => {
    const which = (n & 1) | (n % 3 === 0 ? 0 : 2) | (n % 7 === 0 ? 0 : 4);
    const { message, digestAt } = layouts[which] as (typeof layouts)[number];
    message.write(digest, digestAt, 'latin1');
    digest = hash(algorithm, message, 'binary');
  };
  await inSlices(rounds, round, signal);
  return Buffer.from(digest, 'latin1');
}

const NOTHING = Buffer.alloc(0);
