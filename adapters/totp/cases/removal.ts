import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { TotpStoreCase } from './case.js';
import { digestOf, enrolled, newName } from './fixtures.js';

/** What goes with its account’s enrolment, and what belongs to somebody else. */
export const removalCases: readonly TotpStoreCase[] = [
  {
    name: 'removing leaves nothing of the account, all of the others, and room to begin again',
    async run({ store }) {
      const { accountKey, id, recoveryDigests } = await enrolled(store);
      const other = await enrolled(store);
      assert.equal(await store.remove(accountKey), true);
      assert.equal(await store.remove(accountKey), false);
      assert.equal(await store.find(accountKey), null);
      assert.equal(await store.advanceStep({ accountKey, id, step: 101 }), false);
      for (const digest of recoveryDigests)
        assert.equal(await store.spendRecoveryCode({ accountKey, digest }), false);
      assert.equal((await store.find(other.accountKey))?.recoveryCodesLeft, 10);
      assert.equal(await store.begin({ accountKey, id: newName(), secret: randomBytes(20) }), true);
      assert.equal((await store.find(accountKey))?.recoveryCodesLeft, 0);
      assert.equal(await store.remove(accountKey), true, 'what was only begun goes as well');
    },
  },
  {
    name: 'realms do not see each other',
    async run({ store, elsewhere }) {
      if (elsewhere === undefined) return;
      assert.notEqual(store.realm, elsewhere.realm);
      const { accountKey, id, recoveryDigests } = await enrolled(store);
      const [digest = digestOf('')] = recoveryDigests;
      assert.equal(await elsewhere.find(accountKey), null);
      assert.equal(await elsewhere.advanceStep({ accountKey, id, step: 101 }), false);
      assert.equal(await elsewhere.spendRecoveryCode({ accountKey, digest }), false);
      assert.equal(await elsewhere.remove(accountKey), false);
      assert.equal(await elsewhere.removeSince({ accountKey, since: new Date(0) }), false);
      assert.equal((await store.find(accountKey))?.recoveryCodesLeft, 10);
    },
  },
];
