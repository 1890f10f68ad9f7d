import type { Account, AccountId } from '../ports/account.js';
import type { RuleDescription } from '../ports/policy.js';
import type { TicketPurpose } from '../ports/token-store.js';
import type { Changed } from './passwords.js';
import type {
  CodeRefusal,
  Denied,
  InvalidInput,
  PolicyViolation,
  Refused,
  SecondFactorRequired,
  Throttled,
  TokenRefusal,
} from './refusals.js';

export type RequestResetResult =
  | {
      readonly ok: true;
      /**
       * With `deliver: 'code'`: what the code is typed beside, random and given to everyone alike.
       * Keep it in the browser that asked; `null` where a link was asked for.
       */
      readonly flowId: string | null;
    }
  | InvalidInput
  | Throttled;

/** A ticket handed to a trusted caller. `url` and `token` print and serialise as redacted. */
export interface IssuedTicket {
  readonly url: string;
  readonly token: string;
  readonly purpose: TicketPurpose;
  readonly expiresAt: Date;
}

export type IssueTicketResult =
  | { readonly ok: true; readonly ticket: IssuedTicket }
  | InvalidInput
  | Refused<'account_not_found' | 'account_disabled' | 'identity_provider_account'>;

/** The ticket's link goes to the account's stored address by the outbox, and to nobody else. */
export type MailTicketResult =
  | { readonly ok: true; readonly expiresInSeconds: number }
  | InvalidInput
  | Refused<'account_not_found' | 'account_disabled' | 'identity_provider_account' | 'no_address'>;

/** A ticket as an operator sees it: nothing that opens anything. */
export interface TicketRecord {
  readonly id: string;
  readonly purpose: TicketPurpose;
  /** `open` until it expires, is used or is superseded by a newer one, a change or a revocation. */
  readonly state: 'open' | 'expired' | 'used' | 'superseded';
  readonly delivery: 'link' | 'code';
  readonly address: string | null;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

export type ListTicketsResult =
  | { readonly ok: true; readonly tickets: readonly TicketRecord[] }
  | InvalidInput;

/**
 * `revoked`: how many tickets were neither used nor superseded, and how many mails were still waiting.
 * A ticket that `listTickets` calls `expired` counts as well.
 */
export type RevokeTicketsResult = { readonly ok: true; readonly revoked: number } | InvalidInput;

export type ExchangeCodeResult =
  | {
      readonly ok: true;
      /** Opens what a mailed link would; prints as redacted. */
      readonly token: string;
      readonly expiresAt: Date;
      readonly purpose: TicketPurpose;
    }
  | InvalidInput
  | Throttled
  | CodeRefusal;

export type InspectTicketResult<Id extends AccountId = AccountId, Extra extends object = object> =
  | {
      readonly ok: true;
      readonly purpose: TicketPurpose;
      readonly expiresAt: Date;
      readonly account: Account<Id, Extra>;
      /** What `verifySecondFactor` must be shown first, unless it was; `null` where nothing. */
      readonly secondFactor: {
        readonly methods: readonly string[];
        readonly passed: boolean;
      } | null;
      /** Hints for the form. */
      readonly policy: readonly RuleDescription[];
    }
  | InvalidInput
  | TokenRefusal
  | Denied;

export type VerifySecondFactorResult =
  | {
      readonly ok: true;
      readonly expiresAt: Date;
      /** Stands for the code when the ticket is redeemed; prints as redacted. */
      readonly secondFactorProof: string;
    }
  | InvalidInput
  | Throttled
  | TokenRefusal
  | Denied
  | Refused<'second_factor_invalid'>;

export type RedeemTicketResult<Id extends AccountId = AccountId, Extra extends object = object> =
  | (Changed<Id, Extra> & {
      readonly purpose: TicketPurpose;
      /** Where the ticket's maker wants the person to land, or `null`. */
      readonly resultUrl: string | null;
      /** Whether its maker wants the person's address to go along there. */
      readonly includeEmailInRedirect: boolean;
      /** The `state` of the request or of the ticket's maker, untouched. */
      readonly state: string | null;
    })
  | InvalidInput
  | Throttled
  | CodeRefusal
  | Denied
  | SecondFactorRequired
  | Refused<'second_factor_invalid'>
  | (PolicyViolation & {
      /** Where this call spent a code: the proof to go on with; prints as redacted. */
      readonly secondFactorProof?: string;
    });
