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
  | 'unknown_mail'
  | 'change_notice'
  | 'session_revocation';

/** A request is worth an hour, a notice three days; a revocation is tried until it is done. */
const LIFETIME_SECONDS: Record<EntryKind, number> = {
  reset_request: 60 * 60,
  reset_mail: 60 * 60,
  unknown_mail: 60 * 60,
  change_notice: 72 * 60 * 60,
  session_revocation: 30 * 24 * 60 * 60,
};

/**
 * What is late is still better than never: the owner learns of a change, a session ends. A link
 * that was asked for hours ago helps nobody, and a mail that nobody waits for frightens.
 */
const WORTH_BEING_LATE: readonly EntryKind[] = ['change_notice', 'session_revocation'];
const REQUESTS: readonly EntryKind[] = ['reset_request', 'reset_mail', 'unknown_mail'];

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
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

type Clocked = Pick<Core, 'now' | 'newId'>;

function entry(
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

function told(context: CallContext): { readonly [key: string]: Json } {
  // Where somebody else acts, that one's address and browser are for the events alone.
  const { ip, userAgent } = context.actor === undefined ? context : {};
  return {
    locale: context.locale ?? null,
    ip: ip ?? null,
    userAgent: userAgent ?? null,
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
    readonly context: CallContext;
  },
): NewOutboxEntry {
  const { identifier, accountKey, link, state, context } = request;
  // A request for one account stands for no request for all of them.
  const foldKey = digest(`${normalizeIdentifier(identifier)}\0${accountKey ?? ''}`);
  return entry(core, 'reset_request', {
    foldKey,
    payload: { identifier, accountKey, link, state, ...told(context) },
  });
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
    foldKey: digest(`${mail.accountKey}\0${mail.address}`),
    accountKey: mail.accountKey,
    expiresAt: mail.request.expiresAt,
    payload: { ...payload, address: mail.address },
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
    accountKey: notice.accountKey,
    payload: {
      address: notice.account.email,
      cause: notice.cause,
      changedAt: notice.changedAt.getTime(),
      ...told(notice.context),
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
