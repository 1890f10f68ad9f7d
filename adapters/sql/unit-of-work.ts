import type { Kysely, Transaction } from 'kysely';
import type { UnitOfWork } from 'latchkey';
import type { Dialect } from './dialect.js';
import { storeError } from './errors.js';
import { type Handle, withoutPlugins } from './handle.js';
import { retryConflicts } from './retry.js';

/** Runs work in a Kysely transaction, again after a conflict. */
export function sqlUnitOfWork<DB>(db: Kysely<DB>, dialect: Dialect): UnitOfWork<Transaction<DB>> {
  return {
    run: (work) => runInTransaction(db, dialect, dialect.beginWriting, work),
  };
}

/**
 * Begins, prepares the transaction, and runs work in it, again after a conflict. What `work`
 * throws comes back as it is, and everything else as a coded error.
 */
export function runInTransaction<DB, T>(
  db: Kysely<DB>,
  dialect: Dialect,
  prepare: (transaction: Handle) => Promise<void>,
  work: (tx: Transaction<DB>) => Promise<T>,
): Promise<T> {
  return retryConflicts(dialect, async () => {
    await connectionsFit(db, dialect);
    const transaction =
      dialect.isolation === null
        ? db.transaction()
        : db.transaction().setIsolationLevel(dialect.isolation);
    // The rollback of a broken transaction throws as well and would hide why it was needed.
    const thrown: unknown[] = [];
    try {
      return await transaction.execute(async (tx) => {
        await prepare(withoutPlugins(tx)).catch((error) => {
          thrown.push(storeError(error, dialect, 'library'));
          throw error;
        });
        try {
          return await work(tx);
        } catch (error) {
          thrown.push(error);
          throw error;
        }
      });
    } catch (error) {
      throw thrown.length > 0 ? thrown[0] : storeError(error, dialect, 'library');
    }
  });
}

/** Instances whose connections have been looked at, kept as long as the application keeps them. */
const fit = new WeakSet<object>();

/** Looks at the connections of an instance, once; throws a coded error where they do not do. */
export async function connectionsFit<DB>(db: Kysely<DB>, dialect: Dialect): Promise<void> {
  if (dialect.checkConnection === undefined || fit.has(db)) return;
  try {
    await dialect.checkConnection(db as Kysely<unknown>);
  } catch (error) {
    throw storeError(error, dialect, 'library');
  }
  fit.add(db);
}
