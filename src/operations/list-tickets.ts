import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountIdInput, accountKeyOf, readInput } from '../internal/input.js';
import { listedTickets } from '../internal/listed-tickets.js';
import { PURPOSES, purposesInput } from '../internal/purposes.js';
import type { AccountId, Call, Ticket, TicketPurpose } from '../ports/index.js';
import type { ListTicketsResult, TicketRecord } from '../results/index.js';
import { judgeBinding, judgeDisavowal, judgeTicket } from '../tickets/index.js';

export interface ListTicketsInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  /** Only tickets of these purposes. @default all */
  readonly purposes?: readonly TicketPurpose[] | undefined;
}

const schema = z.object({ accountId: accountIdInput, purposes: purposesInput.optional() });

/** Tells the states that a redemption would find now: of the ticket, and of what it is bound to. */
export async function listTickets<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: ListTicketsInput<Id>,
  call?: Call,
): Promise<ListTicketsResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  readCall(call).signal?.throwIfAborted();
  const accountKey = accountKeyOf(read.value.accountId);
  const { credentials, users, realm } = core.stores;
  const purposes: readonly TicketPurpose[] = read.value.purposes ?? PURPOSES;

  const current = await credentials.read(accountKey);
  const account = await users.findByKey(accountKey);
  const listed = await listedTickets(core, accountKey);
  const against = { realm, now: core.now() };

  const stateOf = (ticket: Ticket): TicketRecord['state'] => {
    const judge = ticket.purpose === 'disavow' ? judgeDisavowal : judgeTicket;
    const verdict = judge(ticket, against);
    if (verdict.ok) {
      // A notice's link is bound to nothing that changes.
      const stands = ticket.purpose === 'disavow' || judgeBinding(ticket, account, current).ok;
      return stands ? 'open' : 'superseded';
    }
    if (verdict.reason === 'token_used') return 'used';
    return verdict.reason === 'token_expired' ? 'expired' : 'superseded';
  };
  return {
    ok: true,
    tickets: listed
      .filter(({ purpose }) => purposes.includes(purpose))
      .map((ticket) => ({
        id: ticket.id,
        purpose: ticket.purpose,
        state: stateOf(ticket),
        delivery: ticket.code === null ? 'link' : 'code',
        address: ticket.address,
        issuedAt: ticket.issuedAt,
        expiresAt: ticket.expiresAt,
      })),
  };
}
