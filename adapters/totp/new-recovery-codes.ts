import type { InvalidInput, Refused } from 'latchkey';
import { ACCOUNT_KEY, readTexts, type TotpAccount } from './input.js';
import { ownerOf, type Parts } from './parts.js';
import { digestRecoveryCode, grouped, makeRecoveryCodes } from './recovery-code.js';
import { shownOnce } from './shown-once.js';

export type NewRecoveryCodesResult =
  | {
      readonly ok: true;
      /** To be shown this once. Prints and serialises as redacted. */
      readonly recoveryCodes: readonly string[];
    }
  | Refused<'not_enrolled'>
  | InvalidInput;

/** Makes a new set of recovery codes; every earlier one is void. */
export async function newRecoveryCodes(
  parts: Parts,
  input: TotpAccount,
): Promise<NewRecoveryCodesResult> {
  const read = readTexts(input, { accountKey: ACCOUNT_KEY });
  if (!read.ok) return read;
  const { accountKey } = read.value;
  const owner = ownerOf(parts, accountKey);
  const codes = makeRecoveryCodes(parts.random);
  const replaced = await parts.store.replaceRecoveryCodes({
    accountKey,
    recoveryDigests: codes.map((each) => digestRecoveryCode(owner, each)),
  });
  if (!replaced) return { ok: false, reason: 'not_enrolled' };
  return shownOnce({ ok: true as const }, { recoveryCodes: codes.map(grouped) });
}
