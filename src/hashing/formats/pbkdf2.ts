import { randomBytes } from 'node:crypto';
import { LatchkeyError } from '../../errors.js';
import { fromBareBase64, toBareBase64 } from '../encodings/exact-base64.js';
import type { CurrentHashFormat } from '../format.js';
import { BASE64, DECIMAL, requireParameter } from '../format.js';
import { formatOf } from '../notation.js';
import {
  DIGEST_BYTES,
  PBKDF2_CEILING,
  type Pbkdf2Digest,
  type Pbkdf2Hash,
  pbkdf2Computation,
  pbkdf2Key,
} from '../pbkdf2-key.js';

export interface Pbkdf2Options {
  /** @default 'sha256' */
  readonly digest?: 'sha256' | 'sha512';
  /** 10,000 to 6,000,000. @default 600000 with 'sha256', 210000 with 'sha512' */
  readonly iterations?: number;
}

/** ASVS 5.0 appendix C.4; OWASP's cheat sheet has 220,000 for SHA-512. */
const ITERATIONS = { sha256: 600_000, sha512: 210_000 } as const;

/** The least that NIST ever called typical (SP 800-63B rev. 3, 5.1.1.2): fewer are a slip. */
const LEAST_ITERATIONS = 10_000;

/** SP 800-132 section 5.1 asks for 128 bits. */
const SALT_BYTES = 16;

/**
 * Hashes new passwords with PBKDF2, for hosts that may use nothing but FIPS-approved algorithms
 * (NIST SP 800-132). It costs an attacker no memory, so argon2id() or scrypt() are better where
 * they may be used. PHC strings, `$pbkdf2-sha256$i=600000$salt$hash`.
 *
 * It verifies such strings of any program, with SHA-1, SHA-256, SHA-384 or SHA-512: the npm package
 * @phc/pbkdf2, RustCrypto, Ory Kratos, Auth0's import with its `i=100000,l=64`.
 *
 * @throws ERR_INVALID_OPTION for another digest, and for iterations out of range
 *
 * @example
 * ```ts
 * hasher({ current: pbkdf2({ digest: 'sha512' }) });
 * ```
 */
export function pbkdf2(options: Pbkdf2Options = {}): CurrentHashFormat {
  const { digest = 'sha256' } = options;
  if (!Object.hasOwn(ITERATIONS, digest)) {
    throw new LatchkeyError('ERR_INVALID_OPTION', `"digest" of pbkdf2() is 'sha256' or 'sha512'.`);
  }
  const { iterations = ITERATIONS[digest] } = options;
  requireParameter('pbkdf2', 'iterations', iterations, LEAST_ITERATIONS, PBKDF2_CEILING.rounds);

  return {
    ...formatOf({
      id: 'pbkdf2',
      // Passlib's strings have a bare number where these have a parameter.
      recognizes: (passwordHash) => /^\$pbkdf2(?:-[a-z0-9]+)?\$i=/.test(passwordHash),
      read(passwordHash) {
        const hash = parse(passwordHash);
        return hash && pbkdf2Computation(hash);
      },
    }),
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const key = await pbkdf2Key(password, { digest, iterations, salt }, DIGEST_BYTES[digest]);
      return `$pbkdf2-${digest}$i=${iterations}$${toBareBase64(salt)}$${toBareBase64(key)}`;
    },
    isUpToDate(passwordHash) {
      const read = parse(passwordHash);
      return (
        read !== null &&
        read.digest === digest &&
        read.iterations === iterations &&
        read.salt.length >= SALT_BYTES &&
        read.key.length >= DIGEST_BYTES[digest]
      );
    },
  };
}

// RustCrypto calls SHA-1 plain "pbkdf2".
const WHOLE = new RegExp(
  `^\\$pbkdf2(?:-(sha1|sha256|sha384|sha512))?\\$i=${DECIMAL}(?:,l=${DECIMAL})?` +
    `\\$${BASE64}\\$${BASE64}$`,
);

function parse(passwordHash: string): Pbkdf2Hash | null {
  const match = WHOLE.exec(passwordHash);
  if (match === null) return null;
  const [, digest = 'sha1', iterations, length, saltText = '', keyText = ''] = match;
  const salt = fromBareBase64(saltText);
  const key = fromBareBase64(keyText);
  if (salt === null || key === null) return null;
  if (length !== undefined && Number(length) !== key.length) return null;
  return { digest: digest as Pbkdf2Digest, iterations: Number(iterations), salt, key };
}
