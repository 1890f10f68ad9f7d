import { LatchkeyError } from 'latchkey';

/** A 64-bit column as drivers hand it over: pg as text, others as a number or a bigint. */
export type Integer = number | bigint | string;

export function toNumber(value: Integer): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new LatchkeyError('ERR_STORE', 'A column that must hold an integer holds something else.');
}

/** Instants are stored as epoch milliseconds. */
export function toDate(value: Integer): Date {
  return new Date(toNumber(value));
}

export function toDateOrNull(value: Integer | null): Date | null {
  return value === null ? null : toDate(value);
}

/** Refuses an invalid date: NaN would reach the database as NULL or as an error of its own. */
export function fromDate(date: Date): number {
  const time = date.getTime();
  if (Number.isNaN(time)) throw new RangeError('Invalid date');
  return time;
}
