import { setTimeout as wait } from 'node:timers/promises';
import { sql, type Transaction } from 'kysely';
import type { FormerAddress } from 'latchkey';
import { sqlStores } from 'latchkey/sql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DemoTables } from '../../support/demo-users.js';
import { describeEngines, type OpenEngine, sqlEngines } from '../../support/engines.js';
import { isWaiting } from '../../support/is-waiting.js';
import { digestOf, later, NOW } from './fixtures.js';

const noteOf = (word: string): FormerAddress => ({
  digest: new Uint8Array(digestOf(word)),
  address: word,
  leftAt: later(-7),
});

const again: FormerAddress = { ...noteOf('new'), leftAt: NOW };

// MariaDB renews what it tells of transactions only where nobody asked for 100 ms.
const POLL = { timeout: 10_000, interval: 250 };

describeEngines(
  'the address that an account was moved away from',
  (engine) => {
    let opened: OpenEngine;
    beforeAll(async () => {
      opened = await engine.open();
    });
    afterAll(() => opened.close());

    /** Accounts that no other test purges. */
    function tenant(realm: string) {
      const { credentials, unitOfWork } = sqlStores(opened.db, { realm });
      const note = (accountKey: string, former: FormerAddress) =>
        unitOfWork.run((tx) => credentials.noteFormerAddress({ accountKey, former }, tx));
      return { credentials, unitOfWork, note };
    }

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

    it('is passed over by a purge while the application holds its account, and purged by the next', async () => {
      const { credentials, unitOfWork, note } = tenant('passed over');
      const held = ['locked', 'moved'];
      const free = Array.from({ length: 40 }, (_, index) => `free ${index}`);
      // Those that are held are the oldest, and as many as the first batch.
      for (const [index, accountKey] of [...held, ...free].entries())
        await note(accountKey, { ...noteOf('old'), leftAt: later(index - 50) });
      const others = opened.connect();
      const purging = sqlStores(others, { realm: 'passed over' }).credentials;
      const purge = (limit: number, tx?: Transaction<DemoTables>) =>
        purging.purgeFormerAddresses({ before: NOW, limit }, tx);
      await unitOfWork.run(async (tx) => {
        for (const accountKey of held) await credentials.lock(accountKey, tx);
        await credentials.noteFormerAddress({ accountKey: 'moved', former: again }, tx);
        const purges = async () => [
          await purge(2),
          // Under the isolation that the database has by itself: InnoDB waits for all it looks at.
          await others.transaction().execute((theirs) => purge(50, theirs)),
          await purge(50),
        ];
        const waits = wait(5_000, 'it waits', { ref: false });
        expect(await Promise.race([purges(), waits])).toEqual([2, 38, 0]);
      });
      for (const accountKey of free)
        expect(await credentials.findFormerAddress(accountKey)).toBeNull();
      expect(await credentials.findFormerAddress('locked')).not.toBeNull();
      expect(await purge(50)).toBe(1);
      expect(await credentials.findFormerAddress('locked')).toBeNull();
      expect(await credentials.findFormerAddress('moved')).toEqual(again);
    });

    it('stays where the account is moved once more just when a purge has found it', async () => {
      const { credentials, note } = tenant('found');
      await note('moved', noteOf('old'));
      let moved: Promise<void> | undefined;
      const purging = opened.connect(async ({ query }) => {
        if (!query.sql.includes('address_left_at <')) return;
        let isDone = false;
        moved = note('moved', again).finally(() => {
          isDone = true;
        });
        const isOver = async () => isDone || (await isWaiting(opened.db, engine.name));
        await expect.poll(isOver, POLL).toBe(true);
      });
      const purger = sqlStores(purging, { realm: 'found' }).credentials;
      expect(await purger.purgeFormerAddresses({ before: NOW, limit: 2 })).toBe(1);
      expect(moved).toBeDefined();
      await moved;
      expect(await credentials.findFormerAddress('moved')).toEqual(again);
    });
  },
  sqlEngines.filter(({ name }) => name === 'postgres' || name === 'mariadb'),
);
