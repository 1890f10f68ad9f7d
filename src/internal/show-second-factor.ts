import type { AccountId, CallContext, Ticket } from '../ports/index.js';
import type { Refused, Throttled, TokenRefusal } from '../results/index.js';
import type { Core } from './core.js';
import { createProof, PROOF_SECONDS } from './second-factor-proof.js';
import { admitSecondFactor } from './throttling.js';

export type ShownSecondFactor =
  | { readonly ok: true; readonly secret: string; readonly expiresAt: Date }
  | Throttled
  | Refused<'second_factor_invalid'>
  | TokenRefusal;

/**
 * Checks a code for an open ticket and notes the success on it. Tries are counted per account
 * and before the code is looked at, so no number of links or of concurrent guesses buys more of
 * them (attacks 29 and 30).
 */
export async function showSecondFactor<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  showing: {
    readonly ticket: Ticket;
    /** The methods that are accepted for this ticket. */
    readonly methods: readonly string[];
    readonly method: string;
    readonly code: string;
    readonly context: CallContext;
  },
): Promise<ShownSecondFactor> {
  const { ticket, method, code, context } = showing;
  const { accountKey } = ticket;
  const admission = await admitSecondFactor(core, accountKey);
  if (!admission.ok) {
    core.emit({ type: 'second_factor.failed', accountKey, reason: 'throttled' }, context);
    return admission;
  }
  const now = core.now();
  const accepted =
    showing.methods.includes(method) &&
    (await admission.check(async () =>
      core.secondFactor?.verify({ accountKey, method, code, now }),
    )) === true;
  if (!accepted) {
    core.emit(
      { type: 'second_factor.failed', accountKey, reason: 'second_factor_invalid' },
      context,
    );
    return { ok: false, reason: 'second_factor_invalid' };
  }
  await admission.succeeded();
  const { secret, proof } = createProof(ticket.id, { now, random: core.random });
  const recorded = await core.stores.tickets.recordProof({
    accountKey,
    ticketId: ticket.id,
    proof,
  });
  // Somebody redeemed or superseded it in between.
  if (!recorded) return { ok: false, reason: 'token_superseded' };
  core.emit({ type: 'second_factor.passed', accountKey, method }, context);
  return { ok: true, secret, expiresAt: new Date(now.getTime() + PROOF_SECONDS * 1000) };
}
