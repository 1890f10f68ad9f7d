import type { AccountId, CallContext } from '../ports/index.js';
import type { Core } from './core.js';

export const WRONG_PASSWORD = { ok: false, reason: 'wrong_password' } as const;

/** Tells of a check of the present password that failed, and hands its refusal on. */
export function refuseCheck<
  Refusal extends { readonly reason: string },
  Id extends AccountId,
  Extra extends object,
  Tx,
>(core: Core<Id, Extra, Tx>, accountKey: string, refusal: Refusal, context: CallContext): Refusal {
  core.emit({ type: 'password.check_failed', accountKey, reason: refusal.reason }, context);
  return refusal;
}
