import type { InvalidInput } from 'latchkey';
import type { Parts } from './parts.js';
import { readChange, type TotpChange } from './read-change.js';

/** `removed`: whether there was anything. */
export type RemoveResult = { readonly ok: true; readonly removed: boolean } | InvalidInput;

/** Removes an account's authenticator and its recovery codes. */
export async function remove({ store }: Parts, input: TotpChange): Promise<RemoveResult> {
  const read = readChange(input);
  if (!read.ok) return read;
  return { ok: true, removed: await store.remove(read.accountKey, read.tx) };
}
