import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { decideRedemption } from '../internal/decide-redemption.js';
import { readInput, tokenInput } from '../internal/input.js';
import { openTicket } from '../internal/open-ticket.js';
import { publicAccount } from '../internal/public-account.js';
import { isProven } from '../internal/second-factor-proof.js';
import type { AccountId, Call } from '../ports/index.js';
import type { InspectTicketResult } from '../results/index.js';

export interface InspectTicketInput {
  readonly token: string;
  /** From `verifySecondFactor`: whether it still stands is then told. */
  readonly secondFactorProof?: string | undefined;
}

const schema = z.object({ token: tokenInput, secondFactorProof: tokenInput.optional() });

/** Judges as a redemption does, hook and second factor included, and writes nothing. */
export async function inspectTicket<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: InspectTicketInput,
  call?: Call,
): Promise<InspectTicketResult<Id, Extra>> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { signal, context } = readCall(call);
  signal?.throwIfAborted();
  const opened = await openTicket(core, read.value.token);
  if (!opened.ok) return opened;
  const { ticket, account } = opened;
  const passed = isProven(ticket, read.value.secondFactorProof ?? null, core.now());
  const terms = await decideRedemption(core, { ticket, account, passed, context });
  if (!terms.ok) return terms;
  return {
    ok: true,
    purpose: ticket.purpose,
    expiresAt: ticket.expiresAt,
    account: publicAccount(account),
    secondFactor: terms.methods.length === 0 ? null : { methods: terms.methods, passed },
    policy: core.policy.describe(),
  };
}
