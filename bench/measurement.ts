import type { Engine } from './engines.js';

/** What a number must be; `null` where there is no budget and the number only informs. */
export type Budget = { readonly atLeast?: number; readonly atMost?: number } | null;

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit?: 'µs' | 'ms' | 'MB' | undefined;
  readonly budget: Budget;
  /** The numbers behind it, for a reader who doubts. */
  readonly detail: string;
}

/** How much is done: a quick run shows that everything works, a full one is worth quoting. */
export interface Size {
  /** The full number, or a small part of it in a quick run. */
  readonly of: (full: number) => number;
}

/** One file in `measurements/`; what concerns a database runs on a fresh one of each kind. */
export type Measurement =
  | {
      readonly name: string;
      readonly onEachEngine: true;
      readonly run: (size: Size, engine: Engine) => Promise<readonly Row[]>;
    }
  | {
      readonly name: string;
      readonly onEachEngine: false;
      readonly run: (size: Size) => Promise<readonly Row[]>;
    };

/** Whether the value is within its budget; `null` without one. */
export function isWithin(value: number, budget: Budget): boolean | null {
  if (budget === null) return null;
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = budget;
  return value >= atLeast && value <= atMost;
}
