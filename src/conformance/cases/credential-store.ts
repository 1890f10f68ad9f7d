import assert from 'node:assert/strict';
import type { ConformanceCase } from '../case.js';
import {
  at,
  countTrue,
  digestOf,
  gate,
  letOthersRun,
  newId,
  newTicket,
  rolledBack,
  together,
} from '../fixtures.js';

const ports = ['credentials', 'unitOfWork'] as const;

export const credentialStoreCases: readonly ConformanceCase[] = [
  {
    name: 'credentials: an account without a row is at version 0 and was never changed',
    ports: ['credentials'],
    async run({ stores, seedAccount }) {
      const accountKey = await seedAccount();
      assert.deepEqual(await stores.credentials.read(accountKey), {
        version: 0,
        changedAt: null,
        changeRequired: null,
      });
    },
  },
  {
    name: 'credentials: a raise goes up by one and keeps the instant to the millisecond',
    ports,
    async run({ stores, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const other = await seedAccount();
      for (const from of [0, 1, 2]) {
        const changedAt = at(from + 1);
        const raised = await unitOfWork.run((tx) =>
          stores.credentials.raiseVersion({ accountKey, from, changedAt }, tx),
        );
        assert.equal(raised, true);
        const credentials = await stores.credentials.read(accountKey);
        assert.deepEqual(credentials, { version: from + 1, changedAt, changeRequired: null });
      }
      assert.equal((await stores.credentials.read(other)).version, 0);
    },
  },
  {
    name: 'credentials: a raise from any version but the present one is refused and changes nothing',
    ports,
    async run({ stores, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const raise = (from: number) =>
        unitOfWork.run((tx) =>
          stores.credentials.raiseVersion({ accountKey, from, changedAt: at(from) }, tx),
        );
      assert.equal(await raise(1), false, 'from 1 while there is no row');
      assert.equal((await stores.credentials.read(accountKey)).version, 0);
      assert.equal(await raise(0), true);
      assert.equal(await raise(1), true);
      for (const from of [0, 1, 3, -1]) assert.equal(await raise(from), false, `from ${from}`);
      const credentials = await stores.credentials.read(accountKey);
      assert.deepEqual(credentials, { version: 2, changedAt: at(1), changeRequired: null });
    },
  },
  {
    name: 'credentials: of fifty concurrent first raises exactly one wins',
    ports,
    async run({ stores, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const answers = await together(50, (index) =>
        unitOfWork.run((tx) =>
          stores.credentials.raiseVersion({ accountKey, from: 0, changedAt: at(index) }, tx),
        ),
      );
      assert.equal(countTrue(answers), 1);
      assert.deepEqual(await stores.credentials.read(accountKey), {
        version: 1,
        changedAt: at(answers.indexOf(true)),
        changeRequired: null,
      });
    },
  },
  {
    name: 'credentials: of fifty concurrent later raises exactly one wins',
    ports,
    async run({ stores, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const raise = (from: number, changedAt: Date) =>
        unitOfWork.run((tx) =>
          stores.credentials.raiseVersion({ accountKey, from, changedAt }, tx),
        );
      await raise(0, at(0));
      const answers = await together(50, (index) => raise(1, at(index + 1)));
      assert.equal(countTrue(answers), 1);
      assert.deepEqual(await stores.credentials.read(accountKey), {
        version: 2,
        changedAt: at(answers.indexOf(true) + 1),
        changeRequired: null,
      });
    },
  },
  {
    name: 'credentials: of the concurrent raises of two processes exactly one wins',
    ports,
    async run({ stores, seedAccount, reopen }) {
      const accountKey = await seedAccount();
      const processes = [stores, await reopen()];
      const answers = await Promise.all(
        processes.map((process) =>
          together(20, () =>
            process.unitOfWork.run((tx) =>
              process.credentials.raiseVersion({ accountKey, from: 0, changedAt: at(0) }, tx),
            ),
          ),
        ),
      );
      assert.equal(countTrue(answers.flat()), 1);
      assert.equal((await stores.credentials.read(accountKey)).version, 1);
    },
  },
  {
    name: 'credentials: a lock reads what is there, and an account without a row stays at version 0',
    ports,
    async run({ stores, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const lock = () => unitOfWork.run((tx) => stores.credentials.lock(accountKey, tx));
      const raise = (from: number) =>
        unitOfWork.run((tx) =>
          stores.credentials.raiseVersion({ accountKey, from, changedAt: at(from) }, tx),
        );
      assert.deepEqual(await lock(), { version: 0, changedAt: null, changeRequired: null });
      assert.deepEqual(await stores.credentials.read(accountKey), {
        version: 0,
        changedAt: null,
        changeRequired: null,
      });
      assert.equal(await raise(1), false);
      assert.equal(await raise(0), true, 'a locked account can still be raised from 0');
      assert.equal(await raise(0), false);
      assert.deepEqual(await lock(), { version: 1, changedAt: at(0), changeRequired: null });
      assert.equal(await raise(1), true);
    },
  },
  {
    name: 'credentials: who locks an account first counts and writes before the next one counts',
    ports: [...ports, 'tickets'],
    async run({ stores, seedAccount, reopen }) {
      const accountKey = await seedAccount();
      const processes = [stores, await reopen()];
      const mint = (index: number) => {
        const process = processes[index % 2] ?? stores;
        return process.unitOfWork.run(async (tx) => {
          const entryId = newId();
          const { version } = await process.credentials.lock(accountKey, tx);
          const minted = await process.tickets.countMintingEntries(
            {
              accountKey,
              delivery: 'link',
              credentialsVersion: version,
              since: at(0),
              exceptEntryId: entryId,
            },
            tx,
          );
          if (minted >= 3) return false;
          const ticket = newTicket(stores.realm, accountKey, { entryId });
          await process.tickets.insert({ ticket, digest: digestOf(entryId) }, tx);
          return true;
        });
      };
      assert.equal(countTrue(await together(12, mint)), 3);
    },
  },
  {
    name: 'credentials: a raise that is rolled back leaves the version to the next in line',
    ports,
    async run({ stores, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const raise = { accountKey, from: 0, changedAt: at(0) };
      const [raised, decided] = [gate(), gate()];
      const first = rolledBack(unitOfWork, async (tx) => {
        assert.equal(await stores.credentials.raiseVersion(raise, tx), true);
        raised.open();
        await decided.opened;
      });
      await Promise.race([raised.opened, first]);
      const second = unitOfWork.run((tx) => stores.credentials.raiseVersion(raise, tx));
      await letOthersRun();
      decided.open();
      await first;
      assert.equal(await second, true);
      assert.equal((await stores.credentials.read(accountKey)).version, 1);
    },
  },
  {
    name: 'credentials: what concurrent transactions read and raise is never lost',
    ports,
    async run({ stores, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const answers = await together(20, (index) =>
        unitOfWork.run(async (tx) => {
          const { version } = await stores.credentials.read(accountKey, tx);
          return stores.credentials.raiseVersion(
            { accountKey, from: version, changedAt: at(index) },
            tx,
          );
        }),
      );
      const { version } = await stores.credentials.read(accountKey);
      assert.ok(version >= 1);
      assert.equal(countTrue(answers), version, 'every raise that was confirmed is counted');
    },
  },
  {
    name: 'credentials: a required change is read back, lifted by null and by a raise, and no version moves',
    ports,
    async run({ stores, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const other = await seedAccount();
      const reasons = [
        ...(['administrative', 'expired', 'policy', 'breached'] as const),
        ...(['disavowed', 'disputed', 'locked', null] as const),
      ];
      for (const reason of reasons) {
        await stores.credentials.requireChange({ accountKey, reason });
        assert.deepEqual(await stores.credentials.read(accountKey), {
          version: 0,
          changedAt: null,
          changeRequired: reason,
        });
      }
      for (const from of [0, 1]) {
        await stores.credentials.requireChange({ accountKey, reason: 'expired' });
        const { version, changeRequired } = await stores.credentials.read(accountKey);
        assert.deepEqual({ version, changeRequired }, { version: from, changeRequired: 'expired' });
        await unitOfWork.run((tx) =>
          stores.credentials.raiseVersion({ accountKey, from, changedAt: at(from) }, tx),
        );
        assert.deepEqual(await stores.credentials.read(accountKey), {
          version: from + 1,
          changedAt: at(from),
          changeRequired: null,
        });
      }
      assert.equal((await stores.credentials.read(other)).changeRequired, null);
    },
  },
  {
    name: 'credentials: a lock gives way to null and to another lock alone',
    ports: ['credentials'],
    async run({ stores: { credentials }, seedAccount }) {
      const locks = ['breached', 'disavowed', 'disputed', 'locked'] as const;
      const milder = ['administrative', 'expired', 'policy'] as const;
      for (const first of [...milder, ...locks]) {
        for (const lock of locks) {
          const accountKey = await seedAccount();
          await credentials.requireChange({ accountKey, reason: first });
          await credentials.requireChange({ accountKey, reason: lock });
          for (const reason of milder) {
            await credentials.requireChange({ accountKey, reason });
            const { changeRequired } = await credentials.read(accountKey);
            assert.equal(changeRequired, lock, `${reason} after ${lock}`);
          }
          await credentials.requireChange({ accountKey, reason: null });
          assert.equal((await credentials.read(accountKey)).changeRequired, null);
        }
      }
    },
  },
  {
    name: 'credentials: a change that is required after a raise, in one transaction, stands or falls with it',
    ports,
    async run({ stores, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const change = async (tx: never) => {
        await stores.credentials.raiseVersion({ accountKey, from: 0, changedAt: at(0) }, tx);
        await stores.credentials.requireChange({ accountKey, reason: 'breached' }, tx);
      };
      await rolledBack(unitOfWork, (tx) => change(tx as never));
      assert.equal((await stores.credentials.read(accountKey)).changeRequired, null);
      await unitOfWork.run((tx) => change(tx as never));
      assert.deepEqual(await stores.credentials.read(accountKey), {
        version: 1,
        changedAt: at(0),
        changeRequired: 'breached',
      });
    },
  },
  {
    name: 'credentials: a removed row is version 0 again, and only this account loses its own',
    ports,
    async run({ stores, unitOfWork, seedAccount }) {
      const keys = [await seedAccount(), await seedAccount()] as const;
      for (const accountKey of keys)
        await unitOfWork.run((tx) =>
          stores.credentials.raiseVersion({ accountKey, from: 0, changedAt: at(0) }, tx),
        );
      await stores.credentials.remove(keys[0]);
      await stores.credentials.remove(keys[0]);
      assert.deepEqual(await stores.credentials.read(keys[0]), {
        version: 0,
        changedAt: null,
        changeRequired: null,
      });
      assert.equal((await stores.credentials.read(keys[1])).version, 1);
    },
  },
];
