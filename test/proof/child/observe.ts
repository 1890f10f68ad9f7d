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

/** What was told since the last redemption began, in words for a failing test. */
export const toldIn = (reports: readonly Report[]) =>
  reports
    .slice(reports.findLastIndex(({ at }) => at === 'begin'))
    .map((each) => (each.at === 'call' ? each.name : each.at))
    .join(' ');

/** What became of a redemption, by the last that was heard of it. */
export type Phase = 'ahead of the transaction' | 'inside it' | 'at its commit' | 'after it';

export function phaseOf(reports: readonly Report[]): Phase {
  const begun = reports.findLastIndex(({ at }) => at === 'begin');
  const since = reports.slice(begun);
  if (since.some(({ at }) => at === 'committed' || at === 'done')) return 'after it';
  const lastCall = (name: string) =>
    since.findLastIndex((each) => each.at === 'call' && each.name === name);
  // After a conflict it all runs again, and the hook may be followed by a last look at the version.
  const raised = lastCall('credentials.raiseVersion');
  if (lastCall(COMMIT) > raised) return 'at its commit';
  return raised === -1 ? 'ahead of the transaction' : 'inside it';
}
