import { type RawBuilder, sql } from 'kysely';
import { type AccountId, LatchkeyError, type StoredAccount } from 'latchkey';
import type { IdCodec } from './account-ids.js';
import { isClear, isSet } from './flags.js';
import type { ColumnSchema, ResolvedMapping } from './user-mapping.js';

/** A row of the users table under our own names. A column that is not mapped is `undefined`. */
interface UserRow {
  readonly id: unknown;
  readonly email: unknown;
  readonly password_hash: unknown;
  readonly email_verified?: unknown;
  readonly enabled?: unknown;
  readonly disabled?: unknown;
  readonly deleted_at?: unknown;
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
}

export function userReader<Id extends AccountId, Extra extends object>(
  mapping: ResolvedMapping,
  ids: IdCodec,
): UserReader<Id, Extra> {
  const aliased = (column: RawBuilder<unknown>, alias: string) =>
    sql`${column} as ${sql.id(alias)}`;
  const mapped = (column: string | null | undefined, alias: keyof UserRow & string) =>
    column === null || column === undefined ? [] : [aliased(sql.id(column), alias)];
  const extra = [...mapping.extra];

  const selection = sql<UserRow>`${sql.join([
    aliased(ids.selected(sql.id(mapping.id)), 'id'),
    ...mapped(mapping.email, 'email'),
    ...mapped(mapping.passwordHash, 'password_hash'),
    ...mapped(mapping.emailVerified?.column, 'email_verified'),
    ...mapped(mapping.enabled, 'enabled'),
    ...mapped(mapping.disabled, 'disabled'),
    ...mapped(mapping.deletedAt, 'deleted_at'),
    ...mapped(mapping.identityProvider, 'identity_provider'),
    ...mapped(mapping.displayName, 'display_name'),
    ...mapped(mapping.locale, 'locale'),
    ...extra.flatMap(([column], index) => mapped(column, `extra_${index}`)),
  ])}`;

  return {
    selection,
    read(row) {
      const passwordHash = text(row.password_hash, 'passwordHash') || null;
      return {
        id: ids.read(row.id) as Id,
        email: text(row.email, 'email') || null,
        emailVerified:
          mapping.emailVerified?.as === 'timestamp'
            ? isInstant(row.email_verified)
            : isSet(row.email_verified),
        enabled:
          (mapping.enabled === null || isSet(row.enabled)) &&
          (mapping.disabled === null || isClear(row.disabled)) &&
          (mapping.deletedAt === null || row.deleted_at === null),
        identityProvider: text(row.identity_provider, 'identityProvider') || null,
        displayName: text(row.display_name, 'displayName') || null,
        locale: text(row.locale, 'locale') || null,
        hasPassword: passwordHash !== null,
        passwordHash,
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

/** A verification that never took place is NULL; some tools write an empty or a zero date. */
function isInstant(value: unknown): boolean {
  return value !== null && value !== undefined && !['', '0'].includes(String(value));
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
