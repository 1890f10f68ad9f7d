import type { AccountId, Ticket } from '../ports/index.js';
import type { Core } from './core.js';

/** More than limits let any account have at a time. */
const MAX_TICKETS = 1000;

/** The tickets of an account, of any state, the newest first. */
export function listedTickets<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
): Promise<Ticket[]> {
  return core.stores.tickets.listByAccount({ accountKey, limit: MAX_TICKETS });
}
