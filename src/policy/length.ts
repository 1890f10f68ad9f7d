import { LatchkeyError } from '../errors.js';
import type { PolicyRule } from '../ports/policy.js';

export interface LengthOptions {
  /** Fewest code points. @default 15 */
  readonly min?: number;
  /** Most code points. @default 128 */
  readonly max?: number;
  /** Most bytes of UTF-8, so that what is hashed is bounded whatever the script. @default 1024 */
  readonly maxBytes?: number;
}

/**
 * Requires a length, counted in code points as NIST SP 800-63B-4 section 3.1.1.2 says: an emoji
 * without joiners is one, and an accented letter is one because the password is NFC already.
 * The rule is synchronous, so it cannot hang; it never throws.
 *
 * Violations: `too_short` `{ min, actual }`, `too_long` `{ max, maxBytes }`.
 *
 * @throws ERR_INVALID_OPTION where the numbers are no whole numbers in order
 *
 * @example
 * ```ts
 * policy(length({ min: 12 }), notCommon());
 * ```
 */
export function length(options: LengthOptions = {}): PolicyRule {
  const { min = 15, max = 128, maxBytes = 1024 } = options;
  requireLimits(min, max, maxBytes);

  return {
    code: 'length',
    check({ password }) {
      // A code point is at most two code units: a megabyte is turned down without being counted.
      if (password.length > 2 * max || Buffer.byteLength(password) > maxBytes) return tooLong();
      const actual = countCodePoints(password);
      if (actual > max) return tooLong();
      return actual < min ? tooShort(actual) : null;
    },
    describe: () => ({
      code: 'length',
      params: { min, max },
      message: `Use ${min} to ${max} characters; spaces count.`,
    }),
  };

  function tooShort(actual: number) {
    const message = `Use at least ${min} characters.`;
    return { code: 'too_short', params: { min, actual }, message };
  }

  function tooLong() {
    const message = `Use at most ${max} characters (and ${maxBytes} bytes).`;
    return { code: 'too_long', params: { max, maxBytes }, message };
  }
}

function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function requireLimits(min: number, max: number, maxBytes: number): void {
  const whole = [min, max, maxBytes].every((limit) => Number.isSafeInteger(limit) && limit >= 1);
  if (whole && min <= max && min <= maxBytes) return;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    '"min", "max" and "maxBytes" of length() are whole numbers, and "min" is the smallest.',
  );
}
