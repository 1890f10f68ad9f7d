import type { HashLimits } from '../ports/password-hasher.js';
import type { Violation } from '../ports/policy.js';

/**
 * Refuses what the hash of new passwords cannot take, rather than cut it (attack 42: CVE-2025-22228).
 * Of our formats only bcrypt without a pre-hash has a limit: 72 bytes.
 */
export function fitsHash(limits: HashLimits | null, password: string): Violation | null {
  if (limits === null || Buffer.byteLength(password) <= limits.maxBytes) return null;
  const { maxBytes } = limits;
  const message = `Use at most ${maxBytes} characters (and ${maxBytes} bytes).`;
  return { code: 'too_long', params: { max: maxBytes, maxBytes }, message };
}
