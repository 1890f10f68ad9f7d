import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { flowIdInput, mailedCodeInput, readInput } from '../internal/input.js';
import { openCode } from '../internal/open-code.js';
import { openTicketAt } from '../internal/open-ticket.js';
import { withSecrets } from '../internal/redact.js';
import type { AccountId, Call } from '../ports/index.js';
import type { CodeRefusal, ExchangeCodeResult } from '../results/index.js';
import { mintTicket } from '../tickets/index.js';

export interface ExchangeCodeInput {
  /** From `requestReset`, as this browser or client got it. */
  readonly flowId: string;
  /** As typed: spaces, dashes and digits of other scripts are read as what they mean. */
  readonly code: string;
}

const schema = z.object({ flowId: flowIdInput, code: mailedCodeInput });

/**
 * A right code costs its try here as well: what can be had any number of times would be one more thing
 * to try for.
 */
export async function exchangeCode<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: ExchangeCodeInput,
  call?: Call,
): Promise<ExchangeCodeResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { signal, context } = readCall(call);
  const opened = await openCode(core, { ...read.value, signal, context, isSpent: true });
  if (!opened.ok) return opened;
  const { account, credentials } = opened;
  const { accountKey, purpose, clientState } = opened.ticket;
  const { stores } = core;
  const { ticket, token, digest } = mintTicket(
    {
      realm: stores.realm,
      accountKey,
      account,
      credentialsVersion: credentials.version,
      purpose,
      // Not live: a link that a stranger asks for meanwhile would supersede it, once it is mailed.
      state: 'candidate',
      lifetimeSeconds: core.settings.codes.lifetimeSeconds,
      clientState,
    },
    { now: core.now(), newId: core.newId, random: core.random },
  );
  // Only beside the code's own: a revocation that came meanwhile is to end this, too.
  const record = { ticket, digest, whileOpen: opened.ticket.id };
  const store = (tx?: Tx) => stores.tickets.insert(record, tx);
  const isStored = await (stores.tickets.transactional ? stores.unitOfWork.run(store) : store());
  if (!isStored) {
    // What the code's own ticket says now is the truth to tell.
    const now = await openTicketAt(core, opened.place);
    const refusal: CodeRefusal = now.ok ? { ok: false, reason: 'code_invalid' } : now;
    core.emit({ type: 'code.refused', reason: refusal.reason }, context);
    return refusal;
  }
  core.emit({ type: 'ticket.issued', accountKey, ticketId: ticket.id, purpose }, context);
  return withSecrets({ ok: true as const, expiresAt: ticket.expiresAt, purpose }, { token });
}
