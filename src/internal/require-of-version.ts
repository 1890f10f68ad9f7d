import type { AccountId, CallContext } from '../ports/index.js';
import type { Core } from './core.js';
import { declareBreach } from './declare-breach.js';

/**
 * Requires a change of the password that was looked at, and not of one that was set meanwhile:
 * then it resolves to `false`, and nothing is marked.
 */
export async function requireOfVersion<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  mark: {
    readonly accountKey: string;
    readonly version: number;
    readonly reason: 'policy' | 'breached';
    readonly context: CallContext;
  },
): Promise<boolean> {
  const { accountKey, version, reason } = mark;
  const { unitOfWork, credentials } = core.stores;
  const marked =
    reason === 'breached'
      ? await declareBreach(core, accountKey, version)
      : await unitOfWork.run(async (tx) => {
          const now = await credentials.lock(accountKey, tx);
          if (now.version !== version) return false;
          await credentials.requireChange({ accountKey, reason }, tx);
          return true;
        });
  if (marked) core.emit({ type: 'change.required', accountKey, reason }, mark.context);
  return marked;
}
