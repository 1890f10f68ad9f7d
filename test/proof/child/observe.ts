import type { AppStores } from '../../support/each-engine.js';
import { wrapStores } from '../../support/wrap-stores.js';
import type { Report } from './tasks.js';

/** Tells of every call of a store before it is made, and of the commit of a unit of work. */
export function observed(stores: AppStores, tell: (report: Report) => void): AppStores {
  return wrapStores(stores, async ({ name }, run) => {
    tell({ at: 'call', name });
    const result = await run();
    if (name === 'unitOfWork.run') tell({ at: 'committed' });
    return result;
  });
}

/** The name of a call that is none: the transaction's last word before its commit. */
export const COMMIT = 'commit';

/** What became of a redemption, by the last that was heard of it. */
export type Phase = 'ahead of the transaction' | 'inside it' | 'at its commit' | 'after it';

export function phaseOf(reports: readonly Report[]): Phase {
  const last = reports.at(-1);
  const begun = reports.findLastIndex(({ at }) => at === 'begin');
  const calls = reports.slice(begun).flatMap((each) => (each.at === 'call' ? [each.name] : []));
  if (last?.at === 'done' || reports.slice(begun).some(({ at }) => at === 'committed'))
    return 'after it';
  if (calls.at(-1) === COMMIT) return 'at its commit';
  // `unitOfWork.run` itself has not begun to write.
  return calls.includes('credentials.raiseVersion') ? 'inside it' : 'ahead of the transaction';
}
