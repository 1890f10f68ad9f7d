import { sql } from 'kysely';
import type { FormerAddress } from 'latchkey';
import { sqlStores } from 'latchkey/sql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines, type OpenEngine, sqlEngines } from '../../support/engines.js';
import { digestOf, later } from './fixtures.js';

const note = (word: string): FormerAddress => ({
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
            credentials.noteFormerAddress({ accountKey, former: note('hers') }, thiefs),
          );
          await opened.stores.credentials.lock(accountKey, tx);
          expect(await opened.stores.credentials.findFormerAddress(accountKey, tx)).toEqual(
            note('hers'),
          );
        });
      },
    );
  },
  sqlEngines.filter(({ name }) => name === 'postgres' || name === 'mariadb'),
);
