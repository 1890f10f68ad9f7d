import { type RawBuilder, sql } from 'kysely';
import type { AccountId, UserStore } from 'latchkey';
import { idCodec } from './account-ids.js';
import type { Database } from './database.js';
import { isClearSql, isSetSql } from './flags.js';
import type { Handle } from './handle.js';
import type { ResolvedMapping } from './user-mapping.js';
import { userReader } from './user-row.js';

/** The application's users table, through its mapping. Every write is one conditional UPDATE. */
export function sqlUserStore<Id extends AccountId, Extra extends object>(
  database: Database,
  mapping: ResolvedMapping,
): UserStore<Id, Extra, Handle> {
  const ids = idCodec(mapping.idType, database.dialect);
  const reader = userReader<Id, Extra>(mapping, ids);
  const users =
    mapping.schema === null ? sql.id(mapping.table) : sql.id(mapping.schema, mapping.table);
  const idColumn = sql.id(mapping.id);
  const emailColumn = sql.id(mapping.email);
  const hashColumn = sql.id(mapping.passwordHash);
  const enabled = enabledSql(database, mapping);

  const isAccount = (key: string) => sql`${idColumn} = ${ids.parameter(key)}`;
  // An empty address reads as none, so it must match as none.
  const hasAddress = (address: string | null) =>
    address === null ? sql`coalesce(${emailColumn}, '') = ''` : sql`${emailColumn} = ${address}`;

  async function write(statement: RawBuilder<unknown>, tx: Handle | undefined): Promise<boolean> {
    return (await database.written(statement, tx, 'application')) === 1;
  }

  return {
    transactional: true,

    async findByAddress({ spellings, limit }, tx) {
      if (spellings.length === 0) return [];
      const rows = await database.rows(
        sql<Parameters<typeof reader.read>[0]>`
          select ${reader.selection} from ${users}
          where ${emailColumn} in (${sql.join(spellings)}) limit ${limit}`,
        tx,
        'application',
      );
      return rows.map(reader.read);
    },

    async findByKey(accountKey, tx) {
      if (!ids.isKey(accountKey)) return null;
      const [row] = await database.rows(
        sql<Parameters<typeof reader.read>[0]>`
          select ${reader.selection} from ${users} where ${isAccount(accountKey)}`,
        tx,
        'application',
      );
      if (row === undefined) return null;
      const account = reader.read(row);
      // A collation may match more spellings of an id than there are accounts.
      return String(account.id) === accountKey ? account : null;
    },

    async writePasswordHash({ accountKey, passwordHash, expected }, tx) {
      if (!ids.isKey(accountKey)) return false;
      return write(
        sql`
          update ${users} set ${hashColumn} = ${passwordHash}
          where ${isAccount(accountKey)} and ${hasAddress(expected.email)}
            and ${expected.enabled ? enabled : sql`not (${enabled})`}`,
        tx,
      );
    },

    async replacePasswordHash({ accountKey, from, to }, tx) {
      if (!ids.isKey(accountKey)) return false;
      return write(
        sql`
          update ${users} set ${hashColumn} = ${to}
          where ${isAccount(accountKey)} and ${hashColumn} = ${from}`,
        tx,
      );
    },

    async markEmailVerified({ accountKey, address }, tx) {
      if (mapping.emailVerified === null || !ids.isKey(accountKey)) return false;
      const column = sql.id(mapping.emailVerified.column);
      // The instant is the database's own: the column is the application's, and the library never
      // compares it with anything.
      const verified =
        mapping.emailVerified.as === 'boolean'
          ? sql`true`
          : sql`coalesce(${column}, current_timestamp)`;
      return write(
        sql`
          update ${users} set ${column} = ${verified}
          where ${isAccount(accountKey)} and ${emailColumn} = ${address}`,
        tx,
      );
    },
  };
}

/** `account.enabled` as a condition that is never NULL. */
function enabledSql({ dialect }: Database, mapping: ResolvedMapping): RawBuilder<unknown> {
  const conditions = [sql`1 = 1`];
  if (mapping.enabled !== null) conditions.push(isSetSql(dialect, sql.id(mapping.enabled)));
  if (mapping.disabled !== null) conditions.push(isClearSql(dialect, sql.id(mapping.disabled)));
  if (mapping.deletedAt !== null) conditions.push(sql`${sql.id(mapping.deletedAt)} is null`);
  return sql.join(conditions, sql` and `);
}
