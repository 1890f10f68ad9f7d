import type { InvalidInput } from 'latchkey';
import { ACCOUNT_KEY, readTexts, type TotpAccount } from './input.js';
import type { Parts } from './parts.js';

/** `begun` counts for nothing yet: nobody is asked for a code. */
export type EnrolmentState = 'none' | 'begun' | 'enrolled';

export type EnrolmentStatusResult =
  | {
      readonly ok: true;
      readonly state: EnrolmentState;
      readonly enrolledAt: Date | null;
      readonly recoveryCodesLeft: number;
    }
  | InvalidInput;

/** Tells where an account stands, for its own settings page. */
export async function enrolmentStatus(
  { store }: Parts,
  input: TotpAccount,
): Promise<EnrolmentStatusResult> {
  const read = readTexts(input, { accountKey: ACCOUNT_KEY });
  if (!read.ok) return read;
  const enrolment = await store.find(read.value.accountKey);
  const enrolledAt = enrolment?.confirmedAt ?? null;
  return {
    ok: true,
    state: enrolment === null ? 'none' : enrolledAt === null ? 'begun' : 'enrolled',
    enrolledAt,
    recoveryCodesLeft: enrolment?.recoveryCodesLeft ?? 0,
  };
}

/** Names what the account can be asked for, the app first. */
export async function enrolledMethods({ store }: Parts, accountKey: string): Promise<string[]> {
  const enrolment = await store.find(accountKey);
  if (enrolment === null || enrolment.confirmedAt === null) return [];
  return enrolment.recoveryCodesLeft > 0 ? ['totp', 'recovery_code'] : ['totp'];
}
