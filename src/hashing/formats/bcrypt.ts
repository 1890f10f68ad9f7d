import type { HashFormat } from '../format.js';
import { lazily, scrambled } from '../format.js';

/** 2^16 rounds take about five seconds: nobody's tables hold more. */
const HIGHEST_COST = 16;
/** bcrypt looks at no more than this, and at nothing behind a NUL. */
const MOST_BYTES = 72;

const native = lazily('@node-rs/bcrypt', () => import('@node-rs/bcrypt'));

// 22 characters of salt and 31 of hash, in bcrypt's own base64.
const WHOLE = /^\$2[aby]\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{53}$/;

/**
 * Verifies bcrypt hashes (`$2a$`, `$2b$`, `$2y$`), which is what people's rows hold. New passwords
 * are never stored in it: it ignores everything behind byte 72 and, in some hands, behind a NUL.
 *
 * A password of more than 72 bytes or with a NUL therefore never matches, though the computation
 * takes place, so that it takes as long as for any other (attack 42: CVE-2025-22228,
 * CVE-2025-68402). Whoever has such a password resets it.
 */
export function bcrypt(): HashFormat {
  return {
    id: 'bcrypt',
    recognizes: (passwordHash) => /^\$2[aby]\$/.test(passwordHash),
    faultOf(passwordHash) {
      const cost = WHOLE.exec(passwordHash)?.[1];
      if (cost === undefined) return 'malformed';
      return Number(cost) > HIGHEST_COST ? 'too_costly' : null;
    },
    costOf: (passwordHash) => WHOLE.exec(passwordHash)?.[1] ?? '',
    decoyOf: (passwordHash) => scrambled(passwordHash, 7),
    async verify(passwordHash, password) {
      const { verify } = await native();
      const matches = await verify(password, passwordHash);
      return matches && Buffer.byteLength(password) <= MOST_BYTES && !password.includes('\0');
    },
  };
}
