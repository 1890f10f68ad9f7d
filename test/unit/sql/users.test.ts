import { type Kysely, sql } from 'kysely';
import { sqlStores, type UsersMapping } from 'latchkey/sql';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { type DemoTables, demoMapping } from '../../support/demo-users.js';
import { describeEngines, type OpenEngine } from '../../support/engines.js';

describeEngines('users', (engine) => {
  /** MariaDB makes no key of a text without a length. */
  const keyType = sql.raw(engine.name === 'mariadb' ? 'varchar(255)' : 'text');
  let opened: OpenEngine;
  let db: Kysely<DemoTables>;
  beforeAll(async () => {
    opened = await engine.open();
    db = opened.db;
  });
  afterAll(() => opened.close());

  it('reads an account with all that is mapped', async () => {
    const { users } = opened.stores;
    await opened.seedAccount({
      id: 'u1',
      email: 'Ada@Example.com',
      passwordHash: 'h1',
      displayName: "Ada'; drop table users; --",
      locale: 'de-AT',
    });
    const account = {
      id: 'u1',
      email: 'Ada@Example.com',
      emailVerified: true,
      enabled: true,
      identityProvider: null,
      hasPassword: true,
      passwordHash: 'h1',
      displayName: "Ada'; drop table users; --",
      locale: 'de-AT',
      extra: {},
    };
    expect(await users.findByKey('u1')).toEqual(account);
    const spellings = ['nobody@example.com', 'Ada@Example.com', "' or 1=1 --"];
    expect(await users.findByAddress({ spellings, limit: 5 })).toEqual([account]);
    expect(await users.findByAddress({ spellings: [], limit: 5 })).toEqual([]);
  });

  it('an empty hash is no hash', async () => {
    await opened.seedAccount({ id: 'u2', email: null, passwordHash: '' });
    const account = await opened.stores.users.findByKey('u2');
    expect(account).toMatchObject({ hasPassword: false, passwordHash: null, email: null });
  });

  it('writes a hash only while address and enabled state are what they were', async () => {
    const { users } = opened.stores;
    const seed = { passwordHash: 'old' };
    await opened.seedAccount({ id: 'w1', email: 'w1@example.com', ...seed });
    await opened.seedAccount({ id: 'w2', email: null, ...seed });
    await opened.seedAccount({ id: 'w3', email: 'w3@example.com', enabled: false, ...seed });
    await opened.seedAccount({ id: 'w4', email: 'w4@example.com', deleted: true, ...seed });
    const write = (accountKey: string, email: string | null, enabled: boolean) =>
      users.writePasswordHash({ accountKey, passwordHash: 'new', expected: { email, enabled } });
    expect(await write('w1', 'moved@example.com', true)).toBe(false);
    expect(await write('w1', null, true)).toBe(false);
    expect(await write('w1', 'w1@example.com', false)).toBe(false);
    expect(await write('w2', '', true)).toBe(false);
    expect(await write('w3', 'w3@example.com', true)).toBe(false);
    expect(await write('w4', 'w4@example.com', true)).toBe(false);
    expect(await write('nobody', null, true)).toBe(false);
    const hashes = () => db.selectFrom('users').select('password_hash').where('id', 'like', 'w%');
    expect((await hashes().execute()).map((row) => row.password_hash)).toEqual(
      Array(4).fill('old'),
    );

    expect(await write('w1', 'w1@example.com', true)).toBe(true);
    expect(await write('w2', null, true)).toBe(true);
    expect(await write('w3', 'w3@example.com', false)).toBe(true);
    expect(await write('w4', 'w4@example.com', false)).toBe(true);
    expect((await hashes().execute()).map((row) => row.password_hash)).toEqual(
      Array(4).fill('new'),
    );
  });

  it('attack 44: a rehash that a reset overtook writes nothing', async () => {
    const { users } = opened.stores;
    await opened.seedAccount({ id: 'r1', email: 'r1@example.com', passwordHash: 'weak' });
    const expected = { email: 'r1@example.com', enabled: true };
    await users.writePasswordHash({ accountKey: 'r1', passwordHash: 'reset', expected });
    expect(await users.replacePasswordHash({ accountKey: 'r1', from: 'weak', to: 'strong' })).toBe(
      false,
    );
    expect((await users.findByKey('r1'))?.passwordHash).toBe('reset');
    expect(await users.replacePasswordHash({ accountKey: 'r1', from: 'reset', to: 'x' })).toBe(
      true,
    );
  });

  it('marks an address as verified while it is still the same', async () => {
    const { users } = opened.stores;
    await opened.seedAccount({ id: 'v1', email: 'v1@example.com', emailVerified: false });
    const mark = (address: string) => users.markEmailVerified({ accountKey: 'v1', address });
    expect(await mark('old@example.com')).toBe(false);
    expect((await users.findByKey('v1'))?.emailVerified).toBe(false);
    expect(await mark('v1@example.com')).toBe(true);
    expect((await users.findByKey('v1'))?.emailVerified).toBe(true);
  });

  describe('ids', () => {
    const types = {
      text: keyType,
      integer: sql`integer`,
      bigint: sql`bigint`,
      uuid: engine.name === 'sqlite' ? sql`text` : sql`uuid`,
    };
    const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const cases = [
      ['text', 'ab', ['', '\0', '\ud800', 'AB', 'ab ']],
      [
        'integer',
        '42',
        ['042', '4.2e1', ' 42', '+42', '42.0', '0x2a', '-0', '9007199254740993', 'x'],
      ],
      [
        'bigint',
        '9007199254740993',
        ['09007199254740993', '9223372036854775808', '9007199254740992', '1n', ''],
      ],
      ['uuid', uuid, [uuid.toUpperCase(), `{${uuid}}`, uuid.replaceAll('-', ''), 'x']],
    ] as const;

    it.each(cases)(
      '%s: one spelling finds the account, no other does',
      async (idType, key, others) => {
        const table = `ids_${idType}`;
        await sql`
        create table ${sql.id(table)} (
          id ${types[idType]} primary key, email text, password_hash text)`.execute(db);
        await sql`insert into ${sql.id(table)} values (${sql.lit(key)}, 'a@b.c', 'h')`.execute(db);
        const { users } = sqlStores(db, { users: { table, idType } });
        const account = await users.findByKey(key);
        expect(String(account?.id)).toBe(key);
        expect(typeof account?.id).toBe(
          { text: 'string', uuid: 'string', integer: 'number', bigint: 'bigint' }[idType],
        );
        expect(await users.findByAddress({ spellings: ['a@b.c'], limit: 1 })).toEqual([account]);
        const expected = { email: 'a@b.c', enabled: true };
        for (const other of [...others, 7 as never, null as never]) {
          expect(await users.findByKey(other)).toBeNull();
          expect(
            await users.writePasswordHash({ accountKey: other, passwordHash: 'x', expected }),
          ).toBe(false);
          expect(await users.replacePasswordHash({ accountKey: other, from: 'h', to: 'x' })).toBe(
            false,
          );
        }
        expect(
          await users.writePasswordHash({ accountKey: key, passwordHash: 'x', expected }),
        ).toBe(true);
      },
    );

    it('a mapping that names the wrong type says so', async () => {
      await sql`
        create table wrong_ids (id ${keyType} primary key, email text, password_hash text)`.execute(
        db,
      );
      await sql`insert into wrong_ids values ('x1', 'a@b.c', 'h')`.execute(db);
      const { users } = sqlStores(db, { users: { table: 'wrong_ids', idType: 'bigint' } });
      await expect(users.findByAddress({ spellings: ['a@b.c'], limit: 1 })).rejects.toMatchObject({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining('"users.idType"'),
      });
    });
  });

  it('hostile names are quoted, not run', async () => {
    const table = 'us"ers; drop table users; --';
    const column = `e"mail' or 1=1 --`;
    await sql`
      create table ${sql.id(table)} (
        id ${keyType} primary key, ${sql.id(column)} text, ${sql.id('pass.word')} text)`.execute(
      db,
    );
    await sql`insert into ${sql.id(table)} values ('h1', 'h@example.com', 'h')`.execute(db);
    const { users } = sqlStores(db, {
      users: { table, columns: { email: column, passwordHash: 'pass.word' } },
    });
    expect(await users.findByAddress({ spellings: ['h@example.com'], limit: 5 })).toHaveLength(1);
    expect(await users.findByAddress({ spellings: ['other'], limit: 5 })).toHaveLength(0);
    expect(await opened.stores.users.findByKey('nobody')).toBeNull();
  });

  it('names that can be none are refused at construction', () => {
    const mappings: unknown[] = [
      { table: '' },
      { table: 7 },
      { columns: { id: '\0' } },
      { columns: { emailVerified: { column: 'x', as: 'maybe' } } },
      { columns: { password: 'x' } },
      { idType: 'serial' },
    ];
    for (const users of mappings) {
      expect(() => sqlStores(db, { users: users as UsersMapping })).toThrow(
        expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
      );
    }
  });

  it('extra columns are checked, and typed by their schemas', async () => {
    await sql`
      create table with_extra (
        id integer primary key, email text, password_hash text, plan text, seats integer
      )`.execute(db);
    await sql`insert into with_extra values (1, 'a@b.c', 'h', 'paid', 3)`.execute(db);
    await sql`insert into with_extra values (2, 'd@e.f', 'h', 'stolen', 3)`.execute(db);
    const { users } = sqlStores(db, {
      users: {
        table: 'with_extra',
        idType: 'integer',
        extra: { plan: z.enum(['free', 'paid']), seats: z.number().transform(String) },
      },
    });
    const account = await users.findByKey('1');
    expect(account?.extra).toEqual({ plan: 'paid', seats: '3' });
    expectTypeOf(account!.id).toEqualTypeOf<number>();
    expectTypeOf(account!.extra.plan).toEqualTypeOf<'free' | 'paid'>();
    expectTypeOf(account!.extra.seats).toEqualTypeOf<string>();
    const refused = await users.findByKey('2').catch((error: Error) => error);
    expect(refused).toMatchObject({ code: 'ERR_INVALID_OPTION' });
    expect(String(refused)).not.toContain('stolen');
  });

  it('the types of ids follow the mapping', () => {
    const plain = sqlStores(db).users.findByKey;
    expectTypeOf<NonNullable<Awaited<ReturnType<typeof plain>>>['id']>().toEqualTypeOf<string>();
    const typed = sqlStores(db, { users: { ...demoMapping, idType: 'bigint' } });
    expectTypeOf<
      NonNullable<Awaited<ReturnType<typeof typed.users.findByKey>>>['id']
    >().toEqualTypeOf<bigint>();
  });
});
