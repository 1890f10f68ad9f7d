import type { AccountId, CallContext, StoredAccount, Ticket } from '../ports/index.js';
import type {
  Denied,
  Refused,
  SecondFactorRequired,
  Throttled,
  TokenRefusal,
} from '../results/index.js';
import type { Core } from './core.js';
import { decideRedemption } from './decide-redemption.js';
import { isProven } from './second-factor-proof.js';
import { showSecondFactor } from './show-second-factor.js';

export type Cleared =
  | {
      readonly ok: true;
      readonly resultUrl: string | null;
      /** What stands for a code that was spent just now, or `null`. */
      readonly freshProof: string | null;
    }
  | Denied
  | SecondFactorRequired
  | Refused<'second_factor_invalid'>
  | Throttled
  | TokenRefusal;

/** Lets a genuine ticket through to its redemption: past the hook, and past the second factor. */
export async function clearTicket<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  clearing: {
    readonly ticket: Ticket;
    readonly account: StoredAccount<Id, Extra>;
    readonly secondFactor:
      | { readonly proof: string }
      | { readonly method: string; readonly code: string }
      | null;
    readonly context: CallContext;
  },
): Promise<Cleared> {
  const { ticket, account, secondFactor, context } = clearing;
  const proof = secondFactor !== null && 'proof' in secondFactor ? secondFactor.proof : null;
  const passed = isProven(ticket, proof, core.now());
  const terms = await decideRedemption(core, { ticket, account, passed, context });
  if (!terms.ok) return terms;
  const { methods, resultUrl } = terms;
  if (methods.length === 0 || passed) return { ok: true, resultUrl, freshProof: null };
  if (secondFactor === null || 'proof' in secondFactor)
    return { ok: false, reason: 'second_factor_required', methods };
  const { method, code } = secondFactor;
  const shown = await showSecondFactor(core, { ticket, methods, method, code, context });
  if (!shown.ok) return shown;
  return { ok: true, resultUrl, freshProof: shown.secret };
}
