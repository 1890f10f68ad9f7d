import * as z from 'zod';
import { applyPassword } from '../internal/apply-password.js';
import { readCall } from '../internal/call.js';
import { clearTicket } from '../internal/clear-ticket.js';
import type { Core } from '../internal/core.js';
import {
  codeInput,
  flowIdInput,
  mailedCodeInput,
  methodInput,
  passwordInput,
  readInput,
  tokenInput,
} from '../internal/input.js';
import { openCode } from '../internal/open-code.js';
import { openTicket, openTicketAt } from '../internal/open-ticket.js';
import { preparePassword } from '../internal/prepare-password.js';
import { publicAccount } from '../internal/public-account.js';
import { withSecrets } from '../internal/redact.js';
import type { AccountId, Call, CallContext } from '../ports/index.js';
import type { PolicyViolation, RedeemTicketResult, TokenRefusal } from '../results/index.js';
import { judgeTicket } from '../tickets/index.js';

/** What opens the ticket: the token out of a link, or a code and the flow that asked for it. */
export type TicketKey =
  | { readonly token: string }
  | { readonly flowId: string; readonly code: string };

export type RedeemTicketInput = TicketKey & {
  readonly newPassword: string;
  /** The proof from `verifySecondFactor`, or a code, where the account has a second factor. */
  readonly secondFactor?:
    | { readonly proof: string }
    | { readonly method: string; readonly code: string }
    | undefined;
};

const redemption = z.object({
  newPassword: passwordInput,
  secondFactor: z
    .union([z.object({ proof: tokenInput }), z.object({ method: methodInput, code: codeInput })], {
      error: 'invalid_type',
    })
    .optional(),
});
const byToken = redemption.extend({ token: tokenInput });
const byCode = redemption.extend({ flowId: flowIdInput, code: mailedCodeInput });

/**
 * The order is the point: form, ticket (a dead token costs no hash), second factor (before the policy,
 * which would tell who reads somebody's mail about old passwords), policy (a refused password spends
 * nothing), hash, and one transaction, which one of any number of redemptions wins.
 */
export async function redeemTicket<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: RedeemTicketInput,
  call?: Call,
): Promise<RedeemTicketResult<Id, Extra>> {
  const read = readInput(isByCode(input) ? byCode : byToken, input);
  if (!read.ok) return read;
  const { newPassword, secondFactor = null, ...key } = read.value;
  const { signal, context } = readCall(call);

  const opened = await open(core, key, { signal, context });
  if (!opened.ok) return opened;
  const { ticket, account, credentials } = opened;
  const { accountKey } = ticket;

  const cleared = await clearTicket(core, { ticket, account, secondFactor, context });
  if (!cleared.ok) {
    core.emit({ type: 'ticket.refused', reason: cleared.reason }, context);
    return cleared;
  }

  const prepared = await preparePassword(core, {
    password: newPassword,
    account,
    accountKey,
    occasion: ticket.purpose === 'forced_change' ? 'forced_change' : 'reset',
    changedAt: credentials.changedAt,
    mustDiffer: credentials.changeRequired !== null || ticket.purpose === 'forced_change',
    signal,
    context,
  });
  // The code of this call is spent: what stands for it goes back, so that no second one is needed.
  if (!prepared.ok) return withProof(prepared, cleared.freshProof);
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
    const now = await openTicketAt(core, opened.place);
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
    resultUrl: cleared.resultUrl,
    includeEmailInRedirect: ticket.includeEmailInRedirect,
    state: ticket.clientState,
  };
}

/** Whether a code was typed; where there is a token as well, that is what counts. */
function isByCode(input: unknown): boolean {
  const key = input as { readonly token?: unknown; readonly flowId?: unknown } | null | undefined;
  return key?.token === undefined && key?.flowId !== undefined;
}

async function open<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  key: TicketKey,
  call: { readonly signal: AbortSignal | null; readonly context: CallContext },
) {
  if ('flowId' in key) return openCode(core, { ...key, ...call, isSpent: false });
  const opened = await openTicket(core, key.token);
  return opened.ok ? opened : refuse(core, opened, call.context);
}

function refuse<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  refusal: TokenRefusal,
  context: CallContext,
): TokenRefusal {
  core.emit({ type: 'ticket.refused', reason: refusal.reason }, context);
  return refusal;
}

function withProof(violation: PolicyViolation, proof: string | null) {
  return proof === null ? violation : withSecrets(violation, { secondFactorProof: proof });
}
