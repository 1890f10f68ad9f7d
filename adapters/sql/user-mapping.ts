import type { AccountId } from 'latchkey';
import type { IdType, IdTypes } from './account-ids.js';

/**
 * What reads and checks one extra column: any schema of the Standard Schema specification, such
 * as Zod's. Only synchronous ones.
 */
export interface ColumnSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => unknown;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/** Extra columns: the name of the column, which is also the name in `account.extra`. */
export type ExtraColumns = Readonly<Record<string, ColumnSchema>>;

/** Which column of the users table holds what. Names are quoted, so case matters. */
export interface UserColumns {
  /** @default 'id' */
  readonly id?: string | undefined;
  /** @default 'email' */
  readonly email?: string | undefined;
  /**
   * What accounts are looked up by where `email` has no index that serves it: a column that holds
   * the address in one case, such as ASP.NET's `NormalizedEmail`; without `column`, an index on
   * `lower(email)` or `upper(email)`. What is found is held against `email` all the same.
   */
  readonly emailLookup?:
    | { readonly column?: string | undefined; readonly as: 'lower' | 'upper' }
    | undefined;
  /** NULL or empty where the account has no password. @default 'password_hash' */
  readonly passwordHash?: string | undefined;
  /**
   * A flag, or the instant of the verification (not NULL: verified). Without it addresses count
   * as not verified. A name alone means a flag.
   */
  readonly emailVerified?:
    | string
    | { readonly column: string; readonly as: 'boolean' | 'timestamp' }
    | undefined;
  /** A flag that must be set for an account to be enabled; NULL is not. */
  readonly enabled?: string | undefined;
  /** A flag that must be clear for an account to be enabled, or several; NULL is clear. */
  readonly disabled?: string | readonly string[] | undefined;
  /** An instant of deletion: NULL for an account that exists. */
  readonly deletedAt?: string | undefined;
  /** The name of the identity provider that signs the account in; NULL or empty for none. */
  readonly identityProvider?: string | undefined;
  readonly displayName?: string | undefined;
  /** A BCP 47 language tag. */
  readonly locale?: string | undefined;
}

/** The account that a first password's row is for. */
export interface NewPasswordRow {
  /** The native id. */
  readonly id: AccountId;
  readonly email: string | null;
}

/**
 * A table that holds the passwords beside the users table, such as `account` of better-auth. The
 * rows of an account are those that name it and fit `where`; a change writes all of them.
 */
export interface PasswordsTable {
  readonly table: string;
  /** @default the connection's own search path */
  readonly schema?: string | undefined;
  readonly columns: {
    /** The column that holds the id of the users table. */
    readonly accountId: string;
    /** NULL or empty where the row is of no password. */
    readonly passwordHash: string;
  };
  /** What tells password rows from others of the same account. @default every row is one */
  readonly where?: Readonly<Record<string, string | number | boolean | null>> | undefined;
  /**
   * The further columns of a first password's row; values may be Kysely expressions. It may run
   * again for one change, and what it does outside the row is not rolled back.
   * @default an account without a row cannot be given a password
   */
  readonly newRow?: ((account: NewPasswordRow) => Readonly<Record<string, unknown>>) | undefined;
}

/**
 * Where the accounts are: any table, with any columns and any id type. The table is read and its
 * password column written; it is never altered.
 *
 * @example
 * ```ts
 * const stores = sqlStores(db, {
 *   users: {
 *     table: 'members',
 *     idType: 'bigint',
 *     columns: {
 *       id: 'member_id',
 *       passwordHash: 'pw',
 *       emailVerified: { column: 'email_verified_at', as: 'timestamp' },
 *       deletedAt: 'deleted_at',
 *     },
 *     extra: { plan: z.enum(['free', 'paid']) },
 *   },
 * });
 * ```
 */
export interface UsersMapping {
  /** @default 'users' */
  readonly table?: string | undefined;
  /** @default the connection's own search path */
  readonly schema?: string | undefined;
  readonly columns?: UserColumns | undefined;
  /** Where the hashes are, if in a table of their own; then there is no `columns.passwordHash`. */
  readonly passwords?: PasswordsTable | undefined;
  /**
   * Beginnings of what stands in the password column of an account without a password: `!` for
   * Django. Whoever has such a value may be given a first password.
   * @default none: every text that is not empty is a hash
   */
  readonly noPasswordPrefixes?: readonly string[] | undefined;
  /** `text` and `uuid` ids are strings, `integer` ids numbers, `bigint` ids bigints. @default 'text' */
  readonly idType?: IdType | undefined;
  /** Further columns to read, each checked by a schema; they come back in `account.extra`. */
  readonly extra?: ExtraColumns | undefined;
}

/** The native id type that a mapping means. */
export type IdOf<Mapping extends UsersMapping> = Mapping extends {
  readonly idType: infer Type extends IdType;
}
  ? IdTypes[Type]
  : string;

/** The type of `account.extra` that a mapping means. */
export type ExtraOf<Mapping extends UsersMapping> = Mapping extends {
  readonly extra: infer Columns extends ExtraColumns;
}
  ? { [Name in keyof Columns]: Columns[Name] extends ColumnSchema<infer Output> ? Output : never }
  : object;
