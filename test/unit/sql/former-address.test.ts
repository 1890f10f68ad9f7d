import { sql } from 'kysely';
import type { FormerAddress } from 'latchkey';
import { sqlStores } from 'latchkey/sql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines, type OpenEngine, sqlEngines } from '../../support/engines.js';
import { isWaiting } from '../../support/is-waiting.js';
import { digestOf, later, NOW } from './fixtures.js';

const noteOf = (word: string): FormerAddress => ({
  digest: new Uint8Array(digestOf(word)),
  address: word,
  leftAt: later(-7),
});

describeEngines(
  'the address that an account was moved away from',
  (engine) => {
    let opened: OpenEngine;
    beforeAll(async () => {
      opened = await engine.open();
    });
    afterAll(() => opened.close());

    it.each(['new', 'known'])(
      'attack 25: is known to a transaction of the application’s that had looked at a %s account before',
      async (accountKey) => {
        const { credentials, unitOfWork } = sqlStores(opened.connect());
        if (accountKey === 'known')
          await credentials.requireChange({ accountKey, reason: 'expired' });
        // Under the isolation that the database has by itself, which on InnoDB keeps the first look.
        await opened.db.transaction().execute(async (tx) => {
          await sql`select 1`.execute(tx);
          expect(await opened.stores.credentials.read(accountKey, tx)).toMatchObject({
            version: 0,
          });
          await unitOfWork.run((thiefs) =>
            credentials.noteFormerAddress({ accountKey, former: noteOf('hers') }, thiefs),
          );
          await opened.stores.credentials.lock(accountKey, tx);
          expect(await opened.stores.credentials.findFormerAddress(accountKey, tx)).toEqual(
            noteOf('hers'),
          );
        });
      },
    );

    it('stays where the account is moved once more while a purge is under way', async () => {
      const { credentials, unitOfWork } = opened.stores;
      const note = (accountKey: string, former: FormerAddress) =>
        unitOfWork.run((tx) => credentials.noteFormerAddress({ accountKey, former }, tx));
      await note('moved', noteOf('old'));
      await note('still', noteOf('old'));
      const again = { ...noteOf('new'), leftAt: NOW };
      const others = sqlStores(opened.connect());
      let purged: Promise<number> = Promise.resolve(0);
      await unitOfWork.run(async (tx) => {
        await credentials.noteFormerAddress({ accountKey: 'moved', former: again }, tx);
        purged = others.credentials.purgeFormerAddresses({ before: NOW, limit: 10 });
        // MariaDB renews what it tells of transactions only where nobody asked for 100 ms.
        const poll = { timeout: 10_000, interval: 250 };
        await expect.poll(() => isWaiting(opened.db, engine.name), poll).toBe(true);
      });
      await purged;
      expect(await credentials.findFormerAddress('moved')).toEqual(again);
      expect(await credentials.findFormerAddress('still')).toBeNull();
    });
  },
  sqlEngines.filter(({ name }) => name === 'postgres' || name === 'mariadb'),
);
