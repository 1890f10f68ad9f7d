import {
  DummyDriver,
  Kysely,
  type Dialect as KyselyDialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { LatchkeyError } from 'latchkey';
import type { Fault } from './errors.js';
import type { Handle } from './handle.js';

/** The databases that the adapter speaks to. PGlite is `postgres`. */
export type SqlDialect = 'sqlite' | 'postgres';

/** Everything in which the databases differ. Whatever is not here is the same SQL everywhere. */
export interface Dialect {
  readonly name: SqlDialect;
  /** Where our tables are unless told otherwise; `schema: null` where there are no schemas. */
  readonly schema: string | null;
  readonly tablePrefix: string;

  readonly types: {
    /** A short text that can be part of a key. */
    readonly key: RawBuilder<unknown>;
    readonly text: RawBuilder<unknown>;
    /** 64 bits: counters, and instants in epoch milliseconds. */
    readonly integer: RawBuilder<unknown>;
    /** The 32 bytes of a SHA-256 digest. */
    readonly digest: RawBuilder<unknown>;
    /** A primary key that counts up in order of insertion. */
    readonly position: RawBuilder<unknown>;
  };
  /** What follows the closing parenthesis of CREATE TABLE. */
  readonly tableOptions: RawBuilder<unknown>;

  /** Reads any scalar as text. */
  asText(expression: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Hands over a 64-bit integer, written in decimal, without a detour through a double. */
  asInteger(decimal: string): RawBuilder<unknown>;
  /** `id IN (…)` over rows that no other transaction is claiming at the moment. */
  claims(id: RawBuilder<unknown>, select: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Runs a write and counts its rows. */
  countWritten(statement: RawBuilder<unknown>, handle: Handle): Promise<number>;

  /** Makes a transaction that Kysely has just begun fit for reading first and writing later. */
  beginWriting(transaction: Handle): Promise<void>;
  /** Waits, inside a transaction, until no other process migrates. */
  lockMigrations(transaction: Handle): Promise<void>;

  /** Whether the same transaction may succeed when it is run again. */
  isConflict(fault: Fault): boolean;
  /** Whether a table, a column or a schema is not there. */
  isMissing(fault: Fault): boolean;

  /** A database that compiles SQL and never connects. */
  printer(): Kysely<unknown>;
}

const nothing = sql``;

// `UPDATE … RETURNING` counts right on every driver; libsql's own counter can be stale.
async function countReturned(statement: RawBuilder<unknown>, handle: Handle): Promise<number> {
  const { rows } = await sql`${statement} returning 1 as written`.execute(handle);
  return rows.length;
}

function printerOf(dialect: Omit<KyselyDialect, 'createDriver'>): Kysely<unknown> {
  return new Kysely({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
  });
}

const postgres: Dialect = {
  name: 'postgres',
  schema: 'latchkey',
  tablePrefix: '',
  types: {
    key: sql`text`,
    text: sql`text`,
    integer: sql`bigint`,
    digest: sql`bytea`,
    position: sql`bigint generated always as identity primary key`,
  },
  tableOptions: nothing,

  asText: (expression) => sql`cast(${expression} as text)`,
  asInteger: (decimal) => sql`cast(${decimal} as bigint)`,
  // As an array the subquery runs exactly once; as a plain IN the planner may run it again, skip
  // the rows that it locked itself, and claim more than the limit.
  claims: (id, select) => sql`${id} = any(array(${select} for update skip locked))`,
  countWritten: countReturned,

  beginWriting: async () => {},
  // The number is arbitrary and ours; the lock ends with the transaction, however that ends.
  lockMigrations: async (transaction) => {
    await sql`select pg_advisory_xact_lock(7237121907846226801)`.execute(transaction);
  },

  isConflict: ({ code }) => code === '40001' || code === '40P01',
  isMissing: ({ code }) => code === '42P01' || code === '42703' || code === '3F000',

  printer: () =>
    printerOf({
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    }),
};

// Kysely begins a deferred transaction. One that reads first and writes later fails at once with
// SQLITE_BUSY_SNAPSHOT, whatever the busy timeout, when another process wrote in between. An
// immediate one waits for its turn at the start instead.
async function beginImmediate(transaction: Handle): Promise<void> {
  await sql`rollback`.execute(transaction);
  await sql`begin immediate`.execute(transaction);
}

const sqlite: Dialect = {
  name: 'sqlite',
  schema: null,
  tablePrefix: 'latchkey_',
  types: {
    key: sql`text`,
    text: sql`text`,
    integer: sql`integer`,
    digest: sql`blob`,
    position: sql`integer primary key autoincrement`,
  },
  // Without it SQLite stores a text where a number or a digest belongs.
  tableOptions: sql` strict`,

  asText: (expression) => sql`cast(${expression} as text)`,
  asInteger: (decimal) => sql`cast(${decimal} as integer)`,
  claims: (id, select) => sql`${id} in (${select})`,
  countWritten: countReturned,

  beginWriting: beginImmediate,
  lockMigrations: beginImmediate,

  isConflict: ({ code }) => code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'),
  isMissing: ({ message }) => /\bno such (table|column)\b|\bhas no column named\b/.test(message),

  printer: () =>
    printerOf({
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    }),
};

const dialects: Readonly<Record<SqlDialect, Dialect>> = { postgres, sqlite };

/** Looks a dialect up by name; throws `ERR_INVALID_OPTION` for an unknown one. */
export function dialectNamed(name: unknown): Dialect {
  if (typeof name === 'string' && Object.hasOwn(dialects, name)) {
    return dialects[name as SqlDialect];
  }
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    `The option "dialect" must be one of ${Object.keys(dialects).join(', ')}.`,
  );
}

/** Recognises the dialect of a Kysely instance by its adapter, subclasses included. */
export function dialectOf(handle: Handle): Dialect {
  const { adapter } = handle.getExecutor();
  if (adapter instanceof PostgresAdapter) return postgres;
  if (adapter instanceof SqliteAdapter) return sqlite;
  // Another copy of Kysely, or a dialect that starts from scratch.
  for (
    let type = Object.getPrototypeOf(adapter);
    type !== null;
    type = Object.getPrototypeOf(type)
  ) {
    const name = String(type.constructor?.name);
    if (/postgres|pglite/i.test(name)) return postgres;
    if (/sqlite|libsql/i.test(name)) return sqlite;
  }
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    'The database behind this Kysely instance is not recognised: set the option "dialect" to ' +
      `one of ${Object.keys(dialects).join(', ')}.`,
  );
}
