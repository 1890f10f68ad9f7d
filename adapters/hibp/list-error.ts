import { LatchkeyError } from 'latchkey';

/** What is wrong with a list or with the filter made of it. Never a line of it. */
export function listError(what: string, cause?: unknown): LatchkeyError {
  return new LatchkeyError('ERR_BREACHED_LIST', what, cause === undefined ? {} : { cause });
}
