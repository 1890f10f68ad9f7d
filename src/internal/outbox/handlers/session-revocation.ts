import { withTimeout } from '../../with-timeout.js';
import type { Handler } from '../handler.js';
import { numberOf } from '../payload.js';

/**
 * Ends sessions in a store that could not join the transaction. A kept session was restamped with
 * the new version, so the version alone tells which ones have to go.
 */
export const handleSessionRevocation: Handler = async (core, entry) => {
  const { accountKey } = entry;
  const { sessions } = core.stores;
  if (accountKey === null || sessions === undefined) return {};
  await withTimeout(core.settings.mailTimeoutSeconds, () =>
    sessions.revoke({
      accountKey,
      belowVersion: numberOf(entry, 'belowVersion'),
      except: null,
    }),
  );
  return {};
};
