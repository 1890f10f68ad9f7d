import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { decideRedemption } from '../internal/decide-redemption.js';
import { codeInput, methodInput, readInput, tokenInput } from '../internal/input.js';
import { openTicket } from '../internal/open-ticket.js';
import { withSecrets } from '../internal/redact.js';
import { showSecondFactor } from '../internal/show-second-factor.js';
import type { AccountId, Call } from '../ports/index.js';
import type { VerifySecondFactorResult } from '../results/index.js';

export interface VerifySecondFactorInput {
  readonly token: string;
  /** One of the methods that `inspectTicket` named. */
  readonly method: string;
  readonly code: string;
}

const schema = z.object({ token: tokenInput, method: methodInput, code: codeInput });

/** Judges the ticket and asks the hook before a try is counted: a dead link uses up nothing. */
export async function verifySecondFactor<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: VerifySecondFactorInput,
  call?: Call,
): Promise<VerifySecondFactorResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { token, method, code } = read.value;
  const { signal, context } = readCall(call);
  const opened = await openTicket(core, token);
  if (!opened.ok) return opened;
  const { ticket, account } = opened;
  const terms = await decideRedemption(core, { ticket, account, passed: false, context });
  if (!terms.ok) return terms;
  signal?.throwIfAborted();
  const shown = await showSecondFactor(core, {
    ticket,
    methods: terms.methods,
    method,
    code,
    context,
  });
  if (!shown.ok) return shown;
  return withSecrets(
    { ok: true as const, expiresAt: shown.expiresAt },
    { secondFactorProof: shown.secret },
  );
}
