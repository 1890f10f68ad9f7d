import { type RawBuilder, sql } from 'kysely';
import { LatchkeyError } from 'latchkey';
import type { Dialect } from './dialect.js';

/** Where our tables are. */
export interface TableNames {
  /**
   * Schema of our tables on PostgreSQL, made by `migrate`, and database of theirs on MariaDB and
   * MySQL. A place of their own keeps tools that compare the application's with its models from
   * dropping them.
   * @default 'latchkey' on PostgreSQL, the connection's database on MariaDB and MySQL
   */
  readonly schema?: string | undefined;
  /** Prefix of our tables' names. @default '' on PostgreSQL, 'latchkey_' elsewhere */
  readonly tablePrefix?: string | undefined;
}

const NAMES = [
  'credentials',
  'tickets',
  'outbox',
  'history',
  'sessions',
  'second_factors',
  'recovery_codes',
  'session_index',
  'migrations',
] as const;

/** Our tables as quoted identifiers, ready to stand in a statement. */
export interface Tables extends Readonly<Record<(typeof NAMES)[number], RawBuilder<unknown>>> {
  readonly schema: RawBuilder<unknown> | null;
  /** The name of an index, which lives beside its table. */
  index(name: string): RawBuilder<unknown>;
  /** Where a table is, for a step that asks the database about it. */
  place(name: (typeof NAMES)[number]): TablePlace;
}

/** A table's name in full, not quoted; no schema is that of the connection. */
export interface TablePlace {
  readonly schema: string | null;
  readonly name: string;
}

export function tables(dialect: Dialect, names: TableNames): Tables {
  const schema = names.schema ?? dialect.schema;
  const prefix = names.tablePrefix ?? dialect.tablePrefix;
  if (schema !== null) requireIdentifier(schema, 'schema');
  if (schema !== null && !dialect.hasSchemas) {
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      'The option "schema" is not for SQLite, which has none: use "tablePrefix".',
    );
  }
  if (prefix !== '') requireIdentifier(prefix, 'tablePrefix');

  const table = (name: string) =>
    schema === null ? sql.id(prefix + name) : sql.id(schema, prefix + name);
  return {
    ...(Object.fromEntries(NAMES.map((name) => [name, table(name)])) as Record<
      (typeof NAMES)[number],
      RawBuilder<unknown>
    >),
    schema: schema === null ? null : sql.id(schema),
    index: (name) => sql.id(prefix + name),
    place: (name) => ({ schema, name: prefix + name }),
  };
}

/** Refuses what cannot name anything. Kysely quotes the rest, whatever it holds. */
export function requireIdentifier(value: unknown, option: string): string {
  if (typeof value === 'string' && value !== '' && !value.includes('\0')) return value;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    `The option "${option}" must be the name of a table, column or schema.`,
  );
}
