import { LatchkeyError, type Limit } from 'latchkey';

/** One limit of rate-limiter-flexible over any number of keys. */
export interface Limiter {
  /** Counts, then compares; rejects with a result, which is no Error, where the limit is exceeded. */
  consume(key: string): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

/** A store shared by any number of processes. */
export interface Backend {
  readonly name: string;
  limiter(limit: Limit): Promise<Limiter>;
  /** Waits while the client would only queue what it is handed; absent where nobody can tell. */
  ready?(signal: AbortSignal): Promise<void>;
  /**
   * Takes one counted try of a window that is still open back, in one atomic step. Refused tries
   * are in the stored count as well, so what is above the limit goes first.
   */
  refund(key: string, points: number): Promise<void>;
  /** Deletes at most `limit` rows whose windows ended before `before`; absent where keys expire. */
  purge?(before: number, limit: number): Promise<number>;
  /** Whether the same step may succeed when it is run again, having changed nothing. */
  isConflict?(error: unknown): boolean;
  /** Whether the table is not there. */
  isMissing?(error: unknown): boolean;
}

export function invalidOption(message: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', message);
}

/** rate-limiter-flexible writes names into its statements as they are: only plain ones will do. */
export function plainName(value: unknown, option: string): string {
  if (typeof value === 'string' && /^\w{0,48}$/.test(value)) return value;
  throw invalidOption(`The option "${option}" is made of letters, digits and "_", at most 48.`);
}

export function hasMethod<Name extends string>(
  value: unknown,
  name: Name,
): value is Record<Name, (...args: never[]) => unknown> {
  return (
    value !== null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as Record<string, unknown>)[name] === 'function'
  );
}
