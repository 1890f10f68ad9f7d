import type { AccountId, Ticket } from '../../ports/index.js';
import type { TokenRefusal } from '../../results/index.js';
import { digestToken, judgeDisavowal } from '../../tickets/index.js';
import type { Core } from '../core.js';

/**
 * Finds what the link of a notice disavows, read-only. It is bound to nothing that can change: not
 * to the password, the address or the state of the account, since those are what it is about.
 */
export async function openDisavowal<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  token: string,
): Promise<{ readonly ok: true; readonly ticket: Ticket } | TokenRefusal> {
  const { realm, tickets } = core.stores;
  const ticket = await tickets.findByDigest(digestToken(realm, token));
  const verdict = judgeDisavowal(ticket, { realm, now: core.now() });
  if (!verdict.ok) return verdict;
  return ticket === null ? { ok: false, reason: 'token_invalid' } : { ok: true, ticket };
}
