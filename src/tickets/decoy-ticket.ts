import type { Ticket } from '../ports/index.js';
import { newTicket, type TicketSource } from './mint-ticket.js';

const DIGEST_BYTES = 32;

/**
 * Makes a ticket that nothing opens, for a flow that no code is sent for. Whoever types codes into
 * that flow has the stores do what they do for a real one, and is told the same. It belongs to an
 * account of nobody, of its own each time, so that neither does a counter of one fill up.
 */
export function decoyTicket(
  making: { readonly realm: string; readonly lifetimeSeconds: number },
  source: TicketSource,
): Ticket {
  const ticket = newTicket(
    {
      ...making,
      accountKey: `nobody:${source.newId()}`,
      account: { email: null },
      credentialsVersion: 0,
      purpose: 'reset',
      state: 'live',
    },
    source,
  );
  return { ...ticket, code: { digest: source.random(DIGEST_BYTES), tries: 0 } };
}
