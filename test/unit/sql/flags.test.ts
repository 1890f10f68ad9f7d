import { type Kysely, type RawBuilder, sql } from 'kysely';
import { sqlStores } from 'latchkey/sql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines, type OpenEngine, type SqlEngine } from '../../support/engines.js';

/** What a stored value says, where it grants something and where it takes something away. */
type Meaning = 'yes' | 'no' | 'neither';

interface Kind {
  readonly type: string;
  readonly values: readonly (readonly [value: unknown, meaning: Meaning])[];
  /** Whether a flag that is kept so can be set by the library. */
  readonly cannotBeSet?: true;
}

const words: Kind['values'] = [
  ['1', 'yes'],
  ['t', 'yes'],
  ['TRUE', 'yes'],
  ['0', 'no'],
  ['f', 'no'],
  ['false', 'no'],
  ['', 'neither'],
  ['yes?', 'neither'],
  ['no', 'neither'],
  ['y', 'neither'],
  ['N', 'neither'],
  [' true', 'neither'],
  ['true ', 'neither'],
  ['trúe', 'neither'],
  ['fÁlse', 'neither'],
  ['１', 'neither'],
  ['null', 'neither'],
];
const numbers: Kind['values'] = [
  [sql`1`, 'yes'],
  [sql`0`, 'no'],
  [sql`2`, 'neither'],
  [sql`-1`, 'neither'],
  [sql`49`, 'neither'],
];
const booleans: Kind['values'] = [
  [sql`true`, 'yes'],
  [sql`false`, 'no'],
];
const letters: Kind['values'] = [
  ['1', 'yes'],
  ['T', 'yes'],
  ['0', 'no'],
  ['f', 'no'],
  ['Y', 'neither'],
  ['N', 'neither'],
];
const bits: Kind['values'] = [
  [sql`b'1'`, 'yes'],
  [sql`b'0'`, 'no'],
];

const postgres: Readonly<Record<string, Kind>> = {
  text: { type: 'text', values: words },
  varchar: { type: 'varchar(20)', values: words },
  char: { type: 'char(1)', values: letters },
  integer: { type: 'integer', values: numbers },
  smallint: { type: 'smallint', values: numbers },
  numeric: { type: 'numeric(1)', values: numbers.slice(0, 4) },
  boolean: { type: 'boolean', values: booleans },
  bit: { type: 'bit(1)', values: bits },
};

const KINDS: Readonly<Record<SqlEngine['name'], Readonly<Record<string, Kind>>>> = {
  sqlite: {
    text: { type: 'text', values: words },
    nocase: { type: 'text collate nocase', values: words },
    integer: { type: 'integer', values: numbers },
    boolean: { type: 'boolean', values: [...booleans, ...numbers] },
    untyped: { type: '', values: [...numbers, ...booleans, ...words] },
    // A 1.0 is no flag of anybody's.
    real: { type: 'real', values: [[sql`1`, 'neither']], cannotBeSet: true },
    blob: { type: 'blob', values: [[sql`x'01'`, 'neither']] },
  },
  pglite: postgres,
  postgres: {
    ...postgres,
    citext: { type: 'citext', values: words },
    folding: { type: 'text collate folding', values: words },
  },
  mariadb: {
    text: { type: 'text', values: words },
    unicode: { type: 'varchar(20) collate utf8mb4_unicode_ci', values: words },
    latin: { type: 'varchar(20) character set latin1', values: words.slice(0, -2) },
    // Which keeps no trailing space.
    char: { type: 'char(1)', values: letters },
    integer: { type: 'integer', values: numbers },
    tinyint: { type: 'tinyint(1)', values: [...numbers, ...booleans] },
    unsigned: { type: 'bigint unsigned', values: numbers.slice(0, 3) },
    bit: { type: 'bit(1)', values: bits },
    bits: { type: 'bit(8)', values: [...bits, [sql`b'10'`, 'neither']] },
    enum: {
      type: "enum('false', 'true', 'no')",
      values: [
        ['true', 'yes'],
        ['false', 'no'],
        ['no', 'neither'],
      ],
      // The first word, by its position.
      cannotBeSet: true,
    },
  },
};

describeEngines('attack 62: flags', (engine) => {
  let opened: OpenEngine;
  let db: Kysely<never>;
  beforeAll(async () => {
    opened = await engine.open();
    db = opened.db as never;
    if (engine.name !== 'postgres') return;
    await sql`create extension citext`.execute(db);
    await sql`
      create collation folding (
        provider = icu, locale = 'und-u-ks-level1', deterministic = false)`.execute(db);
  });
  afterAll(() => opened.close());

  for (const [name, { type, values, cannotBeSet }] of Object.entries(KINDS[engine.name]))
    it(`kept as ${name} are read to the safe side, and written by what was read`, async () => {
      const table = `flags_${name}`;
      await sql`
        create table ${sql.id(table)} (
          id integer primary key, email varchar(99), password_hash varchar(99),
          flag ${sql.raw(type)})`.execute(db);
      const columns = { emailVerified: 'flag' };
      const idType = 'integer';
      const storeOf = (more: object) =>
        sqlStores(db, { users: { table, idType, columns: { ...columns, ...more } } }).users;
      const enabling = storeOf({ enabled: 'flag' });
      const disabling = storeOf({ disabled: 'flag' });
      // Two columns, one of which says nothing.
      const twice = storeOf({ disabled: ['flag', 'flag'] });

      const all: Kind['values'] = [...values, [null, 'no']];
      for (const [index, [value, meaning]] of all.entries()) {
        const accountKey = String(index);
        const about = `${name} ${index}: ${meaning}`;
        await sql`
          insert into ${sql.id(table)} values (
            ${sql.lit(index)}, null, 'old', ${value as RawBuilder<unknown>})`.execute(db);
        const isSet = meaning === 'yes';
        const isClear = meaning === 'no';
        for (const [users, enabled] of [
          [enabling, isSet],
          [disabling, isClear],
          [twice, isClear],
        ] as const) {
          expect(await users.findByKey(accountKey), about).toMatchObject({
            emailVerified: isSet,
            enabled,
          });
          const write = (expected: boolean) =>
            users.writePasswordHash({
              accountKey,
              passwordHash: 'new',
              expected: { email: null, enabled: expected },
            });
          expect(await write(!enabled), about).toBe(false);
          expect(await write(enabled), about).toBe(true);
        }
      }

      if (cannotBeSet) return;
      await sql`
        insert into ${sql.id(table)} values (1000, 'a@b.c', 'old', null)`.execute(db);
      const mark = { accountKey: '1000', address: 'a@b.c' };
      expect(await enabling.markEmailVerified(mark)).toBe(true);
      expect(await enabling.findByKey('1000')).toMatchObject({ emailVerified: true });
    });

  it('an instant of verification or deletion is one, and no other value is', async () => {
    const zero = '0000-00-00 00:00:00';
    await sql`
      create table instants (
        id integer primary key, email varchar(99), password_hash varchar(99),
        verified_at varchar(40), deleted_at timestamp null)`.execute(db);
    const { users } = sqlStores(db, {
      users: {
        table: 'instants',
        idType: 'integer',
        columns: {
          emailVerified: { column: 'verified_at', as: 'timestamp' },
          deletedAt: 'deleted_at',
        },
      },
    });
    const verified = ['2026-01-01 12:00:00', '2026-01-01T12:00:00.000Z', '1767225600000'];
    const not = [null, '', '0', zero, 'false', 'f', 'never', ' '];
    for (const [id, value] of [...verified, ...not].entries()) {
      const deletedAt = id === 0 ? '2026-01-02 00:00:00' : null;
      await sql`
        insert into instants values (
          ${sql.lit(id)}, 'a@b.c', 'old', ${value}, ${sql.lit(deletedAt)})`.execute(db);
      expect(await users.findByKey(String(id)), String(value)).toMatchObject({
        emailVerified: id < verified.length,
        enabled: id !== 0,
      });
    }
  });

  it('the instant of a verification is kept where there is one, and set where there is none', async () => {
    await sql`
      create table verified (
        id integer primary key, email varchar(99), password_hash varchar(99),
        at timestamp null)`.execute(db);
    const { users } = sqlStores(db, {
      users: {
        table: 'verified',
        idType: 'integer',
        columns: { emailVerified: { column: 'at', as: 'timestamp' } },
      },
    });
    await sql`insert into verified values (1, 'a@b.c', 'h', '2020-02-02 02:02:02')`.execute(db);
    await sql`insert into verified values (2, 'a@b.c', 'h', null)`.execute(db);
    for (const accountKey of ['1', '2']) {
      expect(await users.markEmailVerified({ accountKey, address: 'a@b.c' })).toBe(true);
      expect(await users.findByKey(accountKey)).toMatchObject({ emailVerified: true });
    }
    const { rows } = await sql<{ at: unknown }>`select at from verified order by id`.execute(db);
    const year = (value: unknown) => new Date(value as string).getFullYear();
    expect(rows.map((row) => year(row.at) === 2020)).toEqual([true, false]);
  });
});
