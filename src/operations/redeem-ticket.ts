import * as z from 'zod';
import { applyPassword } from '../internal/apply-password.js';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { passwordInput, readInput, tokenInput } from '../internal/input.js';
import { openTicket } from '../internal/open-ticket.js';
import { preparePassword } from '../internal/prepare-password.js';
import { publicAccount } from '../internal/public-account.js';
import type { AccountId, Call, CallContext } from '../ports/index.js';
import type { RedeemTicketResult, TokenRefusal } from '../results.js';
import { judgeTicket } from '../tickets/index.js';

export interface RedeemTicketInput {
  readonly token: string;
  readonly newPassword: string;
}

const schema = z.object({ token: tokenInput, newPassword: passwordInput });

/**
 * Spends a ticket on a new password. The order is the point: form of the input, then the ticket
 * (a dead token costs no hash), then the policy (a refused password spends nothing), then the
 * hash, then one transaction in which exactly one of any number of redemptions wins.
 *
 * No session comes out of it: who reads somebody's mail is not yet who they say they are.
 */
export async function redeemTicket<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: RedeemTicketInput,
  call?: Call,
): Promise<RedeemTicketResult<Id, Extra>> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { token, newPassword } = read.value;
  const { signal, context } = readCall(call);

  const opened = await openTicket(core, token);
  if (!opened.ok) return refuse(core, opened, context);
  const { ticket, account, credentials } = opened;
  const { accountKey } = ticket;

  const prepared = await preparePassword(core, {
    password: newPassword,
    account,
    accountKey,
    signal,
    context,
  });
  if (!prepared.ok) return prepared;
  // The clock went on while the policy and the hash took their time (attack 21).
  const still = judgeTicket(ticket, { realm: core.stores.realm, now: core.now() });
  if (!still.ok) return refuse(core, still, context);

  const applied = await applyPassword(core, {
    accountKey,
    account,
    version: credentials.version,
    passwordHash: prepared.passwordHash,
    cause: 'reset',
    ticket,
    keepSessionId: null,
    notify: core.settings.notices.reset,
    context,
  });
  if (!applied.applied) {
    // Somebody was faster. What the ticket says now is the truth to tell.
    const now = await openTicket(core, token);
    return refuse(core, now.ok ? { ok: false, reason: 'token_invalid' } : now, context);
  }
  core.emit(
    { type: 'ticket.redeemed', accountKey, ticketId: ticket.id, purpose: ticket.purpose },
    context,
  );
  return {
    ok: true,
    account: { ...publicAccount(account), hasPassword: true },
    credentialsVersion: applied.credentialsVersion,
    sessions: applied.sessions,
    purpose: ticket.purpose,
    resultUrl: ticket.resultUrl,
  };
}

function refuse<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  refusal: TokenRefusal,
  context: CallContext,
): TokenRefusal {
  core.emit({ type: 'ticket.refused', reason: refusal.reason }, context);
  return refusal;
}
