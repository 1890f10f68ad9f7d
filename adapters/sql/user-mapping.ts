import { LatchkeyError } from 'latchkey';
import type { IdType, IdTypes } from './account-ids.js';
import { requireIdentifier } from './tables.js';

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
  /** A flag that must be clear for an account to be enabled; NULL is clear. */
  readonly disabled?: string | undefined;
  /** An instant of deletion: NULL for an account that exists. */
  readonly deletedAt?: string | undefined;
  /** The name of the identity provider that signs the account in; NULL or empty for none. */
  readonly identityProvider?: string | undefined;
  readonly displayName?: string | undefined;
  /** A BCP 47 language tag. */
  readonly locale?: string | undefined;
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

/** A mapping with its defaults filled in and its names checked. */
export interface ResolvedMapping {
  readonly table: string;
  readonly schema: string | null;
  readonly idType: IdType;
  readonly id: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly emailVerified: { readonly column: string; readonly as: 'boolean' | 'timestamp' } | null;
  readonly enabled: string | null;
  readonly disabled: string | null;
  readonly deletedAt: string | null;
  readonly identityProvider: string | null;
  readonly displayName: string | null;
  readonly locale: string | null;
  readonly extra: ReadonlyMap<string, ColumnSchema>;
}

const COLUMNS = new Set<string>([
  'id',
  'email',
  'passwordHash',
  'emailVerified',
  'enabled',
  'disabled',
  'deletedAt',
  'identityProvider',
  'displayName',
  'locale',
] satisfies (keyof UserColumns)[]);

/** Fills in the defaults; throws `ERR_INVALID_OPTION` for a name that can be none. */
export function resolveMapping(mapping: UsersMapping): ResolvedMapping {
  const columns = mapping.columns ?? {};
  for (const key of Object.keys(columns)) {
    if (!COLUMNS.has(key)) {
      throw new LatchkeyError(
        'ERR_INVALID_OPTION',
        `The option "users.columns.${key}" is unknown; there are ${[...COLUMNS].join(', ')}.`,
      );
    }
  }
  type Plain = Exclude<keyof UserColumns, 'emailVerified'>;
  const required = (key: Plain, fallback: string) =>
    requireIdentifier(columns[key] ?? fallback, `users.columns.${key}`);
  const optional = (key: Plain) =>
    columns[key] === undefined ? null : requireIdentifier(columns[key], `users.columns.${key}`);

  return {
    table: requireIdentifier(mapping.table ?? 'users', 'users.table'),
    schema: mapping.schema === undefined ? null : requireIdentifier(mapping.schema, 'users.schema'),
    idType: mapping.idType ?? 'text',
    id: required('id', 'id'),
    email: required('email', 'email'),
    passwordHash: required('passwordHash', 'password_hash'),
    emailVerified: resolveEmailVerified(columns.emailVerified),
    enabled: optional('enabled'),
    disabled: optional('disabled'),
    deletedAt: optional('deletedAt'),
    identityProvider: optional('identityProvider'),
    displayName: optional('displayName'),
    locale: optional('locale'),
    extra: new Map(Object.entries(mapping.extra ?? {})),
  };
}

function resolveEmailVerified(
  given: UserColumns['emailVerified'],
): ResolvedMapping['emailVerified'] {
  if (given === undefined) return null;
  const { column, as } =
    typeof given === 'string' ? { column: given, as: 'boolean' as const } : given;
  if (as !== 'boolean' && as !== 'timestamp') {
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      'The option "users.columns.emailVerified.as" must be boolean or timestamp.',
    );
  }
  return { column: requireIdentifier(column, 'users.columns.emailVerified'), as };
}
