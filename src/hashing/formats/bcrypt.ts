import { LatchkeyError } from '../../errors.js';
import { type CurrentHashFormat, requireParameter } from '../format.js';
import {
  bcryptNotation,
  CEILING,
  fitsBcrypt,
  hashBcrypt,
  LEAST_COST,
  MOST_BYTES,
  verifyBcrypt,
} from './bcrypt-native.js';

export interface BcryptOptions {
  /** Base-two logarithm of the rounds of new hashes, 10 to 15. @default 12 */
  readonly cost?: number;
}

/**
 * Verifies bcrypt hashes (`$2a$`, `$2b$`, `$2x$`, `$2y$`), which is what people's rows hold, and
 * hashes new passwords as `$2b$` where a system beside ours has to read them. Cost 12 takes about
 * 0.3 s; strings above cost 15 are refused.
 *
 * bcrypt sees 72 bytes of a password. So a longer one, or one with a NUL, is refused by `hash` and
 * never cut; the service says so as a violation. Verification never matches one, though it computes,
 * so that it takes as long as for any other (attack 42: CVE-2025-22228, CVE-2025-68402). Whoever has
 * such a password resets it. {@link bcryptSha256} has no such limit.
 *
 * `$2x$` marks hashes of crypt_blowfish before 1.1, which took characters beyond ASCII for negative
 * numbers (CVE-2011-2483). Several passwords may match one such string: the upgrade at the next
 * sign-in ends that.
 *
 * @param options.cost - of new hashes, 10 to 15. @default 12
 * @throws ERR_INVALID_OPTION for a cost out of range
 *
 * @example
 * ```ts
 * hasher({ current: bcrypt({ cost: 12 }) });
 * ```
 */
export function bcrypt(options: BcryptOptions = {}): CurrentHashFormat {
  const { cost = 12 } = options;
  requireParameter('bcrypt', 'cost', cost, LEAST_COST, CEILING.cost);

  return {
    ...NOTATION,
    id: 'bcrypt',
    limits: { maxBytes: MOST_BYTES },
    async hash(password) {
      if (!fitsBcrypt(password)) {
        const what = `more than ${MOST_BYTES} bytes, or a NUL`;
        throw new LatchkeyError('ERR_HASH_LIMIT', `bcrypt() cannot hash a password of ${what}.`);
      }
      return hashBcrypt(password, cost);
    },
    async verify(passwordHash, password) {
      const matches = passwordHash.startsWith('$2x$')
        ? await verifyBcrypt(passwordHash.replace('$2x$', '$2b$'), keyOf2x(Buffer.from(password)))
        : await verifyBcrypt(passwordHash, password);
      return matches && fitsBcrypt(password);
    },
    // For valid UTF-8 of up to 72 bytes `$2a$`, `$2b$` and `$2y$` are the same: the letters tell
    // repairs of faults that such passwords never met.
    isUpToDate: (passwordHash) =>
      !passwordHash.startsWith('$2x$') && Number(NOTATION.costOf(passwordHash)) === cost,
  };
}

const NOTATION = bcryptNotation('\\$2[abxy]\\$');

/**
 * The 72 bytes that the faulty program made of a password. It filled 18 words of 32 bits with the
 * password and a NUL, over and over, and each byte above 127 overwrote those before it in its word.
 */
export function keyOf2x(password: Uint8Array): Uint8Array {
  const cycle = new Int8Array([...password, 0]);
  const key = Buffer.alloc(MOST_BYTES);
  for (let at = 0; at < MOST_BYTES; at += 4) {
    let word = 0;
    for (let n = at; n < at + 4; n += 1) word = (word << 8) | (cycle[n % cycle.length] ?? 0);
    key.writeInt32BE(word, at);
  }
  return key;
}
