import type { CallContext } from './ports/call.js';
import type { ChangeReason, LockReason } from './ports/credential-store.js';
import type { ChangeCause } from './ports/hooks.js';
import type { HashFault } from './ports/password-hasher.js';
import type { TicketPurpose } from './ports/token-store.js';

/** What every event carries. Never a secret: no token, link, password, hash or typed identifier. */
interface Occurrence<Type extends string> {
  readonly type: Type;
  readonly at: Date;
  readonly realm: string;
  readonly context: CallContext;
}

type OfAccount = { readonly accountKey: string };

/**
 * What happened, told at most once, and after the commit; in a transaction of your own, as with
 * `addressChanged`, ahead of it. What must not be lost belongs in a hook. Names are
 * `noun.past_participle`, but for `outbox_stalled`. When each is told, and what an operator does
 * then, is in docs/events.md.
 */
export type PasswordEvent =
  | Occurrence<'reset.requested'>
  | (Occurrence<'reset.throttled'> & { readonly retryAfterSeconds: number })
  | (Occurrence<'reset.limited'> & OfAccount)
  /** `issueTicket` with `deliver: 'mail'`: this one names the actor, and `ticket.issued` does not. */
  | (Occurrence<'ticket.requested'> & OfAccount & { readonly purpose: TicketPurpose })
  | (Occurrence<'ticket.issued'> &
      OfAccount & {
        readonly ticketId: string;
        readonly purpose: TicketPurpose;
      })
  | (Occurrence<'ticket.refused'> & { readonly reason: string })
  | (Occurrence<'ticket.redeemed'> &
      OfAccount & {
        readonly ticketId: string;
        readonly purpose: TicketPurpose;
      })
  | (Occurrence<'ticket.revoked'> & OfAccount & { readonly revoked: number })
  | (Occurrence<'code.refused'> & { readonly reason: string })
  | (Occurrence<'password.locked'> & OfAccount & { readonly reason: LockReason })
  | (Occurrence<'password.unlocked'> & OfAccount)
  /** A notice of a change of the address or account was dropped: its reader has had too many. */
  | (Occurrence<'notice.limited'> & OfAccount)
  | (Occurrence<'change.disavowed'> & OfAccount)
  /** In a disavowal an account was put back at the address that it was moved away from. */
  | (Occurrence<'address.put_back'> & OfAccount)
  /** The hook that would have done so has failed, so the account is in dispute. */
  | (Occurrence<'address.not_put_back'> & OfAccount & { readonly cause: string })
  | (Occurrence<'disavowal.refused'> & { readonly reason: string })
  /**
   * An account is locked, and its owner cannot get back in alone: after a disavowal, a move of the
   * account while it was locked, or a lock whose mail can reach nobody. An operator has to help.
   */
  | (Occurrence<'disavowal.needs_operator'> &
      OfAccount & { readonly because: 'address_changed' | 'no_link' })
  | (Occurrence<'second_factor.passed'> & OfAccount & { readonly method: string })
  | (Occurrence<'second_factor.failed'> & OfAccount & { readonly reason: string })
  /** With `null` a requirement was taken back, or a lock. */
  | (Occurrence<'change.required'> & OfAccount & { readonly reason: ChangeReason | null })
  | (Occurrence<'password.changed'> &
      OfAccount & {
        readonly cause: ChangeCause;
        readonly credentialsVersion: number;
      })
  | (Occurrence<'password.rehashed'> & OfAccount)
  | (Occurrence<'password.rehash_failed'> & OfAccount)
  | (Occurrence<'password.check_failed'> & OfAccount & { readonly reason: string })
  | (Occurrence<'password.refused'> & { readonly codes: readonly string[] })
  | (Occurrence<'sign_in.succeeded'> & OfAccount)
  | (Occurrence<'sign_in.failed'> & { readonly reason: string })
  | (Occurrence<'sign_in.warned'> & OfAccount & { readonly codes: readonly string[] })
  | (Occurrence<'hash.refused'> &
      OfAccount & {
        /** The id of the format, or `null` where it is of none. */
        readonly format: string | null;
        readonly fault: HashFault;
      })
  | (Occurrence<'policy.rule_skipped'> & { readonly rule: string; readonly cause: string })
  | (Occurrence<'policy.sign_in_check_failed'> & OfAccount)
  | (Occurrence<'sessions.revoked'> & OfAccount & { readonly revoked: number })
  | (Occurrence<'sessions.revocation_deferred'> & OfAccount)
  | (Occurrence<'mail.sent'> & { readonly kind: string; readonly entryId: string })
  /** The mail server has refused it for good; `status` is its enhanced code (RFC 3463), if it gave one. */
  | (Occurrence<'mail.bounced'> & {
      readonly kind: string;
      readonly entryId: string;
      readonly status: string | null;
    })
  | (Occurrence<'outbox.deferred'> & {
      readonly kind: string;
      readonly entryId: string;
      readonly attempts: number;
      readonly dueAt: Date;
      /** A code such as `timeout` or the error's own `code`; never a server's text. */
      readonly cause: string;
    })
  /** `reason`: `refused`, `expired`, `key_removed` (of a code), `unknown_kind`. */
  | (Occurrence<'outbox.given_up'> & {
      readonly kind: string;
      readonly entryId: string;
      readonly reason: string;
    })
  | (Occurrence<'outbox.requeued'> & { readonly requeued: number })
  | (Occurrence<'outbox.failed'> & { readonly cause: string })
  | (Occurrence<'outbox_stalled'> & { readonly overdueSeconds: number })
  | Occurrence<'throttle.client_unknown'>
  | (Occurrence<'account.forgotten'> & OfAccount);

export type PasswordEventType = PasswordEvent['type'];
