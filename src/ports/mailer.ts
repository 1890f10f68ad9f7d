import type { Account, AccountId } from './account.js';
import type { TicketPurpose } from './token-store.js';

/** What the application told of the request that caused a mail. All of it is untrusted text. */
export interface MailContext {
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly place: string | null;
  readonly device: string | null;
  /** When the request came in; a mail may be delivered hours later. */
  readonly requestedAt: Date;
}

interface MailBase<Id extends AccountId, Extra extends object> {
  /** For the Message-ID: the same for every delivery of the same link or notice. */
  readonly id: string;
  /** The stored address, byte for byte; never one that a request brought along. */
  readonly to: string;
  /**
   * BCP 47 language tag: the account's, or else the request's, since whoever causes a mail must not
   * choose a language that its reader cannot read.
   */
  readonly locale: string | null;
  readonly context: MailContext;
  readonly account: Account<Id, Extra>;
}

/**
 * A link to set a password: a new one, a first one where the account has none, an invitation's; or
 * the way back into an account that is locked, because its password is known from a breach, because
 * its owner has disavowed a change, or because an operator has locked it.
 */
export interface LinkMail<Id extends AccountId = AccountId, Extra extends object = object>
  extends MailBase<Id, Extra> {
  readonly kind:
    | 'reset_link'
    | 'initial_password_link'
    | 'invitation'
    | 'breach_lock'
    | 'disavowal'
    | 'operator_lock';
  readonly purpose: TicketPurpose;
  readonly url: string;
  readonly expiresAt: Date;
  /**
   * The same for each link that was mailed for one request or lock: where deliveries fail, another
   * worker mints another link with another `id`. For `References` (RFC 5322 3.6.4).
   */
  readonly threadId?: string | undefined;
  /**
   * The link's whole life, or what was left of it, in whole minutes rounded down, when a mail that
   * certainly had reached nobody was tried again. A mail that may have arrived is repeated as it was.
   */
  readonly lifetimeSeconds: number;
}

/** A short code to set a new password with, for the page that asked for it. */
export interface CodeMail<Id extends AccountId = AccountId, Extra extends object = object>
  extends MailBase<Id, Extra> {
  readonly kind: 'reset_code';
  /** `mail`, or one of the configured `channels`; `to` is then what that channel reads. */
  readonly channel: string;
  readonly purpose: TicketPurpose;
  /** Digits only. Text that shows it in groups must not change what is copied. */
  readonly code: string;
  readonly expiresAt: Date;
  /** From now on: the whole life, or in whole minutes rounded down where an earlier try has failed. */
  readonly lifetimeSeconds: number;
}

/** The way to undo a change that its owner did not cause: a page that asks for the address. */
export interface DisavowLink {
  readonly url: string;
  readonly expiresAt: Date;
  /** As of a {@link LinkMail}. */
  readonly lifetimeSeconds: number;
}

/** Tells the owner of a provider's account where to sign in; carries no link to a ticket. */
export interface ProviderMail<Id extends AccountId = AccountId, Extra extends object = object>
  extends MailBase<Id, Extra> {
  readonly kind: 'provider_account';
  readonly identityProvider: string;
}

/** Tells the owner that there is no password to reset (option `passwordless: 'notice'`). */
export interface PasswordlessMail<Id extends AccountId = AccountId, Extra extends object = object>
  extends MailBase<Id, Extra> {
  readonly kind: 'passwordless_account';
}

/** Tells the owner, without the password, that it was changed. */
export interface ChangedMail<Id extends AccountId = AccountId, Extra extends object = object>
  extends Omit<MailBase<Id, Extra>, 'account'> {
  readonly kind: 'password_changed';
  /** `null` where the account has been deleted since. Its `email` is the one that its reader knows: `to`. */
  readonly account: Account<Id, Extra> | null;
  readonly changedAt: Date;
  readonly cause: 'reset' | 'change' | 'initial' | 'direct_set';
  /**
   * `null` without `links.disavow`, where the account has been deleted since, and for a reader who has
   * 50 links about it with half of their life before them: any of those undoes this as well.
   */
  readonly disavow: DisavowLink | null;
}

/** Tells the owner, at the address of before, that the account has another one now. */
export interface AddressChangedMail<Id extends AccountId = AccountId, Extra extends object = object>
  extends Omit<MailBase<Id, Extra>, 'account'> {
  readonly kind: 'address_changed';
  /** `null` where the account has been deleted since. Its `email` is the one that its reader knows: `to`. */
  readonly account: Account<Id, Extra> | null;
  readonly changedAt: Date;
  /**
   * `null` without `links.disavow`, where the account has been deleted since, and where an owner has put
   * the account back from this address: a link there would put it in dispute.
   */
  readonly disavow: DisavowLink | null;
}

/**
 * What else about an account can be changed by a thief who wants to come back, or to keep its owner
 * out: each is told to its owner (ASVS 5.0.0 6.3.7; NIST SP 800-63B-4 4.6).
 */
export type AccountChange =
  | 'second_factor_added'
  | 'second_factor_removed'
  | 'recovery_codes_replaced'
  | 'telephone_changed'
  | 'passkey_added'
  | 'passkey_removed'
  | 'provider_linked'
  | 'provider_unlinked'
  | 'account_closed';

/** Tells the owner that another way into the account, or around its password, was changed. */
export interface AccountChangedMail<Id extends AccountId = AccountId, Extra extends object = object>
  extends Omit<MailBase<Id, Extra>, 'account'> {
  readonly kind: 'account_changed';
  /** `null` where the account has been deleted since. Its `email` is the one that its reader knows: `to`. */
  readonly account: Account<Id, Extra> | null;
  readonly changedAt: Date;
  readonly change: AccountChange;
  /** `null` as that of a {@link ChangedMail}. */
  readonly disavow: DisavowLink | null;
}

/** Tells the owner of an inbox that no account has this address (option `notifyUnknown`). */
export interface UnknownAddressMail {
  readonly kind: 'unknown_address';
  readonly id: string;
  readonly to: string;
  readonly locale: string | null;
  readonly context: MailContext;
}

export type Mail<Id extends AccountId = AccountId, Extra extends object = object> =
  | LinkMail<Id, Extra>
  | CodeMail<Id, Extra>
  | ProviderMail<Id, Extra>
  | PasswordlessMail<Id, Extra>
  | ChangedMail<Id, Extra>
  | AddressChangedMail<Id, Extra>
  | AccountChangedMail<Id, Extra>
  | UnknownAddressMail;

export interface MailerCall {
  /** Aborts when the mailer's time is up. A mailer that ignores it is given up on all the same. */
  readonly signal: AbortSignal;
}

/**
 * Hands a mail over. Resolving means that the next hop has accepted it. Throwing means that it
 * may be tried again, unless the error says `permanent: true` (see `MailDeliveryError`).
 * It receives data, never markup: escaping is the template's work. A plain function will do.
 */
export type Mailer<Id extends AccountId = AccountId, Extra extends object = object> =
  | ((mail: Mail<Id, Extra>, call: MailerCall) => Promise<unknown>)
  | { send(mail: Mail<Id, Extra>, call: MailerCall): Promise<unknown> };
