import { type Kysely, sql } from 'kysely';
import { sqlStores, type UserColumns } from 'latchkey/sql';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeEngines, type OpenEngine } from '../../support/engines.js';
import { mappedService } from '../../support/mapped-service.js';
import { passwordOf } from '../../support/open-service.js';

describeEngines('accounts are looked up', (engine) => {
  let opened: OpenEngine;
  let db: Kysely<never>;
  beforeAll(async () => {
    opened = await engine.open();
    db = opened.db as never;
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    await sql`drop table if exists members`.execute(db);
    const bytes =
      engine.name === 'mariadb' ? sql`character set utf8mb4 collate utf8mb4_bin` : sql``;
    await sql`
      create table members (
        id integer primary key, email varchar(99) ${bytes}, look_up varchar(99) ${bytes},
        hash varchar(200))`.execute(db);
  });

  const insert = (id: number, email: string, lookUp: string | null, hash = 'h') =>
    sql`insert into members values (${id}, ${email}, ${lookUp}, ${hash})`.execute(db);
  const mapped = (emailLookup: UserColumns['emailLookup']) =>
    ({
      table: 'members',
      idType: 'integer',
      columns: { passwordHash: 'hash', emailLookup },
    }) as const;

  /** To whom mail goes when somebody types this. */
  async function mailed(emailLookup: UserColumns['emailLookup'], identifier: string) {
    const { passwords, mails } = mappedService(db, mapped(emailLookup));
    expect(await passwords.requestReset({ identifier })).toMatchObject({ ok: true });
    await passwords.drainOutbox();
    return mails.map((mail) => mail.to);
  }

  it('by a column in upper case, whoever wrote it', async () => {
    const lookup = { column: 'look_up', as: 'upper' } as const;
    await insert(1, 'Ada@Example.org', 'ADA@EXAMPLE.ORG');
    // .NET raises letter by letter, and neither ß nor ı; JavaScript writes SS and I.
    await insert(2, 'straße@example.org', 'STRAßE@EXAMPLE.ORG');
    await insert(3, 'Strauß@example.org', 'STRAUSS@EXAMPLE.ORG');
    await insert(4, 'mıke@example.org', 'MıKE@EXAMPLE.ORG');
    expect(await mailed(lookup, 'aDA@example.ORG')).toEqual(['Ada@Example.org']);
    expect(await mailed(lookup, 'Straße@example.org')).toEqual(['straße@example.org']);
    expect(await mailed(lookup, 'strauß@example.org')).toEqual(['Strauß@example.org']);
    expect(await mailed(lookup, 'mıke@example.org')).toEqual(['mıke@example.org']);
    expect(await mailed(lookup, 'mike@example.org')).toEqual([]);
  });

  it('attack 1: such a column proposes, and the address itself decides', async () => {
    const lookup = { column: 'look_up', as: 'upper' } as const;
    await insert(11, 'evil@attacker.example', 'MIKE@EXAMPLE.ORG');
    await insert(12, 'mıke@example.org', 'MIKE@EXAMPLE.ORG');
    await insert(13, 'Mike@example.org', 'MIKE@EXAMPLE.ORG');
    expect(await mailed(lookup, 'mike@example.org')).toEqual(['Mike@example.org']);
  });

  it.each(['lower', 'upper'] as const)('by an expression: %s', async (as) => {
    await insert(as === 'lower' ? 21 : 22, 'Grace@Example.org', null);
    expect(await mailed(undefined, 'grace@example.org')).toEqual([]);
    expect(await mailed({ as }, 'grace@example.org')).toEqual(['Grace@Example.org']);
    expect(await mailed({ as }, 'GRACE@example.org')).toEqual(['Grace@Example.org']);
  });

  it('and what begins as no password does is none', async () => {
    const users = { ...mapped(undefined), noPasswordPrefixes: ['!', '*LK*'] };
    const { passwords, stores } = mappedService(db, users);
    await insert(31, 'django@example.org', null, '!vLPVyfNJ1mwiuDjlpF5N7WLUEBDJ6sItMTbKbzrq');
    await insert(32, 'shadow@example.org', null, '*LK*');
    await insert(33, 'other@example.org', null, '*');
    for (const [accountId, hasPassword] of [
      [31, false],
      [32, false],
      [33, true],
    ] as const) {
      const accountKey = String(accountId);
      const account = await stores.users.findByKey(accountKey);
      expect(account?.hasPassword).toBe(hasPassword);
      expect(account?.passwordHash).toBe(hasPassword ? '*' : null);
      const { rows } = await sql<{ hash: string }>`
        select hash from members where id = ${accountId}`.execute(db);
      const from = String(rows[0]?.hash);
      const replaced = await stores.users.replacePasswordHash({ accountKey, from, to: from });
      expect(replaced).toBe(hasPassword);
      const set = await passwords.setInitialPassword({
        accountId: accountId as never,
        newPassword: passwordOf(accountId),
      });
      expect(set.ok).toBe(!hasPassword);
    }
    const plain = sqlStores(db, { users: mapped(undefined) }).users;
    await insert(34, 'plain@example.org', null, '!x');
    expect(await plain.findByKey('34')).toMatchObject({ hasPassword: true, passwordHash: '!x' });
  });
});
