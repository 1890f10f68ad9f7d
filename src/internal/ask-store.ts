import { isLatchkeyError, LatchkeyError } from '../errors.js';
import type { AccountId } from '../ports/index.js';
import type { Core } from './core.js';
import { patienceSeconds } from './patience.js';
import { withTimeout } from './with-timeout.js';

/**
 * Asks a store outside of a transaction, for an answer that somebody waits for and that nothing
 * tries again: where it hangs or fails, the caller has to hear of it and repeat the call.
 *
 * @throws LatchkeyError `ERR_STORE` (503) for what carries no code of ours
 */
export async function askStore<Id extends AccountId, Extra extends object, Tx, T>(
  core: Core<Id, Extra, Tx>,
  name: string,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await withTimeout(patienceSeconds(core), ask);
  } catch (cause) {
    if (isLatchkeyError(cause)) throw cause;
    const message = `The store of ${name} failed or gave no answer in time; see "cause".`;
    throw new LatchkeyError('ERR_STORE', message, { cause });
  }
}
