import type { AccountId, Credentials, StoredAccount, Ticket } from '../ports/index.js';
import type { TokenRefusal } from '../results/index.js';
import { digestToken, judgeBinding, judgeTicket } from '../tickets/index.js';
import type { Core } from './core.js';

/** Where a ticket is kept, and what opens it. */
export interface TicketPlace {
  readonly digest: Uint8Array;
  readonly opensBy: 'token' | 'code';
}

export type OpenTicket<Id extends AccountId, Extra extends object> =
  | {
      readonly ok: true;
      readonly ticket: Ticket;
      readonly account: StoredAccount<Id, Extra>;
      readonly credentials: Credentials;
      readonly place: TicketPlace;
    }
  | TokenRefusal;

/**
 * Finds what a token opens, read-only. It is looked up by digest, so no comparison of ours leaks
 * by its time how much of a guess was right, and a dead token costs no hash.
 */
export function openTicket<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  token: string,
): Promise<OpenTicket<Id, Extra>> {
  return openTicketAt(core, { digest: digestToken(core.stores.realm, token), opensBy: 'token' });
}

/** Finds a ticket by its place, for whoever has shown what opens it. */
export async function openTicketAt<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  place: TicketPlace,
): Promise<OpenTicket<Id, Extra>> {
  const { stores } = core;
  const find = async () => {
    const found = await stores.tickets.findByDigest(place.digest);
    // Their digests are made apart; and what waits for a code must never open without one.
    return found !== null && (found.code !== null) === (place.opensBy === 'code') ? found : null;
  };
  const ticket = await find();
  const verdict = judgeTicket(ticket, { realm: stores.realm, now: core.now() });
  if (!verdict.ok) return verdict;
  if (ticket === null) return { ok: false, reason: 'token_invalid' };

  // The version before the account: a change in between is then seen as a version too old.
  const credentials = await stores.credentials.read(ticket.accountKey);
  const account = await stores.users.findByKey(ticket.accountKey);
  const binding = judgeBinding(ticket, account, credentials);
  if (!binding.ok && binding.reason === 'token_superseded') {
    // The change may have come between the two reads, and by this very ticket: a double-clicker
    // is told that it is used.
    const changed = judgeTicket(await find(), { realm: stores.realm, now: core.now() });
    return changed.ok ? binding : changed;
  }
  if (!binding.ok) return binding;
  if (account === null) return { ok: false, reason: 'token_invalid' };
  return { ok: true, ticket, account, credentials, place };
}
