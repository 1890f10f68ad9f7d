import { type Kysely, sql } from 'kysely';
import { sqlStores, type UsersMapping } from 'latchkey/sql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeEngines, type OpenEngine } from '../../support/engines.js';

const FOLDING = {
  sqlite: 'varchar(40) collate nocase',
  pglite: 'varchar(40)',
  postgres: 'varchar(40) collate folding',
  mariadb: 'varchar(40) collate utf8mb4_general_ci',
};

describeEngines('attack 13: an id', (engine) => {
  let opened: OpenEngine;
  let db: Kysely<never>;
  const folding = sql.raw(FOLDING[engine.name]);
  beforeAll(async () => {
    opened = await engine.open();
    db = opened.db as never;
    if (engine.name === 'postgres')
      await sql`
        create collation folding (
          provider = icu, locale = 'und-u-ks-level1', deterministic = false)`.execute(db);
  });
  afterAll(() => opened.close());

  /** The ids of the rows whose hash is not the first one any more. */
  async function changedIds(table: string): Promise<string[]> {
    const { rows } = await sql<{ id: unknown }>`
      select id from ${sql.id(table)} where hash <> 'old' order by id`.execute(db);
    return rows.map((row) => String(row.id));
  }

  const usersOf = (mapping: UsersMapping) =>
    sqlStores(db, { users: { ...mapping, columns: { passwordHash: 'hash' } } }).users;
  const write = (users: ReturnType<typeof usersOf>, accountKey: string) =>
    users.writePasswordHash({
      accountKey,
      passwordHash: 'new',
      expected: { email: 'a@b.c', enabled: true },
    });

  describe('of a text that folds', () => {
    const ids = ['a', 'A', 'á', 'a ', 'ａ'];
    // In our own tables on MariaDB `a ` would be `a`: there it is nobody's.
    const isKey = (id: string) => engine.name !== 'mariadb' || !id.endsWith(' ');
    beforeEach(async () => {
      await sql`drop table if exists folded`.execute(db);
      await sql`
        create table folded (id ${folding}, email varchar(99), hash varchar(99))`.execute(db);
      await sql`create index folded_id on folded (id)`.execute(db);
      for (const id of ids)
        await sql`insert into folded values (${id}, 'a@b.c', 'old')`.execute(db);
    });

    it.each(ids.filter(isKey))('names one account: %j', async (id) => {
      const users = usersOf({ table: 'folded' });
      expect(await users.findByKey(id)).toMatchObject({ id });
      expect(await write(users, id)).toBe(true);
      expect(await changedIds('folded')).toEqual([id]);
      const swap = { accountKey: id, from: 'new', to: 'newer' };
      expect(await users.replacePasswordHash(swap)).toBe(true);
      expect(await changedIds('folded')).toEqual([id]);
    });

    it.each(['Á', 'Ａ', 'A ', 'a  ', ' a', 'b', ...ids.filter((id) => !isKey(id))])(
      'names none: %j',
      async (id) => {
        const users = usersOf({ table: 'folded' });
        expect(await users.findByKey(id)).toBeNull();
        expect(await write(users, id)).toBe(false);
        expect(await changedIds('folded')).toEqual([]);
      },
    );
  });

  // PostgreSQL refuses to compare a text with a number.
  const compares = engine.name === 'sqlite' || engine.name === 'mariadb';

  it.each(['integer', 'bigint'] as const)('%s, in a column of text', async (idType) => {
    const ids = ['7', '7 of nine', '07', '7.0', '7e0', ' 7', '0', 'x'];
    const table = `texts_${idType}`;
    await sql`
      create table ${sql.id(table)} (
        id varchar(40), email varchar(99), hash varchar(99))`.execute(db);
    for (const id of ids)
      await sql`insert into ${sql.id(table)} values (${id}, 'a@b.c', 'old')`.execute(db);
    const users = usersOf({ table, idType });
    if (!compares) {
      await expect(write(users, '7')).rejects.toMatchObject({ code: 'ERR_STORE' });
      expect(await changedIds(table)).toEqual([]);
      return;
    }
    expect(String((await users.findByKey('7'))?.id)).toBe('7');
    expect(await write(users, '7')).toBe(true);
    expect(await changedIds(table)).toEqual(['7']);
    expect(await write(users, '0')).toBe(true);
    expect(await changedIds(table)).toEqual(['0', '7']);
  });

  it('text, in a column of numbers', async () => {
    await sql`
      create table numbers (id integer, email varchar(99), hash varchar(99))`.execute(db);
    for (const id of [0, 7]) {
      await sql`insert into numbers values (${sql.lit(id)}, 'a@b.c', 'old')`.execute(db);
    }
    const users = usersOf({ table: 'numbers' });
    // PostgreSQL may say that it is no number.
    for (const id of ['x', '7 of nine', '07', '7.0', '7e0', ' 7', '00', '0x7', '-0'])
      expect(await write(users, id).catch(() => false), id).toBe(false);
    expect(await changedIds('numbers')).toEqual([]);
    expect(await users.findByAddress({ spellings: ['0', 'x'], limit: 5 })).toEqual([]);
  });

  it('of letters that its column cannot hold names nobody, and so does an address', async () => {
    if (engine.name !== 'mariadb') return;
    await sql`
      create table ascii_ids (
        id char(36) character set ascii primary key,
        email varchar(99) character set latin1, hash varchar(99))`.execute(db);
    await sql`insert into ascii_ids values ('u1', 'mike@example.org', 'old')`.execute(db);
    const users = usersOf({ table: 'ascii_ids' });
    expect(await users.findByKey('ü1')).toBeNull();
    expect(await write(users, 'ü1')).toBe(false);
    const find = (email: string) => users.findByAddress({ spellings: [email], limit: 5 });
    expect(await find('mıke@example.org')).toEqual([]);
    expect(await find('m😀ke@example.org')).toEqual([]);
    expect(await find('mike@example.org')).toHaveLength(1);
    expect(await users.findByKey('u1')).toMatchObject({ id: 'u1' });
  });
});
