import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** What is used of a `Database` of the package libsql; better-sqlite3 has the same. */
export interface LibsqlDatabase {
  readonly inTransaction: boolean;
  prepare(sql: string): unknown;
  exec(sql: string): unknown;
  close(): unknown;
}

const TRANSACTION = /^\s*(?:begin|commit|end|rollback|savepoint|release)\b/i;
const BEGIN = /^\s*begin(?:\s+deferred)?\s*$/i;
const WRITE = /^\s*(?:insert|update|delete|replace|with|create|alter|drop)\b/i;

const MOST_PREPARED = 200;

const atOnce = <T>(work: () => T): T => work();

/**
 * Makes a database of the package libsql safe to share between processes, for Kysely's
 * `SqliteDialect`. Every transaction begins immediate, and so does every single write; statements
 * are prepared once.
 *
 * A prepared statement of libsql 0.5 that meets SQLITE_BUSY is never reset: until it is garbage
 * collected, later writes on the connection seem to succeed and are not committed, and the file
 * stays locked for everyone else. A lock that is taken by `exec` fails without a trace, and a
 * statement that runs under the lock does not meet SQLITE_BUSY. better-sqlite3 needs none of this.
 *
 * @param database opened by the application, with `PRAGMA journal_mode = WAL` and a
 *   `busy_timeout`; it is closed with the Kysely instance
 * @example
 * ```ts
 * const database = new Libsql('app.db');
 * database.pragma('busy_timeout = 5000');
 * database.pragma('journal_mode = WAL');
 * const db = new Kysely<Tables>({
 *   dialect: new SqliteDialect({ database: libsqlDatabase(database) }),
 * });
 * ```
 */
export function libsqlDatabase(database: LibsqlDatabase): SqliteDatabase {
  function underLock<T>(work: () => T): T {
    if (database.inTransaction) return work();
    database.exec('begin immediate');
    try {
      const result = work();
      database.exec('commit');
      return result;
    } catch (error) {
      if (database.inTransaction) database.exec('rollback');
      throw error;
    }
  }

  // Kysely prepares a statement each time that it runs one, which takes longer than many a run.
  const prepared = new Map<string, SqliteStatement>();
  function prepareOnce(text: string): SqliteStatement {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = database.prepare(text) as SqliteStatement;
    if (prepared.size >= MOST_PREPARED) prepared.clear();
    prepared.set(text, statement);
    return statement;
  }

  return {
    close() {
      prepared.clear();
      database.close();
    },
    prepare(text) {
      if (TRANSACTION.test(text)) {
        return transactionControl(() => database.exec(BEGIN.test(text) ? 'begin immediate' : text));
      }
      const statement = prepareOnce(text);
      const run = WRITE.test(text) ? underLock : atOnce;
      return {
        reader: statement.reader,
        all: (parameters) => run(() => statement.all(parameters)),
        run: (parameters) => run(() => statement.run(parameters)),
        // An iteration that is under way must not meet another run of the same statement.
        iterate: (parameters) => (database.prepare(text) as SqliteStatement).iterate(parameters),
      };
    },
  };
}

function transactionControl(run: () => unknown): SqliteStatement {
  return {
    reader: false,
    all: () => [],
    run() {
      run();
      return { changes: 0, lastInsertRowid: 0 };
    },
    iterate: () => [][Symbol.iterator](),
  };
}
