import { type Kysely, sql, type Transaction } from 'kysely';
import { type PasswordsTable, sqlStores, type UsersMapping } from 'latchkey/sql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeEngines, type OpenEngine } from '../../support/engines.js';
import { isWaiting } from '../../support/is-waiting.js';
import { mappedService } from '../../support/mapped-service.js';
import { passwordOf } from '../../support/open-service.js';

const HELD = { email: 'a@b.c', enabled: true };

describeEngines('passwords in a table of their own', (engine) => {
  let opened: OpenEngine;
  let db: Kysely<never>;
  // The one that most databases have on MariaDB; ids that differ in case alone fold in it.
  const text = sql.raw('varchar(99)');
  beforeAll(async () => {
    opened = await engine.open();
    db = opened.db as never;
  });
  afterAll(() => opened.close());

  const passwords: PasswordsTable = {
    table: 'logins',
    columns: { accountId: 'member', passwordHash: 'secret' },
    where: { kind: 'password', revoked: false, parent: null },
  };
  const newRow: PasswordsTable['newRow'] = ({ id, email }) => ({
    note: `${id} ${email}`,
    made_at: sql`current_timestamp`,
    // What the mapping says goes before what the function says.
    kind: 'oauth',
    member: 'nobody',
  });
  const usersOf = (changes: Partial<PasswordsTable> = {}, mapping: UsersMapping = {}) =>
    sqlStores(db, {
      users: {
        table: 'members',
        columns: { enabled: 'active' },
        passwords: { ...passwords, ...changes },
        ...mapping,
      },
    }).users;

  beforeEach(async () => {
    await sql`drop table if exists logins`.execute(db);
    await sql`drop table if exists members`.execute(db);
    await sql`
      create table members (id ${text}, email ${text}, active boolean not null)`.execute(db);
    await sql`
      create table logins (
        member ${text}, kind ${text}, revoked boolean not null, parent ${text}, secret ${text},
        note ${text}, made_at timestamp null)`.execute(db);
    await sql`create index logins_member on logins (member)`.execute(db);
    for (const id of ['a', 'A', 'none'])
      await sql`insert into members values (${id}, 'a@b.c', true)`.execute(db);
    await login('a', { secret: 'of a' });
    await login('A', { secret: 'of A' });
    await login('a', { secret: 'of google', kind: 'google' });
    await login('a', { secret: 'revoked', revoked: true });
    await login('a', { secret: 'of an application', parent: 'x' });
  });

  const login = (
    member: string,
    row: { secret: string | null; kind?: string; revoked?: boolean; parent?: string },
  ) =>
    sql`
    insert into logins (member, kind, revoked, parent, secret) values (
      ${member}, ${row.kind ?? 'password'}, ${sql.lit(row.revoked ?? false)},
      ${row.parent ?? null}, ${row.secret})`.execute(db);

  /** Every hash, by the account that has it. */
  async function secrets() {
    const { rows } = await sql<{ member: string; secret: string }>`
      select member, secret from logins`.execute(db);
    return rows.map(({ member, secret }) => `${member}: ${secret}`).sort();
  }
  const OTHERS = ['a: of google', 'a: of an application', 'a: revoked'];
  const expectSecrets = async (...ofPasswords: string[]) =>
    expect(await secrets()).toEqual([...OTHERS, ...ofPasswords].sort());

  it('are read with the account, each by its own id', async () => {
    const users = usersOf();
    for (const [id, passwordHash] of [
      ['a', 'of a'],
      ['A', 'of A'],
      ['none', null],
    ] as const)
      expect(await users.findByKey(id)).toMatchObject({
        id,
        passwordHash,
        hasPassword: passwordHash !== null,
      });
    const found = await users.findByAddress({ spellings: ['a@b.c'], limit: 5 });
    expect(new Map(found.map((account) => [account.id, account.passwordHash]))).toEqual(
      new Map([
        ['a', 'of a'],
        ['A', 'of A'],
        ['none', null],
      ]),
    );
  });

  it('are written where the account is still what it was', async () => {
    const users = usersOf({ newRow });
    const write = (accountKey: string, expected = HELD) =>
      users.writePasswordHash({ accountKey, passwordHash: 'new', expected });
    for (const key of ['a', 'none']) {
      expect(await write(key, { ...HELD, email: 'A@b.c' })).toBe(false);
      expect(await write(key, { ...HELD, enabled: false })).toBe(false);
    }
    for (const key of ['á', 'a ', 'nobody']) expect(await write(key)).toBe(false);
    await expectSecrets('a: of a', 'A: of A');
    expect(await write('a')).toBe(true);
    await expectSecrets('a: new', 'A: of A');
  });

  it('attack 44: are replaced only where the hash is still the old one', async () => {
    const users = usersOf({ newRow });
    const replace = (accountKey: string, from: string) =>
      users.replacePasswordHash({ accountKey, from, to: 'newer' });
    for (const from of ['of A', 'OF A', 'of a ', 'of google', 'revoked', ''])
      expect(await replace('a', from)).toBe(false);
    expect(await replace('none', '')).toBe(false);
    await expectSecrets('a: of a', 'A: of A');
    expect(await replace('a', 'of a')).toBe(true);
    await expectSecrets('a: newer', 'A: of A');
  });

  it('are not given to an account without a row, unless the mapping says what is in one', async () => {
    const first = { accountKey: 'none', passwordHash: 'new', expected: HELD };
    expect(await usersOf().writePasswordHash(first)).toBe(false);
    await expectSecrets('a: of a', 'A: of A');
    expect(await usersOf({ newRow }).writePasswordHash(first)).toBe(true);
    await expectSecrets('a: of a', 'A: of A', 'none: new');
    const { rows } = await sql`
      select kind, parent, note from logins
      where member = 'none' and made_at is not null`.execute(db);
    expect(rows).toEqual([{ kind: 'password', parent: null, note: 'none a@b.c' }]);
    expect(await usersOf().findByKey('none')).toMatchObject({ passwordHash: 'new' });
  });

  it('a row that is there without a hash is the one that is written', async () => {
    await login('none', { secret: null });
    const first = { accountKey: 'none', passwordHash: 'new', expected: HELD };
    expect(await usersOf().writePasswordHash(first)).toBe(true);
    await expectSecrets('a: of a', 'A: of A', 'none: new');
  });

  it('a second row keeps no old password good, and makes no second account', async () => {
    await login('a', { secret: 'left behind' });
    const users = usersOf({ newRow });
    expect(await users.findByAddress({ spellings: ['a@b.c'], limit: 3 })).toHaveLength(3);
    const write = { accountKey: 'a', passwordHash: 'new', expected: HELD };
    expect(await users.writePasswordHash(write)).toBe(true);
    await expectSecrets('a: new', 'a: new', 'A: of A');
  });

  it('without conditions, every row of the account is a password', async () => {
    const every = { ...passwords, where: undefined };
    const users = usersOf(every);
    const write = { accountKey: 'a', passwordHash: 'new', expected: HELD };
    expect(await users.writePasswordHash(write)).toBe(true);
    expect(await secrets()).toEqual(['A: of A', ...Array(4).fill('a: new')]);
  });

  it('of many first passwords at once one makes the row', async () => {
    const users = usersOf({ newRow });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        users.writePasswordHash({
          accountKey: 'none',
          passwordHash: `new ${index}`,
          expected: HELD,
        }),
      ),
    );
    expect(answers).toEqual(Array(12).fill(true));
    expect((await secrets()).filter((each) => each.startsWith('none'))).toHaveLength(1);
  });

  it('attack 19: of many first passwords through the service one wins, and it is the stored one', async () => {
    const service = mappedService(db, {
      table: 'members',
      columns: { enabled: 'active' },
      passwords: { ...passwords, newRow },
    });
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        service.passwords.setInitialPassword({
          accountId: 'none',
          newPassword: passwordOf(index),
        }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await secrets()).filter((each) => each.startsWith('none'))).toHaveLength(1);
    const { stores } = service;
    expect(await stores.users.findByKey('none')).toMatchObject({ hasPassword: true });
    const winner = passwordOf(results.findIndex(({ ok }) => ok));
    const verified = { accountId: 'none', password: winner };
    expect(await service.passwords.verifyPassword(verified)).toMatchObject({ ok: true });
  });

  // The others have one connection, or one writer.
  if (engine.name === 'postgres' || engine.name === 'mariadb') {
    const first = (passwordHash: string) => ({
      accountKey: 'none',
      passwordHash,
      expected: HELD,
    });

    /** Starts a second change while the first is not committed, and answers what it came to. */
    async function meanwhile(act: (tx: Transaction<never>) => Promise<unknown>): Promise<boolean> {
      let second: Promise<boolean> | undefined;
      await (opened.connect() as unknown as Kysely<never>).transaction().execute(async (tx) => {
        await act(tx);
        second = usersOf({ newRow }).writePasswordHash(first('second'));
        // MariaDB renews what it tells of transactions only where nobody asked for 100 ms.
        const poll = { timeout: 10_000, interval: 250 };
        await expect.poll(() => isWaiting(db, engine.name), poll).toBe(true);
      });
      return second as Promise<boolean>;
    }

    it('a first password waits for another, and then writes into its row', async () => {
      const written = await meanwhile((tx) =>
        usersOf({ newRow }).writePasswordHash(first('first'), tx as never),
      );
      expect(written).toBe(true);
      await expectSecrets('a: of a', 'A: of A', 'none: second');
    });

    it('a password waits for who is just disabling the account, and is then refused', async () => {
      const written = await meanwhile((tx) =>
        sql`update members set active = false where id = 'none'`.execute(tx),
      );
      expect(written).toBe(false);
      await expectSecrets('a: of a', 'A: of A');
    });
  }

  describe('the mapping', () => {
    it.each([
      ['users.columns.passwordHash', { columns: { passwordHash: 'x' }, passwords }],
      ['users.passwords.table', { passwords: { ...passwords, table: '' } }],
      ['users.passwords.columns.accountId', { passwords: { ...passwords, columns: {} } }],
      ['users.passwords.where.kind', { passwords: { ...passwords, where: { kind: {} } } }],
      ['users.passwords.newRow', { passwords: { ...passwords, newRow: 'x' } }],
      ['users.passwords.column', { passwords: { ...passwords, column: 'x' } }],
      ['users.noPasswordPrefixes', { noPasswordPrefixes: [''] }],
      ['users.noPasswordPrefixes', { noPasswordPrefixes: '!' }],
      ['users.columns.emailLookup.as', { columns: { emailLookup: { as: 'folded' } } }],
      ['users.columns.disabled', { columns: { disabled: [''] } }],
    ])('says that %s is wrong', (option, users) => {
      expect(() => sqlStores(db, { users: users as never })).toThrow(
        expect.objectContaining({
          code: 'ERR_INVALID_OPTION',
          message: expect.stringContaining(`"${option}"`),
        }),
      );
    });
  });
});
