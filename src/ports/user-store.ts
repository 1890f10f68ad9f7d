import type { AccountId, StoredAccount } from './account.js';

/**
 * Reads and writes the application's users table.
 *
 * `accountKey` is `String(id)` everywhere: the one spelling under which the library's own tables
 * know an account. A store converts it back to the native id and answers `null` (or `false`)
 * where it cannot be one.
 */
export interface UserStore<
  Id extends AccountId = AccountId,
  Extra extends object = object,
  Tx = unknown,
> {
  /** Whether the writes below join the transaction that they are handed. */
  readonly transactional: boolean;

  /**
   * Finds the accounts whose stored address equals one of the spellings, at most `limit`, enabled
   * ones before others: deleted rows of the same address must not crowd out the living one.
   * It need not fold case: the core passes the address as typed and in lower case and compares
   * what comes back in JavaScript, so a collation that matches too much does no harm.
   */
  findByAddress(
    query: { readonly spellings: readonly string[]; readonly limit: number },
    tx?: Tx,
  ): Promise<StoredAccount<Id, Extra>[]>;

  /** Reads one account, disabled ones included; `null` where there is none. */
  findByKey(accountKey: string, tx?: Tx): Promise<StoredAccount<Id, Extra> | null>;

  /**
   * Writes a new hash where address and enabled state are still `expected`. Resolves to whether
   * a row was written. Only `apply-password` calls this.
   */
  writePasswordHash(
    write: {
      readonly accountKey: string;
      readonly passwordHash: string;
      readonly expected: { readonly email: string | null; readonly enabled: boolean };
    },
    tx?: Tx,
  ): Promise<boolean>;

  /**
   * Replaces `from` by `to` in one compare-and-set. Under concurrent invocation, or when a reset
   * came first, the row no longer holds `from` and nothing is written. Used by the rehash at
   * sign-in only.
   */
  replacePasswordHash(
    swap: { readonly accountKey: string; readonly from: string; readonly to: string },
    tx?: Tx,
  ): Promise<boolean>;

  /** Marks the address as verified where it is still `address`; a no-op without such a column. */
  markEmailVerified(
    mark: { readonly accountKey: string; readonly address: string },
    tx?: Tx,
  ): Promise<boolean>;
}
