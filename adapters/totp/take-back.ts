import { types } from 'node:util';
import type { InvalidInput } from 'latchkey';
import { ACCOUNT_KEY, readTexts, type TotpAccount } from './input.js';
import type { Parts } from './parts.js';

export interface TakeBackInput extends TotpAccount {
  /** Of the change that its owner disavows: `changedAt` of the hook `onDisavowal`. */
  readonly since: Date;
  /**
   * The open transaction, as `onDisavowal` hands it over: what is removed commits with the lock, or
   * not at all. Pass it on wherever `sqlTotpStore` is in the database of `sqlStores`: on SQLite a
   * transaction of its own would wait for this one for ever. A store that is elsewhere ignores it,
   * or gets none. @default one of its own
   */
  readonly transaction?: unknown;
}

/** `takenBack`: whether there was anything to remove. */
export type TakeBackResult = { readonly ok: true; readonly takenBack: boolean } | InvalidInput;

/**
 * `since` comes out of another call, perhaps of another process with another clock, and the change
 * may have been told a moment after it was stored.
 */
const LEEWAY_MS = 60_000;

/** The earliest instant that a `Date` can be. */
const EARLIEST_MS = -8.64e15;

/** Removes what was enrolled at an instant or later, and what was only begun whenever that was. */
export async function takeBack({ store }: Parts, input: TakeBackInput): Promise<TakeBackResult> {
  const { accountKey, since, transaction } = Object(input) as Partial<TakeBackInput>;
  const read = readTexts({ accountKey }, { accountKey: ACCOUNT_KEY });
  const faults = { since: faultOfDate(since), transaction: faultOfTransaction(transaction) };
  const issues = [
    ...(read.ok ? [] : read.issues),
    ...Object.entries(faults).flatMap(([path, code]) => (code === null ? [] : [{ path, code }])),
  ];
  if (!read.ok || issues.length > 0) return { ok: false, reason: 'invalid_input', issues };
  const from = Math.max((since as Date).getTime() - LEEWAY_MS, EARLIEST_MS);
  const which = { accountKey: read.value.accountKey, since: new Date(from) };
  return { ok: true, takenBack: await store.removeSince(which, transaction) };
}

function faultOfDate(value: unknown): string | null {
  if (value === undefined) return 'required';
  return types.isDate(value) && !Number.isNaN(value.getTime()) ? null : 'invalid_type';
}

function faultOfTransaction(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'object' && value !== null ? null : 'invalid_type';
}
