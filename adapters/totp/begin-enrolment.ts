import type { InvalidInput, Refused } from 'latchkey';
import { ACCOUNT_KEY, LABEL, readTexts } from './input.js';
import { ownerOf, type Parts } from './parts.js';
import { sealSecret } from './sealed-secret.js';
import { shownOnce } from './shown-once.js';
import { describeSecret, SECRET_BYTES } from './time-code.js';

export interface BeginEnrolmentInput {
  /** `String(account.id)` of your signed-in account. */
  readonly accountKey: string;
  /** Names the account in the app: its e-mail address, say. Without a colon. */
  readonly label: string;
}

export type BeginEnrolmentResult =
  | {
      readonly ok: true;
      /** In base32, for typing. Prints and serialises as redacted. */
      readonly secret: string;
      /** `otpauth://…`, for a QR code. Prints and serialises as redacted. */
      readonly uri: string;
    }
  | Refused<'already_enrolled'>
  | InvalidInput;

/** Makes a new secret, which counts for nothing until a first code confirms it. */
export async function beginEnrolment(
  parts: Parts,
  input: BeginEnrolmentInput,
): Promise<BeginEnrolmentResult> {
  const read = readTexts(input, { accountKey: ACCOUNT_KEY, label: LABEL });
  if (!read.ok) return read;
  const { accountKey, label } = read.value;
  const { store, issuer, random } = parts;
  const secret = random(SECRET_BYTES);
  const begun = await store.begin({
    accountKey,
    id: Buffer.from(random(16)).toString('base64url'),
    secret: await sealSecret(parts.seal, secret, ownerOf(parts, accountKey)),
  });
  if (!begun) return { ok: false, reason: 'already_enrolled' };
  return shownOnce({ ok: true as const }, describeSecret(secret, { issuer, label }));
}
