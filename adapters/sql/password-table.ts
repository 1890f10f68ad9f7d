import { type RawBuilder, sql } from 'kysely';
import type { IdCodec } from './account-ids.js';
import type { Database } from './database.js';
import type { PasswordPlace } from './password-column.js';
import type { ResolvedPasswords } from './resolve-mapping.js';
import type { UserConditions } from './user-conditions.js';

/**
 * Hashes in a table of their own. A change writes every password row of the account, so that no
 * second row keeps an old password good.
 */
export function passwordTable(
  database: Database,
  passwords: ResolvedPasswords,
  {
    ids,
    id,
    conditions,
  }: {
    readonly ids: IdCodec;
    /** The name of the users table's own id. */
    readonly id: string;
    readonly conditions: UserConditions;
  },
): PasswordPlace {
  const { dialect, written, rows, inTransaction } = database;
  const table =
    passwords.schema === null ? sql.id(passwords.table) : sql.id(passwords.schema, passwords.table);
  const isPassword = (name: (column: string) => RawBuilder<unknown>) =>
    sql.join(
      passwords.where.map(([column, value]) =>
        value === null
          ? sql` and ${name(column)} is null`
          : sql` and ${name(column)} = ${bound(value)}`,
      ),
      sql``,
    );
  const hash = sql.id(passwords.passwordHash);
  const ofAccount = (accountKey: string) =>
    sql`${ids.isAccount(sql.id(passwords.accountId), accountKey)}${isPassword(sql.id)}`;
  const joined = (column: string) => sql.id('latchkey_password', column);

  return {
    selected: sql`${sql.id(id)} as latchkey_id`,
    // Not by a subquery in the selection: MariaDB remembers its results by the id as the column's
    // collation compares it, and so gives `A` the hash of `a`.
    withHash: (select) => sql`
      select latchkey_user.*, ${joined(passwords.passwordHash)} as password_hash
      from (${select}) as latchkey_user left join ${table} as latchkey_password
        on ${ids.isSameAccount(joined(passwords.accountId), sql.id('latchkey_user', 'latchkey_id'))}
          ${isPassword(joined)}
      order by latchkey_user.nearness`,

    write: ({ accountKey, id, passwordHash, expected }, tx) =>
      inTransaction(tx, async (tx) => {
        // Held until the commit. So the row stays what it is, and who else comes to give the
        // account its first password waits, and then finds it there.
        const held = await rows(
          sql`
            select 1 as held from ${conditions.users}
            where ${conditions.isStill(accountKey, expected)} ${dialect.forUpdate}`,
          tx,
          'application',
        );
        if (held.length !== 1) return false;
        const changed = await written(
          sql`update ${table} set ${hash} = ${passwordHash} where ${ofAccount(accountKey)}`,
          tx,
          'application',
        );
        if (changed > 0) return true;
        if (passwords.newRow === null) return false;
        const further = passwords.newRow({ id, email: expected.email });
        const row: Record<string, RawBuilder<unknown>> = {
          ...mapValues(further, (value) => sql`${value}`),
          ...mapValues(Object.fromEntries(passwords.where), bound),
          [passwords.accountId]: ids.parameter(accountKey),
          [passwords.passwordHash]: sql`${passwordHash}`,
        };
        const columns = Object.keys(row).map((column) => sql.id(column));
        await written(
          sql`
            insert into ${table} (${sql.join(columns)}) values (${sql.join(Object.values(row))})`,
          tx,
          'application',
        );
        return true;
      }),

    replace: async ({ accountKey, from, to }, tx) => {
      const statement = sql`
        update ${table} set ${hash} = ${to}
        where ${ofAccount(accountKey)} and ${dialect.same(hash, sql`${from}`)}`;
      return (await written(statement, tx, 'application')) > 0;
    },
  };
}

/** SQLite takes no booleans as parameters. */
function bound(value: string | number | boolean | null): RawBuilder<unknown> {
  return typeof value === 'boolean' ? sql`${sql.lit(value)}` : sql`${value}`;
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  to: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, to(value)]));
}
