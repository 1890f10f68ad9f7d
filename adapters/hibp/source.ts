import { withTimeout } from 'latchkey';

/** What knows the passwords of data breaches: the range API, a filter file, or your own. */
export interface BreachedSource {
  /**
   * Whether the password with this hash is known. Where that cannot be told, it throws; a short
   * `code` of the error, such as `timeout`, is told to the operator.
   *
   * @param sha1 - of the password in UTF-8: 40 upper-case hexadecimal digits
   */
  includes(sha1: string): Promise<boolean>;
}

/** Says why a source cannot tell, in one word; `cause` is for the operator. */
export class SourceUnavailable extends Error {
  readonly code: string;

  constructor(code: string, options?: { readonly cause: unknown }) {
    super(`The list of breached passwords could not be asked: ${code}.`, options);
    this.name = 'SourceUnavailable';
    this.code = code;
  }
}

/** Waits for an answer no longer than `milliseconds`, whatever the work is. */
export function inTime<T>(milliseconds: number, work: () => T | Promise<T>): Promise<T> {
  return withTimeout(
    milliseconds / 1000,
    async () => work(),
    () => new SourceUnavailable('timeout'),
  );
}
