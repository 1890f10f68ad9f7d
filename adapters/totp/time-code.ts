import { HOTP, Secret, TOTP } from 'otpauth';

/** What every authenticator app understands; several read nothing else, whatever the URI says. */
const SETTINGS = { algorithm: 'SHA1', digits: 6 } as const;
const PERIOD_SECONDS = 30;

/** The length of a SHA-1 digest, which RFC 4226 (section 4, R6) recommends. */
export const SECRET_BYTES = 20;

/**
 * Finds the time step (RFC 6238 4.2) that a code of six digits is of, at most `window` steps from
 * the one at `now`; `null` for a wrong code. Compared in constant time.
 */
export function stepOfCode(
  secret: Uint8Array,
  code: string,
  { now, window }: { readonly now: Date; readonly window: number },
): number | null {
  const step = TOTP.counter({ period: PERIOD_SECONDS, timestamp: now.getTime() });
  // NaN would count as step 0, whose code never changes.
  if (!(step >= 0)) throw new RangeError('Invalid date');
  const delta = HOTP.validate({
    ...SETTINGS,
    token: code,
    secret: secretOf(secret),
    counter: step,
    window,
  });
  return delta === null ? null : step + delta;
}

/** The secret for typing, and for a QR code (Google's Key Uri Format). */
export function describeSecret(
  secret: Uint8Array,
  { issuer, label }: { readonly issuer: string; readonly label: string },
): { readonly secret: string; readonly uri: string } {
  const shown = new TOTP({
    ...SETTINGS,
    period: PERIOD_SECONDS,
    secret: secretOf(secret),
    issuer,
    label,
  });
  return { secret: shown.secret.base32, uri: shown.toString() };
}

// A copy: the buffer behind the bytes may hold more than the bytes.
function secretOf(secret: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(secret).buffer });
}
