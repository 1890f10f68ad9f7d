import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { InputIssue, Violation } from 'latchkey';
import { type AdminAction, yourPasswordId } from '../pages/admin/props.js';
import { type FieldFault, faultsOf } from '../pages/faults.js';
import { statusOf } from '../respond.js';
import type { Texts } from '../texts/en.js';

/** Why an action was refused: the core's reasons, and those of these pages alone. */
export type AdminRefusal =
  | { readonly ok: false; readonly reason: 'invalid_input'; readonly issues: readonly InputIssue[] }
  | {
      readonly ok: false;
      readonly reason: 'policy_violation';
      readonly violations: readonly Violation[];
    }
  | { readonly ok: false; readonly reason: 'throttled'; readonly retryAfterSeconds: number }
  | {
      readonly ok: false;
      readonly reason:
        | 'wrong_password'
        | 'account_not_found'
        | 'account_disabled'
        | 'identity_provider_account'
        | 'no_password'
        | 'has_password'
        | 'not_locked'
        | 'in_dispute'
        | 'not_disputed'
        | 'changed_meanwhile'
        | 'no_address'
        | 'no_session_store';
    };

/** The account is somebody else's here, so what is wrong with it is no matter of permission. */
export function adminStatusOf(reason: AdminRefusal['reason']): ContentfulStatusCode {
  if (reason === 'account_not_found') return 404;
  if (reason === 'account_disabled') return 409;
  return statusOf(reason);
}

/** Puts a refusal beside the field of its action, or else at the account. */
export function adminFaults(
  texts: Texts,
  action: AdminAction,
  refusal: AdminRefusal,
): readonly FieldFault[] {
  const { refused, yourPassword, find } = texts.admin;
  const atAccount = (message: string) => [{ field: 'account', messages: [message] }];
  switch (refusal.reason) {
    case 'policy_violation':
      return faultsOf(texts, refusal, 'newPassword');
    case 'invalid_input':
      return faultsOf(texts, refusal, 'newPassword').flatMap((fault) => {
        if (fault.field === 'newPassword') return fault;
        return fault.field === 'yourPassword'
          ? { ...fault, field: yourPasswordId(action) }
          : atAccount(texts.refused.lead);
      });
    case 'wrong_password':
      return [{ field: yourPasswordId(action), messages: [yourPassword.wrong] }];
    case 'account_not_found':
      return [{ field: 'identifier', messages: [find.none] }];
    case 'account_disabled':
      return atAccount(refused.disabled);
    case 'identity_provider_account':
      return atAccount(refused.identityProvider);
    case 'no_password':
      return atAccount(refused.noPassword);
    case 'has_password':
      return atAccount(refused.hasPassword);
    case 'not_locked':
      return atAccount(refused.notLocked);
    case 'in_dispute':
      return atAccount(refused.inDispute);
    case 'not_disputed':
      return atAccount(refused.notDisputed);
    case 'no_address':
      return atAccount(refused.noAddress);
    case 'changed_meanwhile':
      return atAccount(refused.changedMeanwhile);
    case 'no_session_store':
      return atAccount(refused.noSessionStore);
    case 'throttled':
      return atAccount(texts.throttled.lead(refusal.retryAfterSeconds));
  }
}
