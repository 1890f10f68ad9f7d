import assert from 'node:assert/strict';
import type { UnitOfWork } from 'latchkey';
import type { TotpStore } from '../totp-store.js';
import type { TotpStoreCase } from './case.js';
import { begun, countTrue, digests, enrolled, isGone, newName } from './fixtures.js';

/** Runs work in a transaction and rolls it back. */
async function undoing(unitOfWork: UnitOfWork, work: (tx: unknown) => Promise<void>) {
  const undone = new Error('undone');
  const running = unitOfWork.run(async (tx) => {
    await work(tx);
    throw undone;
  });
  await assert.rejects(running, (error) => error === undone);
}

/** How many of these codes are good, all of which are spent by this. */
async function countGood(store: TotpStore, accountKey: string, codes: readonly Uint8Array[]) {
  const answers: boolean[] = [];
  for (const digest of codes) answers.push(await store.spendRecoveryCode({ accountKey, digest }));
  return countTrue(answers);
}

/** What belongs to a transaction of the application, as the notice to the owner does. */
export const transactionCases: readonly TotpStoreCase[] = [
  {
    name: 'what is confirmed in a transaction that rolls back waits for its first code as before',
    async run({ store, unitOfWork }) {
      if (unitOfWork === undefined) return;
      const waiting = await begun(store);
      const { accountKey, id, recoveryDigests } = waiting;
      const before = await store.find(accountKey);
      await undoing(unitOfWork, async (tx) => {
        assert.deepEqual(await store.find(accountKey, tx), before);
        assert.equal(await store.confirm(waiting, tx), true);
        assert.equal((await store.find(accountKey, tx))?.recoveryCodesLeft, 10);
      });
      assert.deepEqual(await store.find(accountKey), before);
      assert.equal(await countGood(store, accountKey, recoveryDigests), 0);
      assert.equal(await store.advanceStep({ accountKey, id, step: 101 }), false);
      assert.equal(await store.confirm(waiting), true);
    },
  },
  {
    name: 'what is confirmed in a transaction stands once that commits, and keeps others from it',
    async run({ store, further = store, unitOfWork }) {
      if (unitOfWork === undefined) return;
      const waiting = await begun(store);
      const { accountKey, id, confirmedAt, recoveryDigests } = waiting;
      const confirming = await unitOfWork.run(async (tx) => {
        assert.equal(await store.confirm(waiting, tx), true);
        assert.equal(await store.confirm(waiting, tx), false);
        // It waits for the end of this transaction, and so must not be waited for in it.
        return [further.confirm({ ...waiting, step: 90, recoveryDigests: digests(newName()) })];
      });
      assert.deepEqual(await Promise.all(confirming), [false]);
      assert.deepEqual((await store.find(accountKey))?.confirmedAt, confirmedAt);
      assert.equal(await store.advanceStep({ accountKey, id, step: 100 }), false);
      assert.equal(await countGood(store, accountKey, recoveryDigests), 10);
    },
  },
  {
    name: 'recovery codes that are made in a transaction count once that commits, and not before',
    async run({ store, unitOfWork }) {
      if (unitOfWork === undefined) return;
      const { accountKey, recoveryDigests: first } = await enrolled(store);
      const [second, third] = [digests(newName(), 4), digests(newName(), 4)];
      await undoing(unitOfWork, async (tx) => {
        const replacement = { accountKey, recoveryDigests: second };
        assert.equal(await store.replaceRecoveryCodes(replacement, tx), true);
        assert.equal((await store.find(accountKey, tx))?.recoveryCodesLeft, 4);
      });
      assert.equal(await countGood(store, accountKey, second), 0);
      assert.equal(await countGood(store, accountKey, first.slice(0, 5)), 5);
      const replaced = await unitOfWork.run((tx) =>
        store.replaceRecoveryCodes({ accountKey, recoveryDigests: third }, tx),
      );
      assert.equal(replaced, true);
      assert.equal(await countGood(store, accountKey, first), 0);
      assert.equal(await countGood(store, accountKey, third), 4);
    },
  },
  {
    name: 'an account is removed by a transaction that commits, and by none that rolls back',
    async run({ store, unitOfWork }) {
      if (unitOfWork === undefined) return;
      const account = await enrolled(store);
      const { accountKey, id } = account;
      const before = await store.find(accountKey);
      await undoing(unitOfWork, async (tx) => {
        assert.equal(await store.remove(accountKey, tx), true);
        assert.equal(await store.find(accountKey, tx), null);
        assert.equal(await store.remove(accountKey, tx), false);
      });
      assert.deepEqual(await store.find(accountKey), before);
      assert.equal(await store.advanceStep({ accountKey, id, step: 101 }), true);
      const removed = await unitOfWork.run((tx) => store.remove(accountKey, tx));
      assert.equal(removed, true);
      await isGone(store, account);
    },
  },
];
