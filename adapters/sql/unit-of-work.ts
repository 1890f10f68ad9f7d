import type { Kysely, Transaction } from 'kysely';
import type { UnitOfWork } from 'latchkey';
import type { Dialect } from './dialect.js';
import { storeError } from './errors.js';
import { withoutPlugins } from './handle.js';
import { retryConflicts } from './retry.js';

/** Runs work in a Kysely transaction, again after a conflict. */
export function sqlUnitOfWork<DB>(db: Kysely<DB>, dialect: Dialect): UnitOfWork<Transaction<DB>> {
  return {
    run: (work) => retryConflicts(dialect, () => attempt(db, dialect, work)),
  };
}

async function attempt<DB, T>(
  db: Kysely<DB>,
  dialect: Dialect,
  work: (tx: Transaction<DB>) => Promise<T>,
): Promise<T> {
  // A rollback on a broken connection throws as well and would hide why it was needed. And what
  // the caller's own code threw goes back to the caller as it is.
  const thrown: unknown[] = [];
  try {
    return await db.transaction().execute(async (tx) => {
      await dialect.beginWriting(withoutPlugins(tx)).catch((error) => {
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
}
