import { isLock } from '../is-lock.js';
import type { Credentials, StoredAccount, Ticket } from '../ports/index.js';
import type { TokenRefusal } from '../results/index.js';

export type TicketVerdict = { readonly ok: true } | TokenRefusal;

const refuse = (reason: TokenRefusal['reason']): TokenRefusal => ({ ok: false, reason });

interface Against {
  readonly realm: string;
  readonly now: Date;
}

/**
 * Judges a stored ticket by itself: realm, state and expiry. Whoever gets here holds the genuine
 * token, so the reason may be told. A notice's link sets no password, whatever its state.
 */
export function judgeTicket(ticket: Ticket | null, against: Against): TicketVerdict {
  if (ticket?.purpose === 'disavow') return refuse('token_invalid');
  return judgeState(ticket, against);
}

/** Judges the ticket of a notice's link to disavow a change; no other ticket disavows anything. */
export function judgeDisavowal(ticket: Ticket | null, against: Against): TicketVerdict {
  if (ticket?.purpose !== 'disavow') return refuse('token_invalid');
  return judgeState(ticket, against);
}

function judgeState(ticket: Ticket | null, against: Against): TicketVerdict {
  if (ticket === null || ticket.realm !== against.realm) return refuse('token_invalid');
  if (ticket.state === 'spent') return refuse('token_used');
  if (ticket.state === 'superseded') return refuse('token_superseded');
  // Written so that a missing or NaN expiry counts as expired (attack 20).
  if (!(against.now.getTime() < ticket.expiresAt?.getTime())) return refuse('token_expired');
  return { ok: true };
}

/**
 * Judges a ticket against the account that it is bound to. An older credentials version means
 * that the password was changed by some other path since; another address, a disabled account or
 * one of an identity provider means that the permission no longer stands.
 */
export function judgeBinding(
  ticket: Ticket,
  account: StoredAccount | null,
  credentials: Credentials,
): TicketVerdict {
  if (account === null || !account.enabled || account.identityProvider !== null)
    return refuse('token_invalid');
  if (account.email !== ticket.address) return refuse('token_invalid');
  if (credentials.version !== ticket.credentialsVersion) return refuse('token_superseded');
  // It came out of a sign-in with the password: one that somebody else knows by now, or that need
  // not be changed any more.
  const { changeRequired } = credentials;
  if (ticket.purpose === 'forced_change' && (changeRequired === null || isLock(changeRequired)))
    return refuse('token_superseded');
  // Whoever reads the mail of the present address may be the thief who put it there.
  if (ticket.purpose === 'reset' && changeRequired === 'disputed')
    return refuse('token_superseded');
  return { ok: true };
}
