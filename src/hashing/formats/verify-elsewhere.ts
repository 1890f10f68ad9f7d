import { LatchkeyError } from '../../errors.js';
import type { HashFormat } from '../format.js';

export interface VerifyElsewhereOptions {
  /**
   * What a stored string of such an account begins with; the rest is its reference.
   * @default 'elsewhere:'
   */
  readonly prefix?: string;
  /**
   * Asks the old system. Resolves to whether the password is right; throws when there was no
   * answer. It may be called twice for one sign-in, with the NFC form of the password and then as it
   * was typed, where these differ. Give the signal on: it aborts with the request and at the timeout.
   * Over HTTP, follow no redirect and let one status alone mean "right".
   */
  verify(question: ElsewhereQuestion): Promise<boolean>;
  /** @default 5 */
  readonly timeoutSeconds?: number;
}

export interface ElsewhereQuestion {
  /** What stands behind the prefix. */
  readonly reference: string;
  readonly password: string;
  readonly signal: AbortSignal;
}

const MOST_REFERENCE = 512;

/**
 * Verifies what only the old system can check, such as a directory or a service that gives out no
 * hashes. A row holds a marker, say `elsewhere:cognito/1234`; the first right sign-in puts a hash of
 * our own in its place, and the old system is never asked for that account again.
 *
 * A call that throws, gives no answer in time or answers with anything but a boolean becomes
 * `ERR_OLD_SYSTEM` (a 503), never a wrong password, and takes no try from the person. Calls wait in
 * a line of their own: 64 at a time, no thread taken.
 *
 * Such a sign-in takes as long as the old system does, so whoever measures can tell that the address
 * has an account there. Only moving on ends that.
 *
 * @param options.prefix - 1 to 64 printable characters, not beginning with `$` or `{` as hashes do
 * @param options.timeoutSeconds - above 0, up to 60
 * @throws ERR_INVALID_OPTION for a prefix or a timeout out of range
 *
 * @example
 * ```ts
 * const old = verifyElsewhere({
 *   async verify({ reference, password, signal }) {
 *     const answer = await fetch('https://old.example/check', {
 *       method: 'POST',
 *       body: JSON.stringify({ user: reference, password }),
 *       redirect: 'error',
 *       signal,
 *     });
 *     await answer.body?.cancel();
 *     if (answer.status === 204) return true;
 *     if (answer.status === 401) return false;
 *     throw new Error(`The old system answered ${answer.status}.`);
 *   },
 * });
 * hasher({ alsoVerifies: [old] });
 * ```
 */
export function verifyElsewhere(options: VerifyElsewhereOptions): HashFormat {
  const { prefix = 'elsewhere:', verify, timeoutSeconds = 5 } = options;
  if (!/^[^${\s][!-~]{0,63}$/.test(prefix))
    throw invalid('"prefix" is 1 to 64 printable characters, the first neither "$" nor "{"');
  if (!(timeoutSeconds > 0 && timeoutSeconds <= 60))
    throw invalid('"timeoutSeconds" is above 0 and at most 60');

  return {
    id: 'elsewhere',
    elsewhere: true,
    recognizes: (passwordHash) => passwordHash.startsWith(prefix),
    faultOf(passwordHash) {
      const { length } = passwordHash.slice(prefix.length);
      return length > 0 && length <= MOST_REFERENCE ? null : 'malformed';
    },
    decoyOf: () => null,
    async verify(passwordHash, password, signal) {
      const reference = passwordHash.slice(prefix.length);
      const answer = await inTime(timeoutSeconds, signal ?? null, (given) =>
        verify({ reference, password, signal: given }),
      );
      if (typeof answer !== 'boolean')
        throw oldSystem('answered with something else than a boolean');
      return answer;
    },
  };
}

/** Stops waiting when the time is up or the caller has gone, even where the call ignores its signal. */
async function inTime(
  seconds: number,
  caller: AbortSignal | null,
  call: (signal: AbortSignal) => Promise<unknown>,
): Promise<unknown> {
  caller?.throwIfAborted();
  const ours = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    ours.signal.addEventListener('abort', () => reject(ours.signal.reason), { once: true });
  });
  const timer = setTimeout(() => {
    ours.abort(oldSystem(`did not answer within ${seconds} seconds`));
  }, seconds * 1000);
  const leave = () => ours.abort(caller?.reason);
  caller?.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([ended, asked(call, ours.signal)]);
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', leave);
  }
}

async function asked(
  call: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    return await call(signal);
  } catch (cause) {
    throw oldSystem('failed; see "cause"', cause);
  }
}

function oldSystem(what: string, cause?: unknown): LatchkeyError {
  return new LatchkeyError(
    'ERR_OLD_SYSTEM',
    `The call of verifyElsewhere() ${what}.`,
    cause === undefined ? {} : { cause },
  );
}

function invalid(what: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', `verifyElsewhere(): ${what}.`);
}
