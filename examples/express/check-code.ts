import { memoryThrottle } from 'latchkey';
import type { Totp } from 'latchkey/totp';

/** The tries of one account; latchkey counts those of a reset by itself. */
const TRIES = { points: 10, windowSeconds: 24 * 60 * 60 };

export type CodeCheck =
  | { readonly is: 'not_asked' | 'passed' | 'code_required' | 'code_invalid' }
  | { readonly is: 'throttled'; readonly retryAfterSeconds: number };

export function codeChecker(totp: Totp) {
  const throttle = memoryThrottle();
  const keyOf = (accountKey: string) => `code:${accountKey}`;

  /** Checks the code of the second step. `not_asked` where the account has none. */
  async function checkCode(accountKey: string, code: unknown): Promise<CodeCheck> {
    const methods = await totp.methods({ accountKey });
    if (methods.length === 0) return { is: 'not_asked' };
    if (typeof code !== 'string' || code === '') return { is: 'code_required' };
    const key = keyOf(accountKey);
    const decision = await throttle.consume(key, TRIES);
    if (!decision.allowed)
      return { is: 'throttled', retryAfterSeconds: decision.retryAfterSeconds };
    for (const method of methods)
      if (await totp.verify({ accountKey, method, code })) {
        await throttle.clear(key, TRIES);
        return { is: 'passed' };
      }
    return { is: 'code_invalid' };
  }

  return {
    checkCode,
    /**
     * Forgets the tries, which were made with a password that is good no more. Only for a password
     * that came of a link or a mailed code: the way there has asked for a right code of the second step.
     */
    forgetTries: (accountKey: string) => throttle.clear(keyOf(accountKey), TRIES),
  };
}

export type CheckCode = ReturnType<typeof codeChecker>['checkCode'];
