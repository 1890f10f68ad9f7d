import { isLatchkeyError, LatchkeyError } from 'latchkey';

/** Turns what a client threw into a coded error; coded errors pass through. */
export function redisError(error: unknown): LatchkeyError {
  if (isLatchkeyError(error)) return error;
  const { message, code } = faultOf(error);
  const cause: Error & { code?: string } = new Error(message || code || 'unknown');
  if (code !== '') cause.code = code;
  return new LatchkeyError(
    'ERR_STORE',
    `Redis could not be reached or refused a command${code && ` (${code})`}; see "cause".`,
    { cause },
  );
}

export function invalid(message: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', message);
}

export function noAnswerError(timeoutSeconds: number): LatchkeyError {
  return new LatchkeyError(
    'ERR_STORE',
    `Redis gave no answer within ${timeoutSeconds} seconds ("timeoutSeconds"): it is away, the ` +
      'client was never connected, or the server is overloaded.',
  );
}

export function damagedError(what: string): LatchkeyError {
  return new LatchkeyError(
    'ERR_STORE',
    `${what} in Redis is not as it was written: another program uses the same "keyPrefix".`,
  );
}

export function isMissingScript(error: unknown): boolean {
  return faultOf(error).message.startsWith('NOSCRIPT');
}

/**
 * What a client says went wrong, as far as it may be passed on. ioredis hangs the whole command on
 * its errors, and Redis quotes the arguments of a command that it does not know: digests, addresses
 * and session ids, which loggers would print with the cause.
 */
function faultOf(error: unknown): { readonly code: string; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: '' };
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  const said = typeof message === 'string' ? message.replace(/,? with args .*$/s, '') : '';
  return {
    message: said,
    code: typeof code === 'string' ? code : (/^[A-Z]{3,}(?= |$)/.exec(said)?.[0] ?? ''),
  };
}
