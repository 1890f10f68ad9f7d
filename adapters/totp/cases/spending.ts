import assert from 'node:assert/strict';
import type { TotpStoreCase } from './case.js';
import { countTrue, digestOf, digests, enrolled, newName, together } from './fixtures.js';

/** Steps and recovery codes, each good once. */
export const spendingCases: readonly TotpStoreCase[] = [
  {
    name: 'only a step later than every spent one is spent, that of the confirmation included',
    async run({ store }) {
      const { accountKey, id } = await enrolled(store);
      const spend = (step: number) => store.advanceStep({ accountKey, id, step });
      assert.equal(await spend(99), false);
      assert.equal(await spend(100), false);
      assert.equal(await spend(102), true);
      assert.equal(await spend(102), false);
      assert.equal(await spend(101), false, 'a step that was passed over is gone');
      assert.equal(await spend(103), true);
      assert.equal(await store.advanceStep({ accountKey, id: newName(), step: 999 }), false);
      assert.equal(await spend(104), true);
    },
  },
  {
    name: 'of 50 who spend one step at once one succeeds',
    async run(subject) {
      const { accountKey, id } = await enrolled(subject.store);
      for (const step of [101, 102]) {
        const answers = await together(50, subject, (store) =>
          store.advanceStep({ accountKey, id, step }),
        );
        assert.equal(countTrue(answers), 1);
      }
    },
  },
  {
    name: 'of 50 who spend neighbouring steps at once none spends what another has spent',
    async run(subject) {
      const { accountKey, id } = await enrolled(subject.store);
      const stepOf = (index: number) => 101 + (index % 3);
      const answers = await together(50, subject, (store, index) =>
        store.advanceStep({ accountKey, id, step: stepOf(index) }),
      );
      const spent = answers.flatMap((answer, index) => (answer ? [stepOf(index)] : []));
      assert.equal(new Set(spent).size, spent.length);
      assert.ok(spent.includes(103), 'the latest step always has a winner');
    },
  },
  {
    name: 'a recovery code is spent once, by one of 50 at once, and by its own account',
    async run(subject) {
      const { store } = subject;
      const { accountKey, recoveryDigests } = await enrolled(store);
      const other = await enrolled(store);
      const [digest = digestOf('')] = recoveryDigests;
      assert.equal(await store.spendRecoveryCode({ ...other, digest }), false);
      const answers = await together(50, subject, (each) =>
        each.spendRecoveryCode({ accountKey, digest }),
      );
      assert.equal(countTrue(answers), 1);
      assert.equal(await store.spendRecoveryCode({ accountKey, digest }), false);
      assert.equal((await store.find(accountKey))?.recoveryCodesLeft, 9);
      assert.equal((await store.find(other.accountKey))?.recoveryCodesLeft, 10);
    },
  },
  {
    name: 'new recovery codes replace every old one, and sets never mix',
    async run(subject) {
      const { store } = subject;
      const { accountKey, id, recoveryDigests } = await enrolled(store);
      const spend = (digest: Uint8Array) => store.spendRecoveryCode({ accountKey, digest });
      const sets = Array.from({ length: 10 }, (_, index) => digests(`${accountKey} ${index}`, 4));
      const answers = await together(10, subject, (each, index) =>
        each.replaceRecoveryCodes({ accountKey, recoveryDigests: sets[index] ?? [] }),
      );
      assert.equal(countTrue(answers), 10);
      assert.equal((await store.find(accountKey))?.recoveryCodesLeft, 4);
      for (const digest of recoveryDigests) assert.equal(await spend(digest), false);
      const good: number[] = [];
      for (const set of sets)
        good.push(
          countTrue([await spend(set[0] as Uint8Array), await spend(set[3] as Uint8Array)]),
        );
      assert.deepEqual(
        good.filter((count) => count > 0),
        [2],
        'one whole set is good',
      );
      assert.equal(await store.advanceStep({ accountKey, id, step: 100 }), false);
    },
  },
];
