import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { TotpStoreCase } from './case.js';
import { AT, countTrue, digestOf, digests, enrolled, newName, together } from './fixtures.js';

/** Beginning and confirming. */
export const enrolmentCases: readonly TotpStoreCase[] = [
  {
    name: 'an account without an enrolment has nothing to confirm, to spend or to remove',
    async run({ store }) {
      const account = { accountKey: newName(), id: newName() };
      const { accountKey } = account;
      const recoveryDigests = digests('none');
      assert.equal(await store.find(accountKey), null);
      const confirmation = { ...account, step: 1, confirmedAt: AT, recoveryDigests };
      assert.equal(await store.confirm(confirmation), false);
      assert.equal(await store.advanceStep({ ...account, step: 1 }), false);
      assert.equal(await store.replaceRecoveryCodes({ accountKey, recoveryDigests }), false);
      assert.equal(await store.spendRecoveryCode({ accountKey, digest: digestOf('x') }), false);
      assert.equal(await store.remove(accountKey), false);
      assert.equal(await store.removeSince({ accountKey, since: new Date(0) }), false);
      assert.equal(await store.find(accountKey), null);
    },
  },
  {
    name: 'a begun enrolment is found as it was kept, spends nothing, and is replaced by the next',
    async run({ store }) {
      const accountKey = newName();
      const [first, second] = [newName(), newName()];
      const secret = Uint8Array.from([0, 255, 128, 10, ...randomBytes(60)]);
      assert.equal(await store.begin({ accountKey, id: first, secret: randomBytes(20) }), true);
      assert.equal(await store.begin({ accountKey, id: second, secret }), true);
      assert.deepEqual(await store.find(accountKey), {
        id: second,
        secret,
        confirmedAt: null,
        recoveryCodesLeft: 0,
      });
      const recoveryDigests = digests('begun');
      assert.equal(await store.advanceStep({ accountKey, id: second, step: 1 }), false);
      assert.equal(await store.replaceRecoveryCodes({ accountKey, recoveryDigests }), false);
      const late = { accountKey, id: first, step: 1, confirmedAt: AT, recoveryDigests };
      assert.equal(await store.confirm(late), false, 'the replaced one cannot be confirmed');
      assert.equal((await store.find(accountKey))?.confirmedAt, null);
    },
  },
  {
    name: 'a confirmed enrolment stands whatever is begun or confirmed after it',
    async run({ store }) {
      const account = await enrolled(store);
      const { accountKey, id } = account;
      const before = await store.find(accountKey);
      assert.deepEqual([before?.id, before?.confirmedAt, before?.recoveryCodesLeft], [id, AT, 10]);
      const other = { accountKey, id: newName() };
      assert.equal(await store.begin({ ...other, secret: randomBytes(20) }), false);
      const again = { step: 900, confirmedAt: new Date(0), recoveryDigests: digests('again', 3) };
      assert.equal(await store.confirm({ ...account, ...again }), false);
      assert.equal(await store.confirm({ ...other, ...again }), false);
      assert.deepEqual(await store.find(accountKey), before);
      assert.equal(await store.advanceStep({ accountKey, id, step: 101 }), true, 'not after 900');
    },
  },
  {
    name: 'of 20 confirmations at once one succeeds, and its recovery codes are the ones kept',
    async run(subject) {
      const { store } = subject;
      const account = { accountKey: newName(), id: newName() };
      await store.begin({ ...account, secret: randomBytes(20) });
      const answers = await together(20, subject, (each, index) =>
        each.confirm({
          ...account,
          step: 7,
          confirmedAt: AT,
          recoveryDigests: digests(`set ${index}`, 3),
        }),
      );
      assert.equal(countTrue(answers), 1);
      assert.equal((await store.find(account.accountKey))?.recoveryCodesLeft, 3);
      const digest = digestOf(`set ${answers.indexOf(true)} 0`);
      assert.equal(await store.spendRecoveryCode({ accountKey: account.accountKey, digest }), true);
    },
  },
];
