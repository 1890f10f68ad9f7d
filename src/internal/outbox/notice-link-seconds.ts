import type { AccountId, LeasedEntry } from '../../ports/index.js';
import type { Core } from '../core.js';
import { saysUntil } from '../disavowal/former-address.js';
import { flagOf } from './payload.js';

/**
 * How long the link of a notice is good for, in seconds. Who is told only because of the say about an
 * account has none that outlasts it, in whole minutes; `0` where it has ended meanwhile, and there is
 * nothing to tell any more.
 */
export async function noticeLinkSeconds<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
  of: { readonly accountKey: string; readonly address: string },
): Promise<number> {
  const longest = core.settings.lifetimeSeconds.disavow;
  if (!flagOf(entry, 'toFormerReader')) return longest;
  const until = await saysUntil(core, { accountKey: of.accountKey, reader: of.address });
  if (until === null) return 0;
  const minutes = Math.floor((until.getTime() - core.now().getTime()) / 60_000);
  return Math.min(longest, minutes * 60);
}
