import type { AccountId } from '../ports/index.js';
import type { Core } from './core.js';

/** Does something in the application's open transaction, or in one of its own. */
export function inTransaction<Id extends AccountId, Extra extends object, Tx, T>(
  core: Core<Id, Extra, Tx>,
  transaction: Tx | null | undefined,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return transaction === null || transaction === undefined
    ? core.stores.unitOfWork.run(work)
    : work(transaction);
}
