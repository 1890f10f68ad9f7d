import { types } from 'node:util';
import type { InvalidInput } from 'latchkey';
import type { Parts } from './parts.js';
import { readChange, type TotpChange } from './read-change.js';

export interface TakeBackInput extends TotpChange {
  /** The earliest confirmation that goes: `since` of the hook `onDisavowal`, as it is. */
  readonly since: Date;
}

/** `takenBack`: whether there was anything to remove, if only an enrolment that was begun. */
export type TakeBackResult = { readonly ok: true; readonly takenBack: boolean } | InvalidInput;

/** Removes what was enrolled at an instant or later, and what was only begun whenever that was. */
export async function takeBack({ store }: Parts, input: TakeBackInput): Promise<TakeBackResult> {
  const { since } = Object(input) as Partial<TakeBackInput>;
  const read = readChange(input, { since: faultOfDate(since) });
  if (!read.ok) return read;
  const { accountKey, tx } = read;
  const from = new Date((since as Date).getTime());
  return { ok: true, takenBack: await store.removeSince({ accountKey, since: from }, tx) };
}

function faultOfDate(value: unknown): string | null {
  if (value === undefined) return 'required';
  return types.isDate(value) && !Number.isNaN(value.getTime()) ? null : 'invalid_type';
}
