import type { InvalidInput, Refused } from 'latchkey';
import { ownerOf, type Parts } from './parts.js';
import { readChange, type TotpChange } from './read-change.js';
import { digestRecoveryCode, grouped, makeRecoveryCodes } from './recovery-code.js';
import { openSecret } from './sealed-secret.js';
import { shownOnce } from './shown-once.js';
import { stepOfCode } from './time-code.js';
import { readTimeCode } from './typed-code.js';

export interface ConfirmEnrolmentInput extends TotpChange {
  /** The first code of the app. */
  readonly code: string;
}

export type ConfirmEnrolmentResult =
  | {
      readonly ok: true;
      /** As it is stored: `changedAt` of the `accountChanged` that tells the owner. */
      readonly enrolledAt: Date;
      /** To be shown this once. Prints and serialises as redacted. */
      readonly recoveryCodes: readonly string[];
    }
  /** `enrolment_changed`: it was confirmed, begun again or removed while the code was checked. */
  | Refused<'code_invalid' | 'not_begun' | 'already_enrolled' | 'enrolment_changed'>
  | InvalidInput;

/**
 * Enrols the account, once a first code shows that the app has the secret. The code is spent, and
 * the recovery codes come with it.
 */
export async function confirmEnrolment(
  parts: Parts,
  input: ConfirmEnrolmentInput,
): Promise<ConfirmEnrolmentResult> {
  const read = readChange(input);
  if (!read.ok) return read;
  const { accountKey, tx } = read;
  const code = readTimeCode(input.code);
  if (code === null) return { ok: false, reason: 'code_invalid' };

  const { store, window } = parts;
  const owner = ownerOf(parts, accountKey);
  const enrolment = await store.find(accountKey, tx);
  if (enrolment === null) return { ok: false, reason: 'not_begun' };
  if (enrolment.confirmedAt !== null) return { ok: false, reason: 'already_enrolled' };
  const now = parts.clock();
  const secret = await openSecret(parts.seal, enrolment.secret, owner);
  const step = stepOfCode(secret, code, { now, window });
  if (step === null) return { ok: false, reason: 'code_invalid' };

  const codes = makeRecoveryCodes(parts.random);
  const recoveryDigests = codes.map((each) => digestRecoveryCode(owner, each));
  const confirmation = { accountKey, id: enrolment.id, step, confirmedAt: now, recoveryDigests };
  const confirmed = await store.confirm(confirmation, tx);
  if (!confirmed) return { ok: false, reason: 'enrolment_changed' };
  return shownOnce({ ok: true as const, enrolledAt: now }, { recoveryCodes: codes.map(grouped) });
}
