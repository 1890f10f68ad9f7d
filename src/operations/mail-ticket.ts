import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountKeyOf, readInput } from '../internal/input.js';
import { ticketMail } from '../internal/outbox/account-entries.js';
import { type MailTicketInput, ticketInput } from '../internal/ticket-input.js';
import type { AccountId, Call } from '../ports/index.js';
import type { MailTicketResult } from '../results/index.js';

/**
 * Queues the mail of a ticket, which is minted at the first try of it. The version of now goes along, so
 * that what ends a ticket ends this one before there is one.
 */
export async function mailTicket<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: MailTicketInput<Id>,
  call?: Call,
): Promise<MailTicketResult> {
  const read = readInput(ticketInput, input);
  if (!read.ok) return read;
  const { accountId, purpose = 'administrative', lifetimeSeconds: chosen } = read.value;
  const { signal, context } = readCall(call);
  const { credentials, users, outbox } = core.stores;
  const accountKey = accountKeyOf(accountId);

  const { version: credentialsVersion } = await credentials.read(accountKey);
  const account = await users.findByKey(accountKey);
  if (account === null) return { ok: false, reason: 'account_not_found' };
  if (!account.enabled) return { ok: false, reason: 'account_disabled' };
  if (account.identityProvider !== null) return { ok: false, reason: 'identity_provider_account' };
  if (account.email === null) return { ok: false, reason: 'no_address' };
  const { email: address } = account;
  const lifetimeSeconds = chosen ?? core.settings.lifetimeSeconds[purpose];
  signal?.throwIfAborted();

  await core.admitToOutbox('ticket_mail');
  const ticket = { accountKey, address, credentialsVersion, purpose, lifetimeSeconds };
  await outbox.enqueue(ticketMail(core, { ...ticket, landing: read.value, context }));
  // Who asks is known here, and not to the worker that mints it.
  core.emit({ type: 'ticket.requested', accountKey, purpose }, context);
  return { ok: true, expiresInSeconds: lifetimeSeconds };
}
