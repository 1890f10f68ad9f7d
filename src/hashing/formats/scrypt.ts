import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { HashFault } from '../../ports/password-hasher.js';
import { toBareBase64 } from '../encodings/exact-base64.js';
import type { CurrentHashFormat } from '../format.js';
import { BASE64, DECIMAL, decodedLength, requireParameter } from '../format.js';
import {
  isDearScrypt,
  isScryptCost,
  SCRYPT_CEILING,
  type ScryptCost,
  scryptKey,
} from '../scrypt-key.js';

export interface ScryptOptions {
  /** Base-two logarithm of N, 10 to 20. @default 17 */
  readonly logN?: number;
  /** Block size, 1 to 32. @default 8 */
  readonly blockSize?: number;
  /** Lanes, computed one after the other, 1 to 16. @default 1 */
  readonly parallelism?: number;
}

const CEILING = { ...SCRYPT_CEILING, logN: 20 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * Hashes with scrypt (RFC 7914) of `node:crypto`, for places where native packages cannot run.
 * PHC strings, `$scrypt$ln=17,r=8,p=1$salt$hash`; the defaults are OWASP's: 128 MiB.
 *
 * @throws ERR_INVALID_OPTION for parameters out of range, or that go over more than 512 MiB in all lanes
 *
 * @example
 * ```ts
 * hasher({ current: scrypt(), verifies: [argon2id(), bcrypt()] });
 * ```
 */
export function scrypt(options: ScryptOptions = {}): CurrentHashFormat {
  const { logN = 17, blockSize = 8, parallelism = 1 } = options;
  requireParameter('scrypt', 'blockSize', blockSize, 1, CEILING.blockSize);
  requireParameter('scrypt', 'parallelism', parallelism, 1, CEILING.parallelism);
  const mostLogN = Math.floor(Math.log2(CEILING.workBytes / (128 * blockSize * parallelism)));
  requireParameter(
    'scrypt',
    'logN',
    logN,
    10,
    Math.min(CEILING.logN, mostLogN, 16 * blockSize - 1),
  );
  const current: ScryptCost = { logN, blockSize, parallelism };

  return {
    id: 'scrypt',
    recognizes: (passwordHash) => passwordHash.startsWith('$scrypt$'),
    faultOf: (passwordHash) => faultOf(parse(passwordHash)),
    costOf: (passwordHash) => /ln=\d+,r=\d+,p=\d+/.exec(passwordHash)?.[0] ?? '',
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const hash = await scryptKey(password, salt, HASH_BYTES, current);
      const cost = `ln=${logN},r=${blockSize},p=${parallelism}`;
      return `$scrypt$${cost}$${toBareBase64(salt)}$${toBareBase64(hash)}`;
    },
    async verify(passwordHash, password) {
      const read = parse(passwordHash);
      if (read === null) return false;
      const derived = await scryptKey(password, read.salt, read.hash.length, read);
      return timingSafeEqual(derived, read.hash);
    },
    isUpToDate(passwordHash) {
      const read = parse(passwordHash);
      return (
        read !== null &&
        read.logN === logN &&
        read.blockSize === blockSize &&
        read.parallelism === parallelism &&
        read.salt.length >= SALT_BYTES &&
        read.hash.length >= HASH_BYTES
      );
    },
  };
}

interface ScryptHash extends ScryptCost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const WHOLE = new RegExp(
  `^\\$scrypt\\$ln=${DECIMAL},r=${DECIMAL},p=${DECIMAL}\\$${BASE64}\\$${BASE64}$`,
);

function parse(passwordHash: string): ScryptHash | null {
  const match = WHOLE.exec(passwordHash);
  if (match === null) return null;
  const [, ln, r, p, salt = '', hash = ''] = match;
  const saltBytes = decodedLength(salt);
  const hashBytes = decodedLength(hash);
  if (saltBytes === null || saltBytes > 64) return null;
  if (hashBytes === null || hashBytes < 16 || hashBytes > 128) return null;
  const cost = { logN: Number(ln), blockSize: Number(r), parallelism: Number(p) };
  return { ...cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

function faultOf(read: ScryptHash | null): HashFault | null {
  if (read === null) return 'malformed';
  if (read.logN > CEILING.logN || isDearScrypt(read)) return 'too_costly';
  return isScryptCost(read) ? null : 'malformed';
}
