import { type RawBuilder, sql } from 'kysely';
import type { AccountId } from 'latchkey';
import type { Database } from './database.js';
import type { Handle } from './handle.js';
import type { UserConditions } from './user-conditions.js';

/** Where the hashes of a users table are, and how they are read and written there. */
export interface PasswordPlace {
  /** What a SELECT from the users table has to have, with its name. */
  readonly selected: RawBuilder<unknown>;
  /** That SELECT, with the hash as `password_hash`; a row for each that an account has. */
  withHash(select: RawBuilder<unknown>): RawBuilder<unknown>;
  /** Writes a hash where the row of the users table is still what it was. */
  write(
    change: {
      readonly accountKey: string;
      readonly id: AccountId;
      readonly passwordHash: string;
      readonly expected: { readonly email: string | null; readonly enabled: boolean };
    },
    tx: Handle | undefined,
  ): Promise<boolean>;
  /** Writes `to` where the hash is still `from`, letter by letter. */
  replace(
    swap: { readonly accountKey: string; readonly from: string; readonly to: string },
    tx: Handle | undefined,
  ): Promise<boolean>;
}

/** Hashes in a column of the users table: every write is one conditional UPDATE. */
export function passwordColumn(
  { dialect, written }: Database,
  column: string,
  { users, isAccount, isStill }: UserConditions,
): PasswordPlace {
  const hash = sql.id(column);
  const isWritten = async (statement: RawBuilder<unknown>, tx: Handle | undefined) =>
    (await written(statement, tx, 'application')) === 1;
  return {
    selected: sql`${hash} as password_hash`,
    withHash: (select) => select,
    write: ({ accountKey, passwordHash, expected }, tx) =>
      isWritten(
        sql`
          update ${users} set ${hash} = ${passwordHash}
          where ${isStill(accountKey, expected)}`,
        tx,
      ),
    replace: ({ accountKey, from, to }, tx) =>
      isWritten(
        sql`
          update ${users} set ${hash} = ${to}
          where ${isAccount(accountKey)} and ${dialect.same(hash, sql`${from}`)}`,
        tx,
      ),
  };
}
