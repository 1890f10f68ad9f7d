import { sql } from 'kysely';
import { type AccountId, isLatchkeyError, type StoredAccount, type UserStore } from 'latchkey';
import { idCodec } from './account-ids.js';
import { type AddressLookup, addressLookup } from './address-lookup.js';
import type { Database } from './database.js';
import { faultOf } from './errors.js';
import { isInstant } from './flags.js';
import type { Handle } from './handle.js';
import { passwordColumn } from './password-column.js';
import { passwordTable } from './password-table.js';
import type { ResolvedMapping } from './resolve-mapping.js';
import { userConditions } from './user-conditions.js';
import { userReader } from './user-row.js';

/** The application's users table, through its mapping. Every write is conditional. */
export function sqlUserStore<Id extends AccountId, Extra extends object>(
  database: Database,
  mapping: ResolvedMapping,
): UserStore<Id, Extra, Handle> {
  const { dialect } = database;
  const ids = idCodec(mapping.idType, dialect);
  const conditions = userConditions(mapping, dialect, ids);
  const { users, isAccount, hasAddress } = conditions;
  const place =
    typeof mapping.passwordHash === 'string'
      ? passwordColumn(database, mapping.passwordHash, conditions)
      : passwordTable(database, mapping.passwordHash, {
          ids,
          id: mapping.id,
          conditions,
        });
  const reader = userReader<Id, Extra>(mapping, dialect, {
    id: ids,
    isEnabled: conditions.isEnabled,
    password: place.selected,
  });

  type Row = Parameters<typeof reader.read>[0];
  async function find(
    { condition, nearness }: AddressLookup,
    limit: number,
    tx: Handle | undefined,
  ): Promise<StoredAccount<Id, Extra>[]> {
    const found = sql`
      select ${reader.selection}, ${nearness} as nearness from ${users}
      where ${condition}
      order by nearness, case when ${conditions.isEnabled} then 0 else 1 end limit ${limit}`;
    const rows = await database.rows(sql<Row>`${place.withHash(found)}`, tx, 'application');
    // Of several password rows the same one each time, and a hash before none.
    const accounts = new Map<string, StoredAccount<Id, Extra>>();
    for (const account of rows.map(reader.read)) {
      const key = String(account.id);
      const other = accounts.get(key);
      if (other === undefined || (account.passwordHash ?? '') > (other.passwordHash ?? ''))
        accounts.set(key, account);
    }
    return [...accounts.values()];
  }

  /** A text with letters that the column's character set does not have is in no row of it. */
  async function unlessForeign<T>(text: string, otherwise: T, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      // Without such letters the same fault means columns that cannot be compared at all.
      const hasLetters = /[^\0-\x7f]/.test(text);
      if (hasLetters && isLatchkeyError(error) && dialect.isForeignLetter(faultOf(error.cause)))
        return otherwise;
      throw error;
    }
  }

  return {
    transactional: true,

    async findByAddress({ spellings, limit }, tx) {
      if (spellings.length === 0) return [];
      return unlessForeign(spellings.join(), [], () =>
        find(addressLookup(mapping, dialect, spellings), limit, tx),
      );
    },

    async findByKey(accountKey, tx) {
      if (!ids.isKey(accountKey)) return null;
      const [account = null] = await unlessForeign(accountKey, [], () =>
        find({ condition: isAccount(accountKey), nearness: sql`0` }, 1, tx),
      );
      return account;
    },

    async writePasswordHash({ accountKey, passwordHash, expected }, tx) {
      if (!ids.isKey(accountKey)) return false;
      const id = ids.read(accountKey);
      return unlessForeign(accountKey, false, () =>
        place.write({ accountKey, id, passwordHash, expected }, tx),
      );
    },

    async replacePasswordHash({ accountKey, from, to }, tx) {
      if (!ids.isKey(accountKey) || !reader.isPassword(from)) return false;
      return unlessForeign(accountKey, false, () => place.replace({ accountKey, from, to }, tx));
    },

    async markEmailVerified({ accountKey, address }, tx) {
      if (mapping.emailVerified === null || !ids.isKey(accountKey)) return false;
      const column = sql.id(mapping.emailVerified.column);
      // The instant is the database's own: the column is the application's, and the library never
      // compares it with anything.
      const verified =
        mapping.emailVerified.as === 'boolean'
          ? dialect.setFlag
          : sql`case when ${isInstant(dialect, column)} then ${column} else current_timestamp end`;
      const statement = sql`
        update ${users} set ${column} = ${verified}
        where ${isAccount(accountKey)} and ${hasAddress(address)}`;
      return unlessForeign(
        accountKey,
        false,
        async () => (await database.written(statement, tx, 'application')) === 1,
      );
    },
  };
}
