import type {
  AccountChange,
  AccountId,
  CallContext,
  ChangeCause,
  LeasedEntry,
  NewOutboxEntry,
  StoredAccount,
  TicketPurpose,
} from '../../ports/index.js';
import type { MailTicketInput } from '../ticket-input.js';
import { after, type Clocked, entry, foldKeyOf, told } from './entry.js';
import { type EntryKind, TICKET_MAIL_SECONDS } from './entry-kinds.js';

/** Tells the owner of a change, at the address at commit. */
export function changeNotice<Id extends AccountId, Extra extends object>(
  core: Clocked,
  notice: {
    readonly accountKey: string;
    readonly account: StoredAccount<Id, Extra>;
    readonly cause: ChangeCause;
    readonly changedAt: Date;
    readonly context: CallContext;
  },
): NewOutboxEntry {
  return entry(core, 'change_notice', {
    // For `revokeTickets`: no notice stands for another.
    foldKey: foldKeyOf(notice.accountKey, 'notice'),
    accountKey: notice.accountKey,
    payload: {
      address: notice.account.email,
      cause: notice.cause,
      changedAt: notice.changedAt.getTime(),
      ...told(core, notice.context),
    },
  });
}

/** Tells the owner of a lock, with the link that leads back in, at the address at commit. */
export function lockMail(
  core: Clocked,
  mail: {
    readonly accountKey: string;
    readonly address: string;
    readonly context: CallContext;
  },
): NewOutboxEntry {
  const { accountKey, address, context } = mail;
  return entry(core, 'lock_mail', {
    foldKey: foldKeyOf(accountKey, address),
    accountKey,
    payload: { address, ...told(core, context) },
  });
}

/** Tells the owner, at the address of before if there was one, that the account has another one now. */
export function addressNotice(
  core: Clocked,
  notice: {
    readonly accountKey: string;
    readonly address: string | null;
    readonly changedAt: Date;
    readonly context: CallContext;
  },
): NewOutboxEntry {
  const { accountKey, address, changedAt, context } = notice;
  return entry(core, 'address_notice', {
    foldKey: foldKeyOf(accountKey, 'notice'),
    accountKey,
    payload: { address, changedAt: changedAt.getTime(), ...told(core, context) },
  });
}

/**
 * A notice once more, for who reads the address of before. It tells nothing of the request: an owner
 * who has moved the account herself may have left that mailbox to somebody who should not know
 * where she is.
 */
export function forFormerReader(
  core: Clocked,
  notice: { readonly entry: LeasedEntry; readonly reader: string },
): NewOutboxEntry {
  const { kind, foldKey, accountKey, payload, dueAt, expiresAt } = notice.entry;
  const untold = { ip: null, userAgent: null, place: null, device: null, locale: null };
  return {
    id: core.newId(),
    kind,
    foldKey,
    accountKey,
    createdAt: core.now(),
    dueAt,
    expiresAt,
    payload: { ...payload, ...untold, address: notice.reader, toFormerReader: true },
  };
}

/**
 * Tells who reads the address that an account was put back from. There is no link, which would put
 * it in dispute, and nothing of the request: where its owner sits is not for the thief.
 */
export function putBackNotice(
  core: Clocked,
  notice: {
    readonly accountKey: string;
    readonly address: string;
    readonly changedAt: Date;
    readonly context: CallContext;
  },
): NewOutboxEntry {
  const { correlationId } = notice.context;
  const moved = addressNotice(core, { ...notice, context: { correlationId } });
  return { ...moved, payload: { ...moved.payload, withoutLink: true } };
}

/** Tells the owner that another way into the account was changed, at its address at commit if it has one. */
export function accountNotice(
  core: Clocked,
  notice: {
    readonly accountKey: string;
    readonly address: string | null;
    readonly change: AccountChange;
    readonly changedAt: Date;
    readonly context: CallContext;
  },
): NewOutboxEntry {
  const { accountKey, address, change, changedAt, context } = notice;
  return entry(core, 'account_notice', {
    foldKey: foldKeyOf(accountKey, 'notice'),
    accountKey,
    payload: { address, change, changedAt: changedAt.getTime(), ...told(core, context) },
  });
}

/** Mails the link of a ticket that a trusted backend issues: for as long as the link would live. */
export function ticketMail(
  core: Clocked,
  mail: {
    readonly accountKey: string;
    readonly address: string;
    readonly credentialsVersion: number;
    readonly purpose: NonNullable<MailTicketInput['purpose']>;
    readonly lifetimeSeconds: number;
    readonly landing: Pick<
      MailTicketInput<AccountId>,
      'resultUrl' | 'includeEmailInRedirect' | 'state' | 'markEmailVerified'
    >;
    readonly context: CallContext;
  },
): NewOutboxEntry {
  const { accountKey, address, credentialsVersion, purpose, lifetimeSeconds, landing } = mail;
  const worthSeconds = Math.min(lifetimeSeconds, TICKET_MAIL_SECONDS);
  return entry(core, 'ticket_mail', {
    foldKey: foldKeyOf(accountKey, purpose),
    accountKey,
    expiresAt: after(core.now(), worthSeconds),
    payload: {
      address,
      credentialsVersion,
      purpose,
      lifetimeSeconds,
      resultUrl: landing.resultUrl ?? null,
      includeEmailInRedirect: landing.includeEmailInRedirect ?? false,
      state: landing.state ?? null,
      markEmailVerified: landing.markEmailVerified ?? false,
      ...told(core, mail.context),
    },
  });
}

/** Where mails of an account wait that would mint tickets of these purposes. */
export function waitingMails(waiting: {
  readonly accountKey: string;
  readonly address: string | null;
  readonly purposes: readonly TicketPurpose[];
}): readonly { readonly kind: EntryKind; readonly foldKey: string }[] {
  const { accountKey, address, purposes } = waiting;
  return purposes.flatMap((purpose): { kind: EntryKind; foldKey: string }[] => {
    if (purpose === 'invite' || purpose === 'administrative')
      return [{ kind: 'ticket_mail', foldKey: foldKeyOf(accountKey, purpose) }];
    const notices = foldKeyOf(accountKey, 'notice');
    if (purpose === 'disavow')
      return [
        { kind: 'change_notice', foldKey: notices },
        { kind: 'address_notice', foldKey: notices },
        { kind: 'account_notice', foldKey: notices },
      ];
    if (purpose !== 'reset' || address === null) return [];
    const foldKey = foldKeyOf(accountKey, address);
    return [
      { kind: 'reset_mail', foldKey },
      { kind: 'lock_mail', foldKey },
    ];
  });
}
