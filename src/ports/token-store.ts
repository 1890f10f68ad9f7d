import type { AccountChange } from './mailer.js';

/** Why a ticket was made. Self-service never supersedes `administrative` or `invite` tickets. */
export type TicketPurpose = 'reset' | 'administrative' | 'invite' | 'forced_change' | 'disavow';

/**
 * `candidate`: minted, its mail not yet accepted, or handed to who typed a right code; redeemable
 * all the same, and no later mail supersedes it.
 * `live`: delivered, handed to a trusted caller, or, of a code and of a notice's link, minted: those
 * need no mail to be accepted. `spent` and `superseded` rows stay as tombstones until they expire, so
 * that a double-clicker is told the truth.
 */
export type TicketState = 'candidate' | 'live' | 'spent' | 'superseded';

/**
 * The stored record of one permission: to set a password or, of the purpose `disavow`, to undo a
 * change. The token itself is never stored.
 */
export interface Ticket {
  readonly id: string;
  readonly realm: string;
  readonly purpose: TicketPurpose;
  readonly accountKey: string;
  /** The account's address at issue; of a `disavow` ticket the one that the notice goes to. */
  readonly address: string | null;
  /** The account's credentials version at issue. */
  readonly credentialsVersion: number;
  readonly state: TicketState;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /**
   * The outbox entry that minted it; `null` for what is handed over, to a trusted backend or to who
   * signs in or has typed a right code, and for tickets of notices.
   */
  readonly entryId: string | null;
  readonly resultUrl: string | null;
  /** Whether the person's address goes along to `resultUrl`. */
  readonly includeEmailInRedirect: boolean;
  /** Text of the application's own that comes back where the person lands. */
  readonly clientState: string | null;
  readonly markEmailVerified: boolean;
  /** Set once the account's second factor was shown for this ticket. */
  readonly secondFactorProof: SecondFactorProof | null;
  /** Set where the token is a short code, and the ticket is found by the flow's own digest. */
  readonly code: TicketCode | null;
  /** What the notice told of whose link this is; `null` for every other ticket. */
  readonly noticed: NoticedChange | null;
}

/** What the owner was told of, and may disavow. */
export interface NoticedChange {
  readonly change: 'password_changed' | 'address_changed' | AccountChange;
  readonly changedAt: Date;
}

/** A code that is short enough to be guessed, so that its tries are counted. */
export interface TicketCode {
  /** 32 bytes: a keyed hash of the code, so that who reads the store cannot try all of them. */
  readonly digest: Uint8Array;
  /** Counted by `countTry`. */
  readonly tries: number;
}

/** Whoever holds the ticket's token and this proof need not show the second factor again. */
export interface SecondFactorProof {
  /** SHA-256 of a secret that only who showed the factor holds. */
  readonly digest: Uint8Array;
  readonly provenAt: Date;
}

/** Keeps tickets, found by the SHA-256 digest of their token. It never reads a clock. */
export interface TokenStore<Tx = unknown> {
  /** Whether the writes below join the transaction that they are handed. */
  readonly transactional: boolean;

  /**
   * Stores a ticket under the 32 bytes of its token's digest, and resolves to `true`. With `whileOpen`,
   * the id of another ticket of the account, only while that one is open: else it resolves to `false`,
   * having stored nothing. It is what a code is exchanged for, so a `revoke` of all at the same time
   * comes first, and nothing is stored, or ends what was stored as well.
   */
  insert(
    record: {
      readonly ticket: Ticket;
      readonly digest: Uint8Array;
      readonly whileOpen?: string | undefined;
    },
    tx?: Tx,
  ): Promise<boolean>;

  /** Finds a ticket of any state by digest. Read-only: any number of calls spend nothing. */
  findByDigest(digest: Uint8Array, tx?: Tx): Promise<Ticket | null>;

  /**
   * Notes on an open ticket that the second factor was shown; a later proof replaces an earlier
   * one. Resolves to `false` where the ticket is not open, or not the account's.
   */
  recordProof(
    record: {
      readonly accountKey: string;
      readonly ticketId: string;
      readonly proof: SecondFactorProof;
    },
    tx?: Tx,
  ): Promise<boolean>;

  /**
   * Makes a delivered ticket the live one and supersedes the account's other `live` tickets of
   * the same purpose, but for those with a code. Works from `candidate`, and from `superseded`
   * too: of two mails whose deliveries overlap, the one accepted last wins. Never revives a
   * `spent` ticket; the caller passes the current credentials version, and a ticket of an older
   * one stays dead.
   */
  promote(
    promotion: { readonly ticket: Ticket; readonly credentialsVersion: number },
    tx?: Tx,
  ): Promise<boolean>;

  /**
   * Closes an account's open tickets after a change of its password: `spentId` becomes `spent`,
   * every other `candidate` or `live` one `superseded` (`disavow` tickets stay).
   * Resolves to `false`, having changed nothing of that ticket, where `spentId` was not open.
   * Not the judge of a race: the credentials version is.
   *
   * `belowVersion` is the version that the change raised to; tickets of that version or a later one
   * stay as they are. A store outside of the transaction is told after the commit, late perhaps,
   * when the next link has been mailed already.
   */
  close(
    closing: {
      readonly accountKey: string;
      readonly spentId: string | null;
      readonly belowVersion: number;
    },
    tx?: Tx,
  ): Promise<boolean>;

  /**
   * Counts one try of an open ticket's code, before it is compared. Resolves to `false`, having
   * counted nothing, where `limit` tries are counted already, or where the ticket is not open, not
   * the account's, or has no code. Of any number of concurrent callers at most `limit` get `true`.
   */
  countTry(
    attempt: { readonly accountKey: string; readonly ticketId: string; readonly limit: number },
    tx?: Tx,
  ): Promise<boolean>;

  /** Takes one counted try back, never below zero: the code was right. */
  refundTry(
    attempt: { readonly accountKey: string; readonly ticketId: string },
    tx?: Tx,
  ): Promise<void>;

  /** Lists an account's tickets of any state, newest first, at most `limit`. */
  listByAccount(
    query: { readonly accountKey: string; readonly limit: number },
    tx?: Tx,
  ): Promise<Ticket[]>;

  /**
   * Makes the account's open tickets of these purposes `superseded`: the one that `ticketId` names,
   * or with `null` all of them. Resolves to how many there were.
   */
  revoke(
    revocation: {
      readonly accountKey: string;
      readonly ticketId: string | null;
      readonly purposes: readonly TicketPurpose[];
    },
    tx?: Tx,
  ): Promise<number>;

  /**
   * Counts the distinct outbox entries, but for `exceptEntryId`, that minted a ticket for the
   * account since `since` under the given credentials version: the per-account mail limit. With
   * `delivery: 'code'` only tickets with a code count, with `'link'` only those without one: a
   * stranger who asks for codes, which open nothing but in his own browser, must not use up the
   * links that would let the owner in.
   */
  countMintingEntries(
    query: {
      readonly accountKey: string;
      readonly delivery: 'link' | 'code';
      readonly credentialsVersion: number;
      readonly since: Date;
      readonly exceptEntryId: string;
    },
    tx?: Tx,
  ): Promise<number>;

  removeByAccount(accountKey: string, tx?: Tx): Promise<void>;

  /** Deletes at most `limit` tickets that expired before `before`, whatever their state. */
  purge(purge: { readonly before: Date; readonly limit: number }, tx?: Tx): Promise<number>;
}
