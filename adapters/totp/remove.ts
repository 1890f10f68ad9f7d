import type { InvalidInput } from 'latchkey';
import { ACCOUNT_KEY, readTexts, type TotpAccount } from './input.js';
import type { Parts } from './parts.js';

/** `removed`: whether there was anything. */
export type RemoveResult = { readonly ok: true; readonly removed: boolean } | InvalidInput;

/** Removes an account's authenticator and its recovery codes. */
export async function remove({ store }: Parts, input: TotpAccount): Promise<RemoveResult> {
  const read = readTexts(input, { accountKey: ACCOUNT_KEY });
  if (!read.ok) return read;
  return { ok: true, removed: await store.remove(read.value.accountKey) };
}
