import { createHash } from 'node:crypto';
import type {
  AccountId,
  CallContext,
  ChangeCause,
  Json,
  NewOutboxEntry,
  StoredAccount,
} from '../../ports/index.js';
import type { Core } from '../core.js';
import { normalizeIdentifier } from '../identifier.js';

/** What the outbox can hold. One handler file per kind, in `handlers/`. */
export type EntryKind =
  | 'reset_request'
  | 'reset_mail'
  | 'reset_code'
  | 'unknown_mail'
  | 'change_notice'
  | 'address_notice'
  | 'account_notice'
  | 'lock_mail'
  | 'ticket_mail'
  | 'session_revocation';

/** As long as a notice is tried to be sent, unless an operator brings it back. */
export const NOTICE_SECONDS = 72 * 60 * 60;

/** A request is worth an hour, a notice three days; a revocation is tried until it is done. */
const LIFETIME_SECONDS: Record<EntryKind, number> = {
  reset_request: 60 * 60,
  reset_mail: 60 * 60,
  reset_code: 60 * 60,
  unknown_mail: 60 * 60,
  change_notice: NOTICE_SECONDS,
  address_notice: NOTICE_SECONDS,
  account_notice: NOTICE_SECONDS,
  lock_mail: 72 * 60 * 60,
  ticket_mail: 72 * 60 * 60,
  session_revocation: 30 * 24 * 60 * 60,
};

/**
 * What is late is still better than never: the owner learns of a change, a session ends. A link
 * that was asked for hours ago helps nobody, and a mail that nobody waits for frightens.
 */
const WORTH_BEING_LATE: readonly EntryKind[] = [
  'change_notice',
  'address_notice',
  'account_notice',
  'lock_mail',
  'session_revocation',
];
const REQUESTS: readonly EntryKind[] = [
  'reset_request',
  'reset_mail',
  'reset_code',
  'unknown_mail',
  'ticket_mail',
];

/** Each tells of something else that has happened; their fold keys are for `revokeTickets`. */
const STANDS_ALONE: readonly string[] = [
  'change_notice',
  'address_notice',
  'account_notice',
] satisfies EntryKind[];

/** What an entry may be folded by: the newest one stands for all that ask for the same. */
export function foldsWith(entry: Pick<NewOutboxEntry, 'kind' | 'foldKey'>): string | null {
  return STANDS_ALONE.includes(entry.kind) ? null : entry.foldKey;
}

/** Whether an entry of this kind is a mail that a server may refuse. */
export function isMail(kind: string): boolean {
  return kind !== 'reset_request' && kind !== 'session_revocation';
}

/** The kinds that come back from being given up, and how long each is then worth. */
export function requeueable(options: {
  readonly includeRequests: boolean;
}): readonly { readonly kind: EntryKind; readonly lifetimeSeconds: number }[] {
  const kinds = options.includeRequests ? [...WORTH_BEING_LATE, ...REQUESTS] : WORTH_BEING_LATE;
  return kinds.map((kind) => ({ kind, lifetimeSeconds: LIFETIME_SECONDS[kind] }));
}

/** How long a revocation that is also tried straight after the commit waits for that try. */
const REVOCATION_GRACE_SECONDS = 60;

/** Fold keys have one length, whatever an address has. */
export const foldKeyOf = (...parts: readonly string[]) =>
  createHash('sha256').update(parts.join('\0')).digest('hex');

export type Clocked = Pick<Core, 'now' | 'newId'>;

/** Makes an entry that is due now. */
export function entry(
  core: Clocked,
  kind: EntryKind,
  making: {
    readonly foldKey?: string;
    readonly accountKey?: string;
    readonly payload: { readonly [key: string]: Json };
    readonly delaySeconds?: number;
    /** Counts from here instead of from now. */
    readonly expiresAt?: Date;
  },
): NewOutboxEntry {
  const createdAt = core.now();
  const after = (seconds: number) => new Date(createdAt.getTime() + seconds * 1000);
  return {
    id: core.newId(),
    kind,
    foldKey: making.foldKey ?? null,
    accountKey: making.accountKey ?? null,
    payload: making.payload,
    createdAt,
    dueAt: after(making.delaySeconds ?? 0),
    expiresAt: making.expiresAt ?? after(LIFETIME_SECONDS[kind]),
  };
}

/** What the application told of the request, for the mail. */
export function told(core: Clocked, context: CallContext): { readonly [key: string]: Json } {
  // Where somebody else acts, that one's address and browser are for the events alone.
  const { ip, userAgent, place, device } = context.actor === undefined ? context : {};
  return {
    locale: context.locale ?? null,
    ip: ip ?? null,
    userAgent: userAgent ?? null,
    place: place ?? null,
    device: device ?? null,
    requestedAt: core.now().getTime(),
    correlationId: context.correlationId ?? null,
  };
}

/** The request of a person who forgot the password: all that `requestReset` writes. */
export function resetRequest(
  core: Clocked,
  request: {
    readonly identifier: string;
    /** Only this one of the address's accounts, or `null` for all of them. */
    readonly accountKey: string | null;
    readonly link: string | null;
    readonly state: string | null;
    /** The flow that waits for a code, and how the code goes out; `null` for a link. */
    readonly code: { readonly flowDigest: Uint8Array; readonly channel: string } | null;
    readonly context: CallContext;
  },
): NewOutboxEntry {
  const { identifier, accountKey, link, state, code, context } = request;
  const payload = { identifier, accountKey, link, state, ...told(core, context) };
  if (code !== null) {
    const flow = Buffer.from(code.flowDigest).toString('base64url');
    // It folds with nothing: each browser has a flow of its own that waits, the stranger's too.
    return entry(core, 'reset_request', { payload: { ...payload, flow, channel: code.channel } });
  }
  // A request for one account stands for no request for all of them.
  const foldKey = foldKeyOf(normalizeIdentifier(identifier), accountKey ?? '');
  return entry(core, 'reset_request', { foldKey, payload });
}

/** One mail to one account, made when the worker has found whose request it is. */
export function resetMail(
  core: Clocked,
  mail: {
    readonly accountKey: string;
    readonly address: string;
    readonly request: { readonly payload: NewOutboxEntry['payload']; readonly expiresAt: Date };
  },
): NewOutboxEntry {
  const { identifier: _typed, accountKey: _only, ...payload } = mail.request.payload;
  return entry(core, 'reset_mail', {
    // With the address: after a change of it, an older entry must not stand for a newer one.
    foldKey: foldKeyOf(mail.accountKey, mail.address),
    accountKey: mail.accountKey,
    expiresAt: mail.request.expiresAt,
    payload: { ...payload, address: mail.address },
  });
}

/**
 * What becomes of a flow that waits for a code: the code of one account, or a decoy. There is one
 * for every such request, so that neither comes sooner than the other.
 */
export function resetCode(
  core: Clocked,
  mail: {
    readonly to: { readonly accountKey: string; readonly address: string } | null;
    readonly request: { readonly payload: NewOutboxEntry['payload']; readonly expiresAt: Date };
  },
): NewOutboxEntry {
  const { identifier: _typed, accountKey: _only, ...payload } = mail.request.payload;
  const { expiresAt } = mail.request;
  return entry(core, 'reset_code', {
    ...(mail.to === null ? {} : { accountKey: mail.to.accountKey }),
    expiresAt,
    payload: { ...payload, address: mail.to?.address ?? null },
  });
}

/** Tells the owner of an inbox that no account has this address; only with `notifyUnknown`. */
export function unknownMail(
  core: Clocked,
  request: Pick<NewOutboxEntry, 'payload' | 'expiresAt' | 'foldKey'>,
): NewOutboxEntry {
  const { payload, expiresAt, foldKey } = request;
  return entry(core, 'unknown_mail', {
    payload,
    expiresAt,
    ...(foldKey === null ? {} : { foldKey }),
  });
}

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

/** Ends sessions in a store that could not join the transaction, as often as it takes. */
export function sessionRevocation(
  core: Clocked,
  revocation: {
    readonly accountKey: string;
    readonly belowVersion: number;
  },
): NewOutboxEntry {
  return entry(core, 'session_revocation', {
    accountKey: revocation.accountKey,
    delaySeconds: REVOCATION_GRACE_SECONDS,
    payload: { belowVersion: revocation.belowVersion },
  });
}
