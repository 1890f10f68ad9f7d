import { randomBytes } from 'node:crypto';
import type { Totp } from 'latchkey/totp';

/** Enrols an account of its own: its key, the app's secret, and the recovery codes. */
export async function enrol(factor: Totp, codeOf: (secret: string) => string) {
  const accountKey = `account-${randomBytes(6).toString('hex')}`;
  const begun = await factor.beginEnrolment({ accountKey, label: 'ann@example.org' });
  if (!begun.ok) throw new Error(begun.reason);
  const code = codeOf(begun.secret);
  const confirmed = await factor.confirmEnrolment({ accountKey, code });
  if (!confirmed.ok) throw new Error(confirmed.reason);
  return { accountKey, secret: begun.secret, code, recoveryCodes: confirmed.recoveryCodes };
}
