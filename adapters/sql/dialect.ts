import type { IsolationLevel, Kysely, RawBuilder } from 'kysely';
import type { Fault } from './errors.js';
import type { Handle } from './handle.js';
import type { TablePlace } from './tables.js';

/** The databases that the adapter speaks to. PGlite is `postgres`, MariaDB is `mysql`. */
export type SqlDialect = 'sqlite' | 'postgres' | 'mysql';

/** One of our tables: the lines between the parentheses of its CREATE TABLE, and its indexes. */
export interface TableDefinition {
  readonly table: RawBuilder<unknown>;
  readonly columns: RawBuilder<unknown>;
  /** What is said of several columns at once; behind all of them, those of later steps too. */
  readonly constraints?: RawBuilder<unknown>;
  readonly indexes?: readonly IndexDefinition[];
}

/** Columns that a later step adds to a table of ours. */
export interface AddedColumns {
  /** The table as its first step made it. */
  readonly to: TableDefinition;
  readonly place: TablePlace;
  /** The columns that tell its rows apart. */
  readonly key: readonly string[];
  /** Those that it has from there. */
  readonly present: readonly string[];
  /**
   * All that have been added since, by this step, by those before and by those after it: a table that
   * is made anew keeps them all, whichever step is run again.
   */
  readonly since: readonly AddedColumn[];
  /** The names of those that this step adds. */
  readonly added: readonly string[];
}

/** A column that a step after the first has added. */
export interface AddedColumn {
  readonly name: string;
  readonly type: RawBuilder<unknown>;
  /** What it holds in rows that were there before. */
  readonly before: RawBuilder<unknown>;
  /** One that comes along with it, of this column or of earlier ones. */
  readonly index?: IndexDefinition;
}

export interface IndexDefinition {
  readonly name: RawBuilder<unknown>;
  readonly columns: RawBuilder<unknown>;
  /** Leaves rows out, where the database can. Statements must repeat the condition. */
  readonly where?: RawBuilder<unknown>;
}

/** A row that is written whether or not one with its key is there. */
export interface Upsert {
  readonly table: RawBuilder<unknown>;
  readonly columns: RawBuilder<unknown>;
  readonly values: RawBuilder<unknown>;
  readonly key: RawBuilder<unknown>;
  /** What is assigned where the row is there; `present` names one of its columns. */
  readonly set: (present: (column: string) => RawBuilder<unknown>) => RawBuilder<unknown>;
}

/** The first rows in an order. */
export interface FirstRows {
  readonly table: RawBuilder<unknown>;
  readonly key: RawBuilder<unknown>;
  readonly where: RawBuilder<unknown>;
  readonly orderBy: RawBuilder<unknown>;
  readonly limit: number;
}

/** Everything in which the databases differ. Whatever is not here is the same SQL everywhere. */
export interface Dialect {
  readonly name: SqlDialect;
  /** Where our tables are unless told otherwise; `null`: where the connection is. */
  readonly schema: string | null;
  readonly hasSchemas: boolean;
  readonly tablePrefix: string;
  /** That of our transactions; `null` leaves the database's own. */
  readonly isolation: IsolationLevel | null;

  readonly types: {
    /** A short text that can be part of a key: 255 characters at most. */
    readonly key: RawBuilder<unknown>;
    readonly text: RawBuilder<unknown>;
    /** 64 bits: counters, and instants in epoch milliseconds. */
    readonly integer: RawBuilder<unknown>;
    /** The 32 bytes of a SHA-256 digest. */
    readonly digest: RawBuilder<unknown>;
    /** A primary key that counts up in order of insertion. */
    readonly position: RawBuilder<unknown>;
  };
  /** A CHECK of a column, where tools of the application can live with it. */
  check(condition: RawBuilder<unknown>): RawBuilder<unknown>;
  /** The statements that make a table with its indexes, each harmless where its work is done. */
  createTable(definition: TableDefinition): RawBuilder<unknown>[];
  /** The statements that add columns to a table, which together are harmless where they are. */
  addColumns(columns: AddedColumns): RawBuilder<unknown>[];

  /** Reads any scalar as text. */
  asText(expression: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Hands over a 64-bit integer, written in decimal, without a detour through a double. */
  asInteger(decimal: string): RawBuilder<unknown>;
  /**
   * Whether a text column holds exactly this text, whatever the column's collation folds. It is
   * served by no index.
   */
  same(column: RawBuilder<unknown>, text: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Reads a flag of any type as text, a bit as `0` or `1`. */
  flagText(flag: RawBuilder<unknown>): RawBuilder<unknown>;
  /** A set flag, for a column of any type that flags are kept in. */
  readonly setFlag: RawBuilder<unknown>;

  upsert(row: Upsert): RawBuilder<unknown>;
  deleteFirst(rows: FirstRows): RawBuilder<unknown>;
  /** Whether an UPDATE can answer the rows that it wrote. */
  readonly returnsRows: boolean;
  /** What a SELECT ends with that holds its rows until the transaction ends. */
  readonly forUpdate: RawBuilder<unknown>;
  /** The same, leaving out rows that another transaction holds. */
  readonly forUpdateOfFree: RawBuilder<unknown>;
  /** What follows a table's name so that a SELECT or an UPDATE reads, and locks, by this index alone. */
  forced(index: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Whether a key is among those that a SELECT answers, which runs exactly once. */
  isAmong(key: RawBuilder<unknown>, select: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Runs a write and counts its rows. */
  countWritten(statement: RawBuilder<unknown>, handle: Handle): Promise<number>;

  /** Refuses connections on which statements would not mean what they say; asked once. */
  checkConnection?(db: Kysely<unknown>): Promise<void>;
  /** Makes a transaction that Kysely has just begun fit for reading first and writing later. */
  beginWriting(transaction: Handle): Promise<void>;
  /** Runs work, inside a transaction, while no other process migrates. */
  whileMigrating<T>(transaction: Handle, work: () => Promise<T>): Promise<T>;

  /** Whether the same transaction may succeed when it is run again. */
  isConflict(fault: Fault): boolean;
  /** Whether it waited for a lock so long that it is worth one more try at most. */
  isLongWait?(fault: Fault): boolean;
  /** Whether a table, a column or a schema is not there. */
  isMissing(fault: Fault): boolean;

  /** Whether a text has letters that the character set it was compared in does not have. */
  isForeignLetter(fault: Fault): boolean;

  /** A database that compiles SQL and never connects. */
  printer(): Kysely<unknown>;
}
