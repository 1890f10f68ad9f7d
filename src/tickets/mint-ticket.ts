import type {
  NoticedChange,
  StoredAccount,
  Ticket,
  TicketPurpose,
  TicketState,
} from '../ports/index.js';
import { createToken, digestToken } from './token.js';

export interface MintedTicket {
  readonly ticket: Ticket;
  readonly digest: Uint8Array;
  /** The secret; it goes into one link and nowhere else. */
  readonly token: string;
}

/** What a ticket is bound to, and what it remembers for whoever redeems it. */
export interface TicketMaking {
  readonly realm: string;
  readonly accountKey: string;
  readonly account: Pick<StoredAccount, 'email'>;
  readonly credentialsVersion: number;
  readonly purpose: TicketPurpose;
  readonly state: TicketState;
  readonly lifetimeSeconds: number;
  readonly entryId?: string | undefined;
  readonly resultUrl?: string | undefined;
  readonly includeEmailInRedirect?: boolean | undefined;
  readonly clientState?: string | null | undefined;
  readonly markEmailVerified?: boolean | undefined;
  readonly noticed?: NoticedChange | undefined;
}

export interface TicketSource {
  readonly now: Date;
  readonly newId: () => string;
  readonly random: (bytes: number) => Uint8Array;
}

/** Makes a ticket and its token, bound to realm, account, purpose, address and version. */
export function mintTicket(making: TicketMaking, source: TicketSource): MintedTicket {
  const token = createToken(source.random);
  return {
    token,
    digest: digestToken(making.realm, token),
    ticket: newTicket(making, source),
  };
}

/** Makes a ticket that nothing opens yet. */
export function newTicket(making: TicketMaking, source: Omit<TicketSource, 'random'>): Ticket {
  return {
    id: source.newId(),
    realm: making.realm,
    purpose: making.purpose,
    accountKey: making.accountKey,
    address: making.account.email,
    credentialsVersion: making.credentialsVersion,
    state: making.state,
    issuedAt: source.now,
    expiresAt: new Date(source.now.getTime() + making.lifetimeSeconds * 1000),
    entryId: making.entryId ?? null,
    resultUrl: making.resultUrl ?? null,
    includeEmailInRedirect: making.includeEmailInRedirect ?? false,
    clientState: making.clientState ?? null,
    markEmailVerified: making.markEmailVerified ?? false,
    secondFactorProof: null,
    code: null,
    noticed: making.noticed ?? null,
  };
}
