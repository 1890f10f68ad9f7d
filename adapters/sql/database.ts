import type { Kysely, RawBuilder } from 'kysely';
import { LatchkeyError } from 'latchkey';
import type { Dialect, SqlDialect } from './dialect.js';
import { dialectNamed, dialectOf } from './dialects/index.js';
import { type Owner, storeError } from './errors.js';
import { type Handle, withoutPlugins } from './handle.js';
import { retryConflicts } from './retry.js';
import { type TableNames, type Tables, tables } from './tables.js';
import { connectionsFit, runInTransaction } from './unit-of-work.js';

/** Which database this is, and where our tables are in it. */
export interface SqlOptions extends TableNames {
  /** @default recognised by the Kysely instance's adapter */
  readonly dialect?: SqlDialect | undefined;
}

/** Runs the stores' statements. */
export interface Database {
  readonly dialect: Dialect;
  readonly tables: Tables;
  /**
   * Runs a statement and answers its rows. Outside a transaction it is tried again after a
   * conflict; inside one, that is up to the unit of work.
   */
  rows<Row>(statement: RawBuilder<Row>, tx: Handle | undefined, owner?: Owner): Promise<Row[]>;
  /** Runs a write and answers how many rows it wrote. */
  written(statement: RawBuilder<unknown>, tx: Handle | undefined, owner?: Owner): Promise<number>;
  /** Runs several statements in the given transaction, or in one of their own. */
  inTransaction<T>(tx: Handle | undefined, work: (tx: Handle) => Promise<T>): Promise<T>;
}

export function database<DB>(db: Kysely<DB>, options: SqlOptions): Database {
  const dialect = options.dialect === undefined ? dialectOf(db) : dialectNamed(options.dialect);
  refuseWithSchema(db);
  const pool = withoutPlugins(db);

  async function run<T>(
    statement: (handle: Handle) => Promise<T>,
    tx: Handle | undefined,
    owner: Owner,
  ): Promise<T> {
    try {
      return tx === undefined
        ? await retryConflicts(dialect, async () => {
            await connectionsFit(db, dialect);
            return statement(pool);
          })
        : await statement(withoutPlugins(tx));
    } catch (error) {
      throw storeError(error, dialect, owner);
    }
  }

  return {
    dialect,
    tables: tables(dialect, options),
    rows: (statement, tx, owner = 'library') =>
      run(async (handle) => (await statement.execute(handle)).rows, tx, owner),
    written: (statement, tx, owner = 'library') =>
      run((handle) => dialect.countWritten(statement, handle), tx, owner),
    inTransaction: (tx, work) =>
      tx === undefined ? runInTransaction(db, dialect, dialect.beginWriting, work) : work(tx),
  };
}

/** Our statements run without plugins, and so would read and write accounts of another schema. */
function refuseWithSchema(db: Handle): void {
  if (db.getExecutor().plugins.every((plugin) => plugin.constructor.name !== 'WithSchemaPlugin'))
    return;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    'Hand over the instance itself and not `db.withSchema(…)`: "users.schema" says where the ' +
      'accounts are, and "schema" where our own tables are.',
  );
}
