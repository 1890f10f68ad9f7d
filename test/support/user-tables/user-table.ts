import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { HashFormat } from 'latchkey';
import type { UsersMapping } from 'latchkey/sql';
import type { AnyTransaction } from '../mapped-service.js';

export type DialectName = 'postgres' | 'mysql' | 'sqlite';

/** A row under the names of its own table; flags are `true` and `false` on every database. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** An account as a test wants it; `null` for one without a password. */
export interface FrameworkAccount {
  readonly number: number;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly disabled?: boolean;
}

/** What a framework leaves in a database, and what its user would tell the library about it. */
export interface UserTable {
  readonly name: string;
  /** Where the definitions and the hash come from. */
  readonly source: string;
  /** Made in this order, dropped in the other. */
  readonly tables: readonly string[];
  readonly ddl: Readonly<Partial<Record<DialectName, readonly string[]>>>;
  readonly mapping: UsersMapping;
  /** A hash in the framework's own format, with its password. */
  readonly hash: {
    readonly password: string;
    readonly passwordHash: string;
    readonly alsoVerifies?: HashFormat;
  };
  /** The id of the account with this number, as the library hands it out. */
  id(number: number): string | number | bigint;
  /** The rows of an account, for each table that has one. */
  rows(account: FrameworkAccount): Readonly<Record<string, Row>>;
  /** Whether it keeps addresses as they were typed; others write them in lower case. */
  readonly keepsCase: boolean;
  /** Whether an account can be without a password, and whether it can be disabled. */
  readonly can: { readonly lackPassword: boolean; readonly disable: boolean };
  /** Where the hash is, and what else a change of it writes there. */
  readonly password: {
    readonly table: string;
    readonly column: string;
    readonly alsoWritten: readonly string[];
  };
  /** What the framework itself would do beside a new hash; `null` where the hash says it all. */
  readonly onPasswordChange:
    | ((tx: AnyTransaction, id: string | number | bigint) => Promise<void>)
    | null;
}

export async function createUserTable(
  db: Kysely<never>,
  dialect: DialectName,
  table: UserTable,
): Promise<void> {
  for (const statement of table.ddl[dialect] ?? []) await sql.raw(statement).execute(db);
}

export async function dropUserTable(db: Kysely<never>, table: UserTable): Promise<void> {
  for (const name of table.tables.toReversed())
    await sql`drop table if exists ${sql.id(name)}`.execute(db);
}

export async function insertRows(
  db: Kysely<never>,
  rows: Readonly<Record<string, Row>>,
): Promise<void> {
  for (const [table, row] of Object.entries(rows)) {
    const columns = Object.keys(row).map((column) => sql.id(column));
    const values = Object.values(row).map((value): RawBuilder<unknown> => sql.lit(value));
    await sql`
      insert into ${sql.id(table)} (${sql.join(columns)}) values (${sql.join(values)})`.execute(db);
  }
}
