import { fromBase64 } from '../encodings/exact-base64.js';
import { type HashFormat, scrambled } from '../format.js';
import { formatOf } from '../notation.js';
import { type Pbkdf2Digest, type Pbkdf2Hash, pbkdf2Computation } from '../pbkdf2-key.js';

/**
 * Verifies the hashes of ASP.NET Identity's `PasswordHasher`: version 3 (ASP.NET Core, whatever its
 * digest and iterations) and version 2 (ASP.NET Identity 1 and 2, and the older
 * `Crypto.HashPassword`: 1,000 iterations of SHA-1).
 *
 * They are bare base64 without a name. So a string is recognised only by the first bytes of
 * version 3, or as exactly the 49 bytes of version 2 with a zero in front.
 *
 * @example
 * ```ts
 * hasher({ verifies: [aspnetIdentity()] });
 * ```
 */
export function aspnetIdentity(): HashFormat {
  return formatOf({
    id: 'aspnet-identity',
    recognizes: (passwordHash) => VERSION_3.test(passwordHash) || VERSION_2.test(passwordHash),
    read(passwordHash) {
      const hash = parse(passwordHash);
      return hash && pbkdf2Computation(hash);
    },
    decoyOf(passwordHash) {
      const hash = parse(passwordHash);
      if (hash === null) return null;
      // From the first character that holds no bit of what stands before the key.
      return scrambled(passwordHash, 4 * Math.ceil(keyOffset(passwordHash, hash) / 3));
    },
  });
}

/** A one, and one of the three digests as a number of four bytes. */
const VERSION_3 = /^AQAAAA[A-L]/;
/** A zero, 16 bytes of salt and 32 of key. */
const VERSION_2 = /^A[A-P][A-Za-z0-9+/]{63}[AQgw]==$/;

const HEADER_BYTES = 13;
const LEAST_BYTES = 16;
const DIGESTS: readonly Pbkdf2Digest[] = ['sha1', 'sha256', 'sha512'];

function parse(passwordHash: string): Pbkdf2Hash | null {
  const bytes = fromBase64(passwordHash);
  if (bytes === null) return null;
  if (VERSION_2.test(passwordHash)) {
    const [salt, key] = [bytes.subarray(1, 17), bytes.subarray(17)];
    return { digest: 'sha1', iterations: 1000, salt, key };
  }
  if (bytes.length < HEADER_BYTES || bytes[0] !== 1) return null;
  const digest = DIGESTS[bytes.readUInt32BE(1)];
  const saltEnd = HEADER_BYTES + bytes.readUInt32BE(9);
  const salt = bytes.subarray(HEADER_BYTES, saltEnd);
  const key = bytes.subarray(saltEnd);
  // ASP.NET itself takes no shorter ones.
  if (digest === undefined || salt.length < LEAST_BYTES || key.length < LEAST_BYTES) return null;
  return { digest, iterations: bytes.readUInt32BE(5), salt, key };
}

function keyOffset(passwordHash: string, { salt }: Pbkdf2Hash): number {
  return salt.length + (VERSION_2.test(passwordHash) ? 1 : HEADER_BYTES);
}
