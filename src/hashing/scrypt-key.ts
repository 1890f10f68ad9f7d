import { scrypt } from 'node:crypto';

/** What decides how long scrypt takes and how much memory it fills. */
export interface ScryptCost {
  /** Base-two logarithm of N. */
  readonly logN: number;
  readonly blockSize: number;
  readonly parallelism: number;
}

/** Bytes of the large array of RFC 7914 section 5. */
export function scryptMemory({ logN, blockSize }: ScryptCost): number {
  return 128 * blockSize * 2 ** logN;
}

/** Whether RFC 7914 section 6 allows such parameters; OpenSSL throws for others. */
export function isScryptCost({ logN, blockSize, parallelism }: ScryptCost): boolean {
  return (
    Number.isInteger(logN) &&
    logN >= 1 &&
    blockSize >= 1 &&
    parallelism >= 1 &&
    logN < 16 * blockSize
  );
}

/** What no program writes: the work outside the large array grows with these two. */
export const SCRYPT_CEILING = {
  blockSize: 32,
  parallelism: 16,
  workBytes: 512 * 1024 * 1024,
} as const;

/**
 * Whether verification is not willing to spend so much on a stored string (attack 41): memory times
 * lanes, since lanes are computed one after the other. At most it takes about 4 s of one core.
 */
export function isDearScrypt(cost: ScryptCost): boolean {
  const { blockSize, parallelism } = cost;
  if (blockSize > SCRYPT_CEILING.blockSize || parallelism > SCRYPT_CEILING.parallelism) return true;
  return scryptMemory(cost) * parallelism > SCRYPT_CEILING.workBytes;
}

/** Derives a key by scrypt (RFC 7914), off the event loop. */
export function scryptKey(
  password: string | Uint8Array,
  salt: string | Uint8Array,
  bytes: number,
  cost: ScryptCost,
): Promise<Buffer> {
  const { logN, blockSize, parallelism } = cost;
  const options = {
    N: 2 ** logN,
    r: blockSize,
    p: parallelism,
    // OpenSSL counts the smaller arrays too, and takes the limit as exclusive.
    maxmem: scryptMemory(cost) + 128 * blockSize * (parallelism + 2) + 1024,
  };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, bytes, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
