import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import type { TotpStore } from './totp-store.js';

/** The stores on trial. */
export interface TotpStoreSubject {
  readonly store: TotpStore;
  /** The same data by a connection of its own, as another process has it. @default `store` */
  readonly further?: TotpStore | undefined;
  /** Another realm over the same tables; left out where a store has them for itself. */
  readonly elsewhere?: TotpStore | undefined;
}

/** One sentence of the contract of a {@link TotpStore}, and the proof of it. */
export interface TotpStoreCase {
  readonly name: string;
  /** Rejects where the store breaks the contract. */
  run(subject: TotpStoreSubject): Promise<void>;
}

const AT = new Date(Date.UTC(2030, 0, 15, 12, 0, 0, 123));
const newName = () => randomBytes(12).toString('hex');
const digestOf = (code: string) => Uint8Array.from(createHash('sha256').update(code).digest());
const digests = (set: string, count = 10) =>
  Array.from({ length: count }, (_, index) => digestOf(`${set} ${index}`));

/** An account that is enrolled, has spent step 100, and may spend ten recovery codes. */
async function enrolled(store: TotpStore) {
  const account = { accountKey: newName(), id: newName() };
  const set = newName();
  await store.begin({ ...account, secret: randomBytes(20) });
  const confirmation = { step: 100, confirmedAt: AT, recoveryDigests: digests(set) };
  assert.equal(await store.confirm({ ...account, ...confirmation }), true);
  return { ...account, recoveryDigests: confirmation.recoveryDigests };
}

/** Runs `work` so many times at once, from two processes where there are two. */
function together<T>(
  times: number,
  { store, further = store }: TotpStoreSubject,
  work: (store: TotpStore, index: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(
    Array.from({ length: times }, (_, index) => work(index % 2 === 0 ? store : further, index)),
  );
}

const countTrue = (answers: readonly boolean[]) => answers.filter(Boolean).length;

/**
 * What every {@link TotpStore} has to pass, races included. The cases make accounts of their own
 * and may share one database.
 *
 * @example
 * ```ts
 * import { test } from 'vitest';
 *
 * for (const { name, run } of totpStoreCases) test(name, () => run({ store: memoryTotpStore() }));
 * ```
 */
export const totpStoreCases: readonly TotpStoreCase[] = [
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
      assert.equal((await store.find(accountKey))?.recoveryCodesLeft, 10);
    },
  },
];
