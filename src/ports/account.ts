/** Native type of an account's id in the application's users table. */
export type AccountId = string | number | bigint;

/**
 * One row of the application's users table, as it leaves the library. It never carries the
 * password hash.
 *
 * @typeParam Id - the native id type of the users table
 * @typeParam Extra - further columns that the application asked its store to read
 */
export interface Account<Id extends AccountId = AccountId, Extra extends object = object> {
  readonly id: Id;
  /** The stored address. Mail goes here and nowhere else; `null` where the row has none. */
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** `false` for a disabled or soft-deleted account: nothing self-service works for it. */
  readonly enabled: boolean;
  /** The identity provider that signs this account in ("Google"), or `null`. */
  readonly identityProvider: string | null;
  /** `false` for an account that never had a password: invited, imported or passwordless. */
  readonly hasPassword: boolean;
  readonly displayName: string | null;
  /** BCP 47 language tag of the person's mails; `null`: that of who asks for them. */
  readonly locale: string | null;
  readonly extra: Readonly<Extra>;
}

/** An account as a store hands it to the core: with its hash, which goes no further. */
export interface StoredAccount<Id extends AccountId = AccountId, Extra extends object = object>
  extends Account<Id, Extra> {
  readonly passwordHash: string | null;
}
