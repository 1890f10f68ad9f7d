import type { AccountId, Stores, UnitOfWork } from '../ports/index.js';

/** The parts of a store set that a case can be about. */
export type StorePort =
  | 'users'
  | 'credentials'
  | 'tickets'
  | 'sessions'
  | 'outbox'
  | 'history'
  | 'unitOfWork';

/** What a seeded row of the users table must hold; what is left out may be anything plain. */
export interface SeededColumns {
  readonly email?: string | null;
  readonly emailVerified?: boolean;
  readonly enabled?: boolean;
  readonly passwordHash?: string | null;
}

/** One open, empty database and what the kit needs to put into it. */
export interface ConformanceSubject {
  readonly stores: Stores;
  /** Inserts a row into the users table, under an id of its own choice, as an application would. */
  seedAccount(columns: SeededColumns): Promise<{ readonly id: AccountId }>;
  /**
   * Opens a session and resolves to its id. @default `stores.sessions.create({ accountKey,
   * credentialsVersion, expiresAt })`, where the session store has such a method
   */
  seedSession?(session: SeededSession): Promise<string>;
  /**
   * Makes another set of stores over the same database, as a second process would, or one of
   * another realm. The cases about realms and about two processes need it.
   */
  reopen?(options: { readonly realm: string }): Promise<Stores> | Stores;
  close(): Promise<void> | void;
}

export interface SeededSession {
  readonly accountKey: string;
  readonly credentialsVersion: number;
  readonly expiresAt: Date;
}

/** What a case works with: the subject, with the conveniences filled in. */
export interface CaseContext {
  readonly stores: Stores;
  readonly unitOfWork: UnitOfWork;
  /** Seeds an account and resolves to its `accountKey`. */
  seedAccount(columns?: SeededColumns): Promise<string>;
  seedSession(accountKey: string, credentialsVersion: number): Promise<string>;
  reopen(realm?: string): Promise<Stores>;
}

/** One sentence of the contract, and the proof of it. */
export interface ConformanceCase {
  /** Stable: a skip names it. It begins with the port that it is mostly about. */
  readonly name: string;
  /** Every port that the case calls. */
  readonly ports: readonly StorePort[];
  /** Rejects where the stores break the contract. */
  run(context: CaseContext): Promise<void>;
}
