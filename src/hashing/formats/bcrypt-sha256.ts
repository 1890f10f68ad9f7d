import { createHash, createHmac, randomBytes } from 'node:crypto';
import { bcryptBase64 } from '../encodings/crypt-base64.js';
import { type CurrentHashFormat, requireParameter } from '../format.js';
import type { BcryptOptions } from './bcrypt.js';
import { CEILING, DIGEST, hashBcrypt, LEAST_COST, SALT, verifyBcrypt } from './bcrypt-native.js';

/**
 * Hashes with bcrypt behind HMAC-SHA256, so that every byte of a password of any length counts. The
 * strings are Passlib's, `$bcrypt-sha256$v=2,t=2b,r=12$salt$digest`, which Python programs read.
 * Its first version (`$bcrypt-sha256$2b,12$…`, plain SHA-256) is verified and upgraded.
 *
 * The HMAC is keyed with the salt: else whoever has unsalted SHA-256 hashes from elsewhere could
 * try them against ours without knowing the passwords.
 *
 * @param options.cost - base-two logarithm of the rounds, 10 to 15. @default 12
 * @throws ERR_INVALID_OPTION for a cost out of range
 * @see https://passlib.readthedocs.io/en/stable/lib/passlib.hash.bcrypt_sha256.html
 *
 * @example
 * ```ts
 * hasher({ current: bcryptSha256() });
 * ```
 */
export function bcryptSha256(options: BcryptOptions = {}): CurrentHashFormat {
  const { cost = 12 } = options;
  requireParameter('bcryptSha256', 'cost', cost, LEAST_COST, CEILING.cost);

  return {
    id: 'bcrypt-sha256',
    recognizes: (passwordHash) => passwordHash.startsWith('$bcrypt-sha256$'),
    faultOf(passwordHash) {
      const read = parse(passwordHash);
      if (read === null) return 'malformed';
      return read.cost > CEILING.cost ? 'too_costly' : null;
    },
    costOf: (passwordHash) => String(parse(passwordHash)?.cost ?? ''),
    async hash(password) {
      const bytes = randomBytes(16);
      const salt = bcryptBase64(bytes);
      const whole = await hashBcrypt(keyOf(2, salt, password), cost, bytes);
      return `$bcrypt-sha256$v=2,t=2b,r=${cost}$${salt}$${whole.slice(-DIGEST_LENGTH)}`;
    },
    async verify(passwordHash, password) {
      const read = parse(passwordHash);
      if (read === null) return false;
      const { version, type, salt, digest } = read;
      const whole = `$${type}$${String(read.cost).padStart(2, '0')}$${salt}${digest}`;
      return verifyBcrypt(whole, keyOf(version, salt, password));
    },
    isUpToDate(passwordHash) {
      const read = parse(passwordHash);
      return read !== null && read.version === 2 && read.cost === cost;
    },
  };
}

interface BcryptSha256Hash {
  readonly version: 1 | 2;
  readonly type: string;
  readonly cost: number;
  readonly salt: string;
  readonly digest: string;
}

const DIGEST_LENGTH = 31;
const COST = '([4-9]|[12]\\d|3[01])';
const WHOLE = new RegExp(
  `^\\$bcrypt-sha256\\$(?:v=2,t=(2b),r=${COST}|(2[ab]),${COST})\\$(${SALT})\\$(${DIGEST})$`,
);

function parse(passwordHash: string): BcryptSha256Hash | null {
  const match = WHOLE.exec(passwordHash);
  if (match === null) return null;
  const [, type2, cost2, type1 = '', cost1, salt = '', digest = ''] = match;
  return type2 === undefined
    ? { version: 1, type: type1, cost: Number(cost1), salt, digest }
    : { version: 2, type: type2, cost: Number(cost2), salt, digest };
}

/** 44 characters of base64: fewer than bcrypt's 72 bytes, and no NUL among them. */
function keyOf(version: 1 | 2, salt: string, password: string): string {
  const sha256 = version === 1 ? createHash('sha256') : createHmac('sha256', salt);
  return sha256.update(password).digest('base64');
}
