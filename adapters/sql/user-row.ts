import { type RawBuilder, sql } from 'kysely';
import { type AccountId, LatchkeyError, type StoredAccount } from 'latchkey';
import type { IdCodec } from './account-ids.js';
import type { Dialect } from './dialect.js';
import { asOne, isInstant, isOne, isSet } from './flags.js';
import type { ResolvedMapping } from './resolve-mapping.js';
import type { ColumnSchema } from './user-mapping.js';

/** A row of the users table under our own names. A column that is not mapped is `undefined`. */
interface UserRow {
  readonly id: unknown;
  readonly email: unknown;
  readonly password_hash: unknown;
  readonly enabled: unknown;
  readonly email_verified?: unknown;
  readonly identity_provider?: unknown;
  readonly display_name?: unknown;
  readonly locale?: unknown;
  readonly [extra: `extra_${number}`]: unknown;
}

/** Reads rows of the users table as accounts. */
export interface UserReader<Id extends AccountId, Extra extends object> {
  /** What stands between SELECT and FROM. */
  readonly selection: RawBuilder<UserRow>;
  read(row: UserRow): StoredAccount<Id, Extra>;
  /** Whether what stands in the password column is a hash. */
  isPassword(stored: string | null): boolean;
}

export function userReader<Id extends AccountId, Extra extends object>(
  mapping: ResolvedMapping,
  dialect: Dialect,
  {
    id,
    isEnabled,
    password,
  }: {
    readonly id: IdCodec;
    readonly isEnabled: RawBuilder<unknown>;
    /** With its name: the hash, or what it is found by. */
    readonly password: RawBuilder<unknown>;
  },
): UserReader<Id, Extra> {
  const aliased = (column: RawBuilder<unknown>, alias: string) =>
    sql`${column} as ${sql.id(alias)}`;
  const mapped = (column: string | null | undefined, alias: keyof UserRow & string) =>
    column === null || column === undefined ? [] : [aliased(sql.id(column), alias)];
  const extra = [...mapping.extra];
  const isPassword = (stored: string | null) =>
    stored !== null &&
    stored !== '' &&
    !mapping.noPasswordPrefixes.some((prefix) => stored.startsWith(prefix));

  const isVerified: RawBuilder<unknown>[] = [];
  if (mapping.emailVerified !== null) {
    const { column, as } = mapping.emailVerified;
    const judge = as === 'timestamp' ? isInstant : isSet;
    isVerified.push(judge(dialect, sql.id(column)));
  }

  const selection = sql<UserRow>`${sql.join([
    aliased(id.selected(sql.id(mapping.id)), 'id'),
    ...mapped(mapping.email, 'email'),
    password,
    aliased(asOne(isEnabled), 'enabled'),
    ...isVerified.map((condition) => aliased(asOne(condition), 'email_verified')),
    ...mapped(mapping.identityProvider, 'identity_provider'),
    ...mapped(mapping.displayName, 'display_name'),
    ...mapped(mapping.locale, 'locale'),
    ...extra.flatMap(([column], index) => mapped(column, `extra_${index}`)),
  ])}`;

  return {
    selection,
    isPassword,
    read(row) {
      const stored = text(row.password_hash, 'passwordHash');
      const hasPassword = isPassword(stored);
      return {
        id: id.read(row.id) as Id,
        email: text(row.email, 'email') || null,
        emailVerified: isOne(row.email_verified),
        enabled: isOne(row.enabled),
        identityProvider: text(row.identity_provider, 'identityProvider') || null,
        displayName: text(row.display_name, 'displayName') || null,
        locale: text(row.locale, 'locale') || null,
        hasPassword,
        passwordHash: hasPassword ? stored : null,
        extra: Object.fromEntries(
          extra.map(([column, schema], index) => [
            column,
            checked(row[`extra_${index}`], column, schema),
          ]),
        ) as Extra,
      };
    },
  };
}

// A hash that a driver returns as bytes must not pass for no hash at all.
function text(value: unknown, column: string): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    `The option "users.columns.${column}" must name a column of text.`,
  );
}

function checked(value: unknown, column: string, schema: ColumnSchema): unknown {
  const result = schema['~standard'].validate(value) as
    | { readonly value?: unknown; readonly issues?: unknown }
    | PromiseLike<unknown>;
  if (!('then' in result) && result.issues === undefined) return result.value;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    `A value of the column "${column}" does not fit its schema in the option "users.extra", or ` +
      'the schema is asynchronous.',
  );
}
