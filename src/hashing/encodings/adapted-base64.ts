import { fromBareBase64 } from './exact-base64.js';

/** A field in adapted base64. Passlib writes `.` and reads `+` as well. */
export const ADAPTED_BASE64 = '([A-Za-z0-9./+]+)';

/**
 * The bytes of Passlib's "adapted base64", which is base64 with `.` for `+` and without padding;
 * `null` where it is not exact.
 */
export function fromAdaptedBase64(text: string): Buffer | null {
  return fromBareBase64(text.replaceAll('.', '+'));
}
