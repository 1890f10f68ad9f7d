import { timingSafeEqual } from 'node:crypto';
import type { Computation } from './notation.js';
import { isDearScrypt, isScryptCost, type ScryptCost, scryptKey } from './scrypt-key.js';

/** What a stored string of scrypt says, where N is written out. */
export interface ScryptHash {
  readonly n: number;
  readonly blockSize: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly key: Buffer;
}

/** How to check a password against what was read; `null` where RFC 7914 has no such parameters. */
export function scryptComputation(read: ScryptHash): Computation | null {
  const { n, blockSize, parallelism, salt, key } = read;
  const logN = Math.log2(n);
  const cost: ScryptCost = { logN, blockSize, parallelism };
  if (!isScryptCost(cost)) return null;
  return {
    fault: isDearScrypt(cost) ? 'too_costly' : null,
    cost: `ln=${logN},r=${blockSize},p=${parallelism}`,
    matches: async (password) =>
      timingSafeEqual(await scryptKey(password, salt, key.length, cost), key),
  };
}
