import * as z from 'zod';
import { askStore } from '../internal/ask-store.js';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountIdInput, accountKeyOf, opaqueInput, readInput } from '../internal/input.js';
import { listedTickets } from '../internal/listed-tickets.js';
import { waitingMails } from '../internal/outbox/account-entries.js';
import { PURPOSES, purposesInput } from '../internal/purposes.js';
import type { AccountId, Call, TicketPurpose } from '../ports/index.js';
import type { RevokeTicketsResult } from '../results/index.js';

export interface RevokeTicketsInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  /** One out of `listTickets`. @default all of the purposes */
  readonly ticketId?: string | undefined;
  /**
   * @default all; without a `ticketId` all but `disavow`, which lets an owner undo what a thief did
   */
  readonly purposes?: readonly TicketPurpose[] | undefined;
}

const schema = z.object({
  accountId: accountIdInput,
  ticketId: opaqueInput.optional(),
  purposes: purposesInput.optional(),
});

/** Beyond every lease, and beyond what the clocks of two machines differ by. */
const ANY_LEASE_SECONDS = 24 * 60 * 60;

/** Ends the mails that wait as well, or a worker would mint the next ticket a moment later. */
export async function revokeTickets<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: RevokeTicketsInput<Id>,
  call?: Call,
): Promise<RevokeTicketsResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { signal, context } = readCall(call);
  const { ticketId = null } = read.value;
  const accountKey = accountKeyOf(read.value.accountId);
  const { outbox, tickets } = core.stores;
  const purposes: readonly TicketPurpose[] =
    read.value.purposes ?? PURPOSES.filter((purpose) => ticketId !== null || purpose !== 'disavow');

  const mails = await mailsOf(core, { accountKey, ticketId, purposes });
  signal?.throwIfAborted();
  const then = new Date(core.now().getTime() + ANY_LEASE_SECONDS * 1000);
  let revoked = 0;
  // The mails first: a worker that has lost its entry mints and promotes nothing any more.
  for (const mail of mails)
    revoked += await outbox.fold({ ...mail, exceptId: '', createdUntil: then, now: then });
  revoked += await askStore(core, 'tickets', () =>
    tickets.revoke({ accountKey, ticketId, purposes }),
  );
  if (revoked > 0) core.emit({ type: 'ticket.revoked', accountKey, revoked }, context);
  return { ok: true, revoked };
}

/** Where the mails wait that would bring these tickets, or bring the named one back to life. */
async function mailsOf<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  of: {
    readonly accountKey: string;
    readonly ticketId: string | null;
    readonly purposes: readonly TicketPurpose[];
  },
) {
  const { accountKey, ticketId, purposes } = of;
  if (ticketId === null) {
    const account = await core.stores.users.findByKey(accountKey);
    return waitingMails({ accountKey, address: account?.email ?? null, purposes });
  }
  const listed = await askStore(core, 'tickets', () => listedTickets(core, accountKey));
  const ticket = listed.find(({ id, state }) => id === ticketId && state === 'candidate');
  if (ticket === undefined || !purposes.includes(ticket.purpose)) return [];
  const { address, purpose, entryId } = ticket;
  // What a code was exchanged for was never mailed.
  if (purpose === 'reset' && entryId === null) return [];
  return waitingMails({ accountKey, address, purposes: [purpose] });
}
