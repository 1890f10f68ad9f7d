import { type Kysely, sql } from 'kysely';
import { assertSchema, migrate, sqlTotpStore } from 'latchkey/sql';
import { describe, expect, it } from 'vitest';
import { describeEngines } from '../../support/engines.js';

describeEngines('second factors', (engine) => {
  it('a database of before gets the tables by migrate, and until then says so', async () => {
    const opened = await engine.open();
    try {
      const { db } = opened;
      const table = (name: string) =>
        engine.name === 'sqlite' || engine.name === 'mariadb'
          ? sql.id(`latchkey_${name}`)
          : sql.id('latchkey', name);
      await sql`drop table ${table('second_factors')}`.execute(db);
      await sql`drop table ${table('recovery_codes')}`.execute(db);
      await sql`delete from ${table('migrations')} where name <> '001-initial'`.execute(db);

      const store = sqlTotpStore(db);
      const enrolment = { accountKey: 'ann', id: 'e1', secret: new Uint8Array(20) };
      await expect(store.begin(enrolment)).rejects.toMatchObject({ code: 'ERR_SCHEMA' });
      await expect(assertSchema(db)).rejects.toMatchObject({ code: 'ERR_SCHEMA' });
      await migrate(db);
      await assertSchema(db);
      expect(await store.begin(enrolment)).toBe(true);
    } finally {
      await opened.close();
    }
  });

  it('a confirmation whose codes are refused confirms nothing', async () => {
    const opened = await engine.open();
    try {
      const store = sqlTotpStore(opened.db);
      const account = { accountKey: 'ann', id: 'e1' };
      await store.begin({ ...account, secret: new Uint8Array(20) });
      const confirmation = { ...account, step: 1, confirmedAt: new Date(0) };
      const tooShort = [new Uint8Array(32), new Uint8Array(31)];
      await expect(
        store.confirm({ ...confirmation, recoveryDigests: tooShort }),
      ).rejects.toMatchObject({ code: 'ERR_STORE' });
      expect(await store.find('ann')).toMatchObject({ confirmedAt: null, recoveryCodesLeft: 0 });
    } finally {
      await opened.close();
    }
  });
});

describe('the options of sqlTotpStore', () => {
  it('an ambiguous realm and an unknown dialect are refused at once', () => {
    const db = {} as Kysely<unknown>;
    for (const realm of ['', 'staff '])
      expect(() => sqlTotpStore(db, { realm })).toThrow('"realm"');
    expect(() => sqlTotpStore(db, { dialect: 'oracle' as never })).toThrow('"dialect"');
  });
});
