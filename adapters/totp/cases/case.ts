import type { UnitOfWork } from 'latchkey';
import type { TotpStore } from '../totp-store.js';

/** The stores on trial. */
export interface TotpStoreSubject {
  readonly store: TotpStore;
  /** The same data by a connection of its own, as another process has it. @default `store` */
  readonly further?: TotpStore | undefined;
  /** Another realm over the same tables; left out where a store has them for itself. */
  readonly elsewhere?: TotpStore | undefined;
  /** Of the same database; left out where `store` joins no transaction. */
  readonly unitOfWork?: UnitOfWork | undefined;
}

/** One sentence of the contract of a {@link TotpStore}, and the proof of it. */
export interface TotpStoreCase {
  readonly name: string;
  /** Rejects where the store breaks the contract. */
  run(subject: TotpStoreSubject): Promise<void>;
}
