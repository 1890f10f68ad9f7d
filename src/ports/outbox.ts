/** Plain JSON. An entry's payload never holds a token. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [k: string]: Json };

/** Something that must happen after the answer. */
export interface OutboxEntry {
  readonly id: string;
  readonly kind: string;
  /** Entries of one kind and key may be folded into one; `null` folds with nothing. */
  readonly foldKey: string | null;
  /** Lets `forgetAccount` find the entry; `null` while the account is not known. */
  readonly accountKey: string | null;
  readonly payload: { readonly [k: string]: Json };
  /** Claims so far, the present one included. */
  readonly attempts: number;
  /** Tokens minted for this entry so far: a few at most, but for the links of notices. */
  readonly mints: number;
  readonly createdAt: Date;
  readonly dueAt: Date;
  /** After this instant the entry is given up. */
  readonly expiresAt: Date;
}

export type NewOutboxEntry = Omit<OutboxEntry, 'attempts' | 'mints'>;

/** A claimed entry and the proof of the claim. */
export interface LeasedEntry extends OutboxEntry {
  readonly leaseId: string;
}

/** What was given up on, for an operator to read. */
export interface GivenUpEntry extends OutboxEntry {
  readonly givenUpAt: Date;
  /** A stable code: never a mail server's text, which may quote an address. */
  readonly reason: string;
}

/**
 * The queue of what must happen after the answer. It shares a database with the companion table,
 * and it never reads a clock.
 */
export interface Outbox<Tx = unknown> {
  /** Appends an entry. One INSERT: the same work whatever the entry says. */
  enqueue(entry: NewOutboxEntry, tx?: Tx): Promise<void>;

  /**
   * Claims at most `limit` entries that are due at `now` and not leased, oldest due first, counts
   * the attempt and leases them until `leaseUntil`. Of concurrent callers each entry goes to one.
   */
  claim(claim: {
    readonly now: Date;
    readonly leaseUntil: Date;
    readonly leaseId: string;
    readonly limit: number;
  }): Promise<LeasedEntry[]>;

  /** Removes a finished entry while the lease is still the caller's; else resolves to `false`. */
  complete(lease: { readonly id: string; readonly leaseId: string }, tx?: Tx): Promise<boolean>;

  /** Counts a mint, while the lease is still the caller's; else resolves to `false`. */
  countMint(lease: { readonly id: string; readonly leaseId: string }, tx?: Tx): Promise<boolean>;

  /**
   * Gives the entry back, due again at `dueAt`, while the lease is still the caller's. With
   * `refundMint` it counts one mint less, never below zero: that token certainly reached nobody.
   */
  defer(
    deferral: {
      readonly id: string;
      readonly leaseId: string;
      readonly dueAt: Date;
      readonly refundMint?: boolean;
    },
    tx?: Tx,
  ): Promise<boolean>;

  /** Keeps the entry aside for an operator, while the lease is still the caller's. */
  giveUp(
    ending: {
      readonly id: string;
      readonly leaseId: string;
      readonly givenUpAt: Date;
      readonly reason: string;
    },
    tx?: Tx,
  ): Promise<boolean>;

  /**
   * Removes the other pending entries of the same kind and fold key that were created at
   * `createdUntil` or before and that nobody holds at `now`. Resolves to how many there were.
   */
  fold(
    folding: {
      readonly kind: string;
      readonly foldKey: string;
      readonly exceptId: string;
      readonly createdUntil: Date;
      readonly now: Date;
    },
    tx?: Tx,
  ): Promise<number>;

  /**
   * Counts pending entries, of one kind or of all, up to `countUpTo`, and tells the oldest instant
   * that one of any kind is due.
   */
  status(query: {
    readonly countUpTo: number;
    readonly kind?: string | undefined;
  }): Promise<{ readonly pending: number; readonly oldestDueAt: Date | null }>;

  /**
   * Puts at most `limit` given-up entries of the kind back, those given up on first coming first:
   * pending, due at `dueAt`, with an end of its own, attempts and mints at zero. `ids` names which;
   * `null` means all. Resolves to how many there were: of concurrent callers each entry counts for
   * one, and what is pending already for none.
   */
  requeue(
    requeueing: {
      readonly kind: string;
      readonly ids: readonly string[] | null;
      readonly dueAt: Date;
      readonly expiresAt: Date;
      readonly limit: number;
    },
    tx?: Tx,
  ): Promise<number>;

  /** Lists what was given up on, newest first. */
  listGivenUp(query: { readonly limit: number }): Promise<GivenUpEntry[]>;

  removeByAccount(accountKey: string, tx?: Tx): Promise<void>;

  /** Deletes at most `limit` entries that were given up before `before`. */
  purge(purge: { readonly before: Date; readonly limit: number }, tx?: Tx): Promise<number>;
}
