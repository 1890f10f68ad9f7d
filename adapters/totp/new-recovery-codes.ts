import type { InvalidInput, Refused } from 'latchkey';
import { ownerOf, type Parts } from './parts.js';
import { readChange, type TotpChange } from './read-change.js';
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
  input: TotpChange,
): Promise<NewRecoveryCodesResult> {
  const read = readChange(input);
  if (!read.ok) return read;
  const { accountKey, tx } = read;
  const owner = ownerOf(parts, accountKey);
  const codes = makeRecoveryCodes(parts.random);
  const recoveryDigests = codes.map((each) => digestRecoveryCode(owner, each));
  const replaced = await parts.store.replaceRecoveryCodes({ accountKey, recoveryDigests }, tx);
  if (!replaced) return { ok: false, reason: 'not_enrolled' };
  return shownOnce({ ok: true as const }, { recoveryCodes: codes.map(grouped) });
}
