import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { handOverTicket } from '../internal/hand-over-ticket.js';
import { accountKeyOf, readInput } from '../internal/input.js';
import { type IssueTicketInput, ticketInput } from '../internal/ticket-input.js';
import type { AccountId, Call } from '../ports/index.js';
import type { IssueTicketResult } from '../results/index.js';

/** Hands the link over instead of mailing it. What is mailed is the matter of `mailTicket`. */
export async function issueTicket<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: IssueTicketInput<Id>,
  call?: Call,
): Promise<IssueTicketResult> {
  const read = readInput(ticketInput, input);
  if (!read.ok) return read;
  const {
    accountId,
    deliver: _deliver,
    purpose = 'administrative',
    state,
    ...landing
  } = read.value;
  const { signal, context } = readCall(call);
  const accountKey = accountKeyOf(accountId);

  const credentials = await core.stores.credentials.read(accountKey);
  const account = await core.stores.users.findByKey(accountKey);
  if (account === null) return { ok: false, reason: 'account_not_found' };
  if (!account.enabled) return { ok: false, reason: 'account_disabled' };
  if (account.identityProvider !== null) return { ok: false, reason: 'identity_provider_account' };

  const ticket = await handOverTicket(core, {
    accountKey,
    account,
    credentialsVersion: credentials.version,
    purpose,
    ...landing,
    clientState: state,
    signal,
    context,
  });
  return { ok: true, ticket };
}
