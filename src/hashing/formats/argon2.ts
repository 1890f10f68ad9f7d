import type { HashFault } from '../../ports/password-hasher.js';
import { fromBareBase64 } from '../encodings/exact-base64.js';
import type { CurrentHashFormat, HashFormat } from '../format.js';
import { BASE64, DECIMAL, lazily, requireParameter } from '../format.js';

export interface Argon2idOptions {
  /** Memory in KiB, 8 per lane to 262144. @default 19456 */
  readonly memoryKib?: number;
  /** Passes over the memory, 1 to 16. @default 2 */
  readonly passes?: number;
  /** Lanes, 1 to 16. @default 1 */
  readonly parallelism?: number;
}

/** What verification is willing to spend on a stored string: attack 41. */
const CEILING = { memoryKib: 262_144, passes: 16, parallelism: 16 } as const;

/** `Algorithm.Argon2id` of the package: a const enum, which does not exist at run time. */
const ARGON2ID = 2;

const native = lazily(
  '@node-rs/argon2',
  () => import('@node-rs/argon2'),
  'Or let new passwords be hashed by scrypt() or pbkdf2(), which need no native package.',
);

/**
 * Hashes new passwords with Argon2id (RFC 9106) as PHC strings,
 * `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. The defaults are OWASP's: 19 MiB, two passes, one
 * lane. The native package is loaded with the first hash.
 *
 * @throws ERR_INVALID_OPTION for parameters out of range
 *
 * @example
 * ```ts
 * hasher({ current: argon2id({ memoryKib: 65_536, passes: 3 }) });
 * ```
 */
export function argon2id(options: Argon2idOptions = {}): CurrentHashFormat {
  const { memoryKib = 19_456, passes = 2, parallelism = 1 } = options;
  requireParameter('argon2id', 'parallelism', parallelism, 1, CEILING.parallelism);
  requireParameter('argon2id', 'memoryKib', memoryKib, 8 * parallelism, CEILING.memoryKib);
  requireParameter('argon2id', 'passes', passes, 1, CEILING.passes);

  return {
    ...verification('argon2id'),
    async hash(password) {
      const { hash } = await native();
      return hash(password, {
        algorithm: ARGON2ID,
        memoryCost: memoryKib,
        timeCost: passes,
        parallelism,
      });
    },
    isUpToDate(passwordHash) {
      const read = parse('argon2id', passwordHash);
      return (
        read !== null &&
        read.version === 19 &&
        read.memoryKib === memoryKib &&
        read.passes === passes &&
        read.parallelism === parallelism &&
        read.saltBytes >= 16 &&
        read.hashBytes >= 32
      );
    },
  };
}

/** Verifies Argon2i hashes that another program made. */
export function argon2i(): HashFormat {
  return verification('argon2i');
}

/** Verifies Argon2d hashes that another program made. */
export function argon2d(): HashFormat {
  return verification('argon2d');
}

type Variant = 'argon2id' | 'argon2i' | 'argon2d';

function verification(variant: Variant): HashFormat {
  return {
    id: variant,
    recognizes: (passwordHash) => passwordHash.startsWith(`$${variant}$`),
    faultOf: (passwordHash) => faultOf(parse(variant, passwordHash)),
    costOf: (passwordHash) => /m=\d+,t=\d+,p=\d+/.exec(passwordHash)?.[0] ?? '',
    verify: verifyArgon2,
  };
}

/** The computation, for a password that is in another encoding than UTF-8 as well. */
export async function verifyArgon2(
  passwordHash: string,
  password: string | Uint8Array,
): Promise<boolean> {
  const { verify } = await native();
  return verify(passwordHash, password);
}

interface Parameters {
  readonly version: number;
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly saltBytes: number;
  readonly hashBytes: number;
}

function faultOf(read: Parameters | null): HashFault | null {
  if (read === null) return 'malformed';
  const tooCostly =
    read.memoryKib > CEILING.memoryKib ||
    read.passes > CEILING.passes ||
    read.parallelism > CEILING.parallelism;
  return tooCostly ? 'too_costly' : null;
}

// The version is absent from strings older than 1.3, which is version 16.
const AFTER_NAME = new RegExp(
  `^\\$(?:v=(16|19)\\$)?m=${DECIMAL},t=${DECIMAL},p=${DECIMAL}\\$${BASE64}\\$${BASE64}$`,
);

/** Bounds of RFC 9106 section 3.1, with a salt and a tag that no program makes larger. */
function parse(variant: Variant, passwordHash: string): Parameters | null {
  if (!passwordHash.startsWith(`$${variant}$`)) return null;
  const match = AFTER_NAME.exec(passwordHash.slice(variant.length + 1));
  if (match === null) return null;
  const [, version = '16', memory, time, lanes, salt = '', hash = ''] = match;
  // Exact, as the native package wants it: it throws for bits that stand for nothing.
  const saltBytes = fromBareBase64(salt)?.length ?? 0;
  const hashBytes = fromBareBase64(hash)?.length ?? 0;
  if (saltBytes < 8 || saltBytes > 64 || hashBytes < 16 || hashBytes > 128) return null;
  const memoryKib = Number(memory);
  const passes = Number(time);
  const parallelism = Number(lanes);
  if (passes < 1 || parallelism < 1 || memoryKib < 8 * parallelism) return null;
  return { version: Number(version), memoryKib, passes, parallelism, saltBytes, hashBytes };
}
