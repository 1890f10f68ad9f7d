import { ACCOUNT_KEY, readTexts } from './input.js';
import { ownerOf, type Parts } from './parts.js';
import { digestRecoveryCode } from './recovery-code.js';
import { openSecret } from './sealed-secret.js';
import { stepOfCode } from './time-code.js';
import { readRecoveryCode, readTimeCode } from './typed-code.js';

/** A code that somebody typed, and what it is said to be. */
export interface TypedCode {
  readonly accountKey: string;
  readonly method: string;
  readonly code: string;
  readonly now: Date;
}

/** Checks a code and spends it. What cannot be a code never reaches the store. */
export async function verifyCode(parts: Parts, typed: TypedCode): Promise<boolean> {
  const read = readTexts(typed, { accountKey: ACCOUNT_KEY });
  if (!read.ok) return false;
  if (typed.method === 'totp') return verifyTimeCode(parts, typed);
  return typed.method === 'recovery_code' && spendRecoveryCode(parts, typed);
}

async function verifyTimeCode(
  parts: Parts,
  { accountKey, code: typed, now }: TypedCode,
): Promise<boolean> {
  const code = readTimeCode(typed);
  if (code === null) return false;
  const enrolment = await parts.store.find(accountKey);
  if (enrolment === null || enrolment.confirmedAt === null) return false;
  const secret = await openSecret(parts.seal, enrolment.secret, ownerOf(parts, accountKey));
  const step = stepOfCode(secret, code, { now, window: parts.window });
  if (step === null) return false;
  return parts.store.advanceStep({ accountKey, id: enrolment.id, step });
}

async function spendRecoveryCode(
  parts: Parts,
  { accountKey, code: typed }: TypedCode,
): Promise<boolean> {
  const code = readRecoveryCode(typed);
  if (code === null) return false;
  const digest = digestRecoveryCode(ownerOf(parts, accountKey), code);
  return parts.store.spendRecoveryCode({ accountKey, digest });
}
