import type { ChangeCause } from '../../../ports/index.js';
import type { Handler } from '../handler.js';
import { textOf } from '../payload.js';
import { sendNotice } from '../send-notice.js';

const CAUSES: readonly string[] = ['reset', 'change', 'initial', 'direct_set'];

/**
 * Tells the owner of a change, at the address at commit: a thief who changes the address in the
 * next second does not get the notice in the owner's stead (ASVS 6.3.7).
 */
export const handleChangeNotice: Handler = async (core, entry, { desk }) => {
  const address = textOf(entry, 'address');
  const cause = textOf(entry, 'cause');
  const { accountKey } = entry;
  if (accountKey === null || address === null) return {};
  if (cause === null || !CAUSES.includes(cause)) return {};
  const about = { kind: 'password_changed', cause: cause as ChangeCause } as const;
  return sendNotice(core, { entry, accountKey, address, desk, about });
};
