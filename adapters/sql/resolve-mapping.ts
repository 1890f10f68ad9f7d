import { LatchkeyError } from 'latchkey';
import type { IdType } from './account-ids.js';
import { requireIdentifier } from './tables.js';
import type {
  ColumnSchema,
  NewPasswordRow,
  PasswordsTable,
  UserColumns,
  UsersMapping,
} from './user-mapping.js';

/** A mapping with its defaults filled in and its names checked. */
export interface ResolvedMapping {
  readonly table: string;
  readonly schema: string | null;
  readonly idType: IdType;
  readonly id: string;
  readonly email: string;
  readonly emailLookup: EmailLookup | null;
  /** Where the hash is: a column of the users table, or a table of its own. */
  readonly passwordHash: string | ResolvedPasswords;
  readonly noPasswordPrefixes: readonly string[];
  readonly emailVerified: { readonly column: string; readonly as: 'boolean' | 'timestamp' } | null;
  readonly enabled: string | null;
  readonly disabled: readonly string[];
  readonly deletedAt: string | null;
  readonly identityProvider: string | null;
  readonly displayName: string | null;
  readonly locale: string | null;
  readonly extra: ReadonlyMap<string, ColumnSchema>;
}

export interface EmailLookup {
  /** `null` for an index on the expression, `lower(email)` or `upper(email)`. */
  readonly column: string | null;
  readonly as: 'lower' | 'upper';
}

export interface ResolvedPasswords {
  readonly table: string;
  readonly schema: string | null;
  readonly accountId: string;
  readonly passwordHash: string;
  readonly where: readonly (readonly [column: string, value: string | number | boolean | null])[];
  readonly newRow: ((account: NewPasswordRow) => Readonly<Record<string, unknown>>) | null;
}

const COLUMNS = new Set<string>([
  'id',
  'email',
  'emailLookup',
  'passwordHash',
  'emailVerified',
  'enabled',
  'disabled',
  'deletedAt',
  'identityProvider',
  'displayName',
  'locale',
] satisfies (keyof UserColumns)[]);

const PASSWORDS = new Set<string>([
  'table',
  'schema',
  'columns',
  'where',
  'newRow',
] satisfies (keyof PasswordsTable)[]);

/** Fills in the defaults; throws `ERR_INVALID_OPTION` for a name that can be none. */
export function resolveMapping(mapping: UsersMapping): ResolvedMapping {
  const columns = mapping.columns ?? {};
  refuseUnknown(columns, COLUMNS, 'users.columns');
  type Plain = Exclude<keyof UserColumns, 'emailVerified' | 'emailLookup' | 'disabled'>;
  const required = (key: Plain, fallback: string) =>
    requireIdentifier(columns[key] ?? fallback, `users.columns.${key}`);
  const optional = (key: Plain) =>
    columns[key] === undefined ? null : requireIdentifier(columns[key], `users.columns.${key}`);
  if (mapping.passwords !== undefined && columns.passwordHash !== undefined)
    throw invalid('users.columns.passwordHash', 'has no meaning beside "users.passwords"');

  return {
    table: requireIdentifier(mapping.table ?? 'users', 'users.table'),
    schema: mapping.schema === undefined ? null : requireIdentifier(mapping.schema, 'users.schema'),
    idType: mapping.idType ?? 'text',
    id: required('id', 'id'),
    email: required('email', 'email'),
    emailLookup: resolveEmailLookup(columns.emailLookup),
    passwordHash:
      mapping.passwords === undefined
        ? required('passwordHash', 'password_hash')
        : resolvePasswords(mapping.passwords),
    noPasswordPrefixes: resolvePrefixes(mapping.noPasswordPrefixes),
    emailVerified: resolveEmailVerified(columns.emailVerified),
    enabled: optional('enabled'),
    disabled: [columns.disabled ?? []]
      .flat()
      .map((name) => requireIdentifier(name, 'users.columns.disabled')),
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
  if (as !== 'boolean' && as !== 'timestamp')
    throw invalid('users.columns.emailVerified.as', 'must be boolean or timestamp');
  return { column: requireIdentifier(column, 'users.columns.emailVerified'), as };
}

function resolveEmailLookup(given: UserColumns['emailLookup']): EmailLookup | null {
  if (given === undefined) return null;
  const { column, as } = given;
  if (as !== 'lower' && as !== 'upper')
    throw invalid('users.columns.emailLookup.as', 'must be lower or upper');
  return {
    column:
      column === undefined ? null : requireIdentifier(column, 'users.columns.emailLookup.column'),
    as,
  };
}

function resolvePrefixes(given: UsersMapping['noPasswordPrefixes']): readonly string[] {
  const prefixes = given ?? [];
  // An empty prefix would turn every hash into none, and let anybody set a "first" password.
  if (!Array.isArray(prefixes) || !prefixes.every((each) => typeof each === 'string' && each))
    throw invalid('users.noPasswordPrefixes', 'must be a list of non-empty texts');
  return prefixes;
}

function resolvePasswords(given: PasswordsTable): ResolvedPasswords {
  refuseUnknown(given, PASSWORDS, 'users.passwords');
  const { table, schema, columns, where = {}, newRow = null } = given;
  const column = (key: 'accountId' | 'passwordHash') =>
    requireIdentifier(columns?.[key], `users.passwords.columns.${key}`);
  if (newRow !== null && typeof newRow !== 'function')
    throw invalid('users.passwords.newRow', 'must be a function');
  return {
    table: requireIdentifier(table, 'users.passwords.table'),
    schema: schema === undefined ? null : requireIdentifier(schema, 'users.passwords.schema'),
    accountId: column('accountId'),
    passwordHash: column('passwordHash'),
    where: Object.entries(where).map(([name, value]) => {
      if (value !== null && !['string', 'number', 'boolean'].includes(typeof value))
        throw invalid(`users.passwords.where.${name}`, 'must be a text, a number, a flag or null');
      return [requireIdentifier(name, 'users.passwords.where'), value] as const;
    }),
    newRow,
  };
}

function refuseUnknown(given: object, known: ReadonlySet<string>, option: string): void {
  for (const key of Object.keys(given))
    if (!known.has(key))
      throw invalid(`${option}.${key}`, `is unknown; there are ${[...known].join(', ')}`);
}

function invalid(option: string, fault: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', `The option "${option}" ${fault}.`);
}
