import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { readInput, tokenInput } from '../internal/input.js';
import { openTicket } from '../internal/open-ticket.js';
import { publicAccount } from '../internal/public-account.js';
import type { AccountId, Call } from '../ports/index.js';
import type { InspectTicketResult } from '../results.js';

export interface InspectTicketInput {
  readonly token: string;
}

const schema = z.object({ token: tokenInput });

/**
 * Tells what a token is good for and changes nothing: link scanners and impatient thumbs may call
 * it any number of times.
 */
export async function inspectTicket<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: InspectTicketInput,
  call?: Call,
): Promise<InspectTicketResult<Id, Extra>> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  readCall(call).signal?.throwIfAborted();
  const opened = await openTicket(core, read.value.token);
  if (!opened.ok) return opened;
  const { ticket, account } = opened;
  return {
    ok: true,
    purpose: ticket.purpose,
    expiresAt: ticket.expiresAt,
    account: publicAccount(account),
    policy: core.policy.describe(),
  };
}
