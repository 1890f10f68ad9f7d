import type { AccountId, CallContext } from '../ports/index.js';
import type { Core } from './core.js';
import { lockPassword } from './lock-password.js';

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
    /** Whether the owner is mailed a link after `breached`. */
    readonly notify: boolean;
    readonly context: CallContext;
  },
): Promise<boolean> {
  const { accountKey, version, reason, notify, context } = mark;
  const { unitOfWork, credentials } = core.stores;
  const marked =
    reason === 'breached'
      ? await lockPassword(core, {
          accountKey,
          reason,
          ofVersion: version,
          disavowal: null,
          notify,
          context,
        }).then(({ locked }) => locked)
      : await unitOfWork.run(async (tx) => {
          const now = await credentials.lock(accountKey, tx);
          if (now.version !== version) return false;
          await credentials.requireChange({ accountKey, reason }, tx);
          return true;
        });
  if (marked) core.emit({ type: 'change.required', accountKey, reason }, context);
  return marked;
}
