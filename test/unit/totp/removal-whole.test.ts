import { sql } from 'kysely';
import { sqlTotpStore } from 'latchkey/sql';
import { expect, it } from 'vitest';
import { describeEngines } from '../../support/engines.js';

describeEngines('a removal that fails halfway', (engine) => {
  it('removes nothing, since codes without their factor would outlive it', async () => {
    const opened = await engine.open();
    try {
      const { db } = opened;
      const table = (name: string) =>
        engine.name === 'sqlite' || engine.name === 'mariadb'
          ? sql.id(`latchkey_${name}`)
          : sql.id('latchkey', name);
      const store = sqlTotpStore(db);
      const account = { accountKey: 'ann', id: 'e1' };
      await store.begin({ ...account, secret: new Uint8Array(20) });
      const confirmation = { step: 1, confirmedAt: new Date(0), recoveryDigests: [] };
      expect(await store.confirm({ ...account, ...confirmation })).toBe(true);

      await sql`drop table ${table('recovery_codes')}`.execute(db);
      const failed = { code: 'ERR_SCHEMA' };
      const since = { accountKey: 'ann', since: new Date(0) };
      await expect(store.removeSince(since)).rejects.toMatchObject(failed);
      await expect(store.remove('ann')).rejects.toMatchObject(failed);
      const left = await sql`select 1 from ${table('second_factors')}`.execute(db);
      expect(left.rows).toHaveLength(1);
    } finally {
      await opened.close();
    }
  });
});
