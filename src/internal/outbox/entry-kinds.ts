import type { NewOutboxEntry } from '../../ports/index.js';

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

/** The most that the mail of a ticket is worth, whose link may live for longer. */
export const TICKET_MAIL_SECONDS = 72 * 60 * 60;

/** A request is worth an hour, a notice three days; a revocation is tried until it is done. */
export const LIFETIME_SECONDS: Readonly<Record<EntryKind, number>> = {
  reset_request: 60 * 60,
  reset_mail: 60 * 60,
  reset_code: 60 * 60,
  unknown_mail: 60 * 60,
  change_notice: NOTICE_SECONDS,
  address_notice: NOTICE_SECONDS,
  account_notice: NOTICE_SECONDS,
  lock_mail: NOTICE_SECONDS,
  ticket_mail: TICKET_MAIL_SECONDS,
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
