import { isLatchkeyError, LatchkeyError } from 'latchkey';
import type { Dialect } from './dialect.js';

/** What a driver says went wrong, as far as it may be passed on. */
export interface Fault {
  /** SQLSTATE, `SQLITE_…` or a system error's code; empty where there is none. */
  readonly code: string;
  readonly message: string;
}

export function faultOf(error: unknown): Fault {
  if (typeof error !== 'object' || error === null) return { code: '', message: '' };
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : '',
  };
}

/**
 * Whose tables a statement touches. It decides what a missing table means: our own are made by
 * `migrate`, the users table is the application's.
 */
export type Owner = 'library' | 'application';

/** Turns what a driver threw into a coded error; coded errors pass through. */
export function storeError(error: unknown, dialect: Dialect, owner: Owner): LatchkeyError {
  if (isLatchkeyError(error)) return error;
  const fault = faultOf(error);
  const cause = withoutValues(error, fault);
  if (dialect.isMissing(fault)) {
    return owner === 'library'
      ? missingTables(cause)
      : new LatchkeyError(
          'ERR_INVALID_OPTION',
          'The users table or one of its columns does not exist under the name that the option ' +
            '"users" gives; see "cause".',
          { cause },
        );
  }
  return new LatchkeyError(
    'ERR_STORE',
    `The database could not be reached or refused a statement${fault.code && ` (${fault.code})`}; see "cause".`,
    { cause },
  );
}

/** Says that our tables are not there, or not all of them, and what to do about it. */
export function missingTables(cause?: unknown): LatchkeyError {
  return new LatchkeyError(
    'ERR_SCHEMA',
    "The library's tables are missing or of another version: run `await migrate(db)` from " +
      '`latchkey/sql`, with the same `schema` and `tablePrefix` as `sqlStores`, or apply the ' +
      'output of `migrationSql()`.',
    cause === undefined ? {} : { cause },
  );
}

/** How many runs in all an error is worth, or one that it wraps: one where it is no conflict. */
export function triesWorth(error: unknown, dialect: Dialect, most: number): number {
  for (
    let link = error, depth = 0;
    link instanceof Error && depth < 8;
    link = link.cause, depth++
  ) {
    const fault = faultOf(link);
    if (dialect.isConflict(fault)) return dialect.isLongWait?.(fault) === true ? 2 : most;
  }
  return 1;
}

// PostgreSQL's `detail` and `where` quote whole rows, password hashes among them, and loggers
// print every field of a cause. So the cause keeps the words and the code, and not the rest.
function withoutValues(error: unknown, fault: Fault): Error {
  const cause: Error & { code?: string } = new Error(fault.message || fault.code || 'unknown');
  if (error instanceof Error && error.stack !== undefined) cause.stack = error.stack;
  if (fault.code !== '') cause.code = fault.code;
  return cause;
}
