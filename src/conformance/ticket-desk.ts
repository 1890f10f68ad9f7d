import type { Ticket, TicketState } from '../ports/index.js';
import type { CaseContext } from './case.js';
import { digestOf, newId, newTicket } from './fixtures.js';

/** One account's tickets, by names of the case's own. */
export async function desk({ stores, seedAccount }: CaseContext) {
  const accountKey = await seedAccount();
  const { tickets } = stores;
  const add = async (columns: Partial<Ticket> = {}): Promise<Ticket> => {
    const ticket = newTicket(stores.realm, accountKey, columns);
    await tickets.insert({ ticket, digest: digestOf(ticket.id) });
    return ticket;
  };
  const find = (ticket: Ticket) => tickets.findByDigest(digestOf(ticket.id));
  return {
    accountKey,
    add,
    /** One with a code, live from the start. */
    addCode: (columns: Partial<Ticket> = {}) =>
      add({ state: 'live', code: { digest: digestOf(newId()), tries: 0 }, ...columns }),
    find,
    stateOf: async (ticket: Ticket): Promise<TicketState | null> =>
      (await find(ticket))?.state ?? null,
    triesOf: async (ticket: Ticket): Promise<number | null> =>
      (await find(ticket))?.code?.tries ?? null,
    promote: (ticket: Ticket, credentialsVersion = 0) =>
      tickets.promote({ ticket, credentialsVersion }),
    close: (spent: Ticket | null, belowVersion = 1) =>
      tickets.close({ accountKey, spentId: spent?.id ?? null, belowVersion }),
    countTry: (ticket: Ticket, limit = 5) =>
      tickets.countTry({ accountKey, ticketId: ticket.id, limit }),
    refundTry: (ticket: Ticket) => tickets.refundTry({ accountKey, ticketId: ticket.id }),
  };
}
