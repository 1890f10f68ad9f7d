/**
 * Keeps the hashes that were replaced, for the rule against reuse. The newest is the one appended
 * last, whatever the instants say: clocks repeat and run backwards.
 */
export interface PasswordHistory<Tx = unknown> {
  /** Appends a replaced hash and forgets all but the newest `keep` of the account. */
  append(
    entry: {
      readonly id: string;
      readonly accountKey: string;
      readonly passwordHash: string;
      readonly replacedAt: Date;
      readonly keep: number;
    },
    tx?: Tx,
  ): Promise<void>;

  /** Lists replaced hashes, newest first. */
  list(
    query: { readonly accountKey: string; readonly limit: number },
    tx?: Tx,
  ): Promise<{ readonly passwordHash: string; readonly replacedAt: Date }[]>;

  removeByAccount(accountKey: string, tx?: Tx): Promise<void>;
}
