import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { TotpStore } from '../totp-store.js';
import type { TotpStoreCase, TotpStoreSubject } from './case.js';
import { AT, begun, countTrue, digests, enrolled, isGone, newName, together } from './fixtures.js';

const ROUNDS = 8;
const after = (milliseconds: number) => new Date(AT.getTime() + milliseconds);

/** Runs all of `work` at once, and answers under the same names; another one is first each round. */
async function atOnce<Name extends string>(
  round: number,
  subject: TotpStoreSubject,
  work: Readonly<Record<Name, (store: TotpStore) => Promise<boolean>>>,
): Promise<Record<Name, boolean>> {
  const names = Object.keys(work) as Name[];
  const first = round % names.length;
  const inTurn = [...names.slice(first), ...names.slice(0, first)];
  const answers = await together(names.length, subject, async (store, index) => {
    const name = inTurn[index] as Name;
    return [name, await work[name](store)] as const;
  });
  return Object.fromEntries(answers) as Record<Name, boolean>;
}

/** {@link TotpStore.removeSince}, whoever is at work on the same account. */
export const takingBackCases: readonly TotpStoreCase[] = [
  {
    name: 'what was confirmed at an instant or later is removed since then, and nothing of others',
    async run({ store }) {
      const other = await enrolled(store);
      for (const since of [AT, after(-1), new Date(0)]) {
        const account = await enrolled(store);
        const { accountKey, id } = account;
        assert.equal(await store.removeSince({ accountKey, since }), true);
        assert.equal(await store.removeSince({ accountKey, since }), false);
        assert.equal(await store.advanceStep({ accountKey, id, step: 101 }), false);
        await isGone(store, account);
      }
      assert.equal((await store.find(other.accountKey))?.recoveryCodesLeft, 10);
    },
  },
  {
    name: 'what was confirmed before that instant stays whole, recovery codes included',
    async run({ store }) {
      const { accountKey, id, recoveryDigests } = await enrolled(store);
      const before = await store.find(accountKey);
      for (const since of [after(1), after(86_400_000)])
        assert.equal(await store.removeSince({ accountKey, since }), false);
      assert.deepEqual(await store.find(accountKey), before);
      for (const digest of recoveryDigests)
        assert.equal(await store.spendRecoveryCode({ accountKey, digest }), true);
      assert.equal(await store.advanceStep({ accountKey, id, step: 101 }), true);
    },
  },
  {
    name: 'what was only begun is removed whatever the instant, and cannot be confirmed any more',
    async run({ store }) {
      for (const since of [new Date(0), AT, after(86_400_000)]) {
        const confirmation = await begun(store);
        const { accountKey } = confirmation;
        assert.equal(await store.removeSince({ accountKey, since }), true);
        assert.equal(await store.confirm(confirmation), false);
        assert.equal(await store.find(accountKey), null);
      }
    },
  },
  {
    name: 'of 20 removals since an instant at once one succeeds',
    async run(subject) {
      const { accountKey } = await enrolled(subject.store);
      const answers = await together(20, subject, (store) =>
        store.removeSince({ accountKey, since: AT }),
      );
      assert.equal(countTrue(answers), 1);
    },
  },
  {
    name: 'a confirmation at the same moment is refused, or what it confirmed is removed',
    async run(subject) {
      for (let round = 0; round < ROUNDS; round++) {
        const confirmation = await begun(subject.store);
        const { accountKey } = confirmation;
        const { removed } = await atOnce(round, subject, {
          confirmed: (store) => store.confirm(confirmation),
          removed: (store) => store.removeSince({ accountKey, since: AT }),
        });
        assert.equal(removed, true);
        await isGone(subject.store, confirmation);
      }
    },
  },
  {
    name: 'a confirmation from before the instant, at the same moment, is refused or stays whole',
    async run(subject) {
      for (let round = 0; round < ROUNDS; round++) {
        const confirmation = await begun(subject.store);
        const { accountKey } = confirmation;
        const { confirmed, removed } = await atOnce(round, subject, {
          confirmed: (store) => store.confirm(confirmation),
          removed: (store) => store.removeSince({ accountKey, since: after(1) }),
        });
        assert.notEqual(confirmed, removed);
        const left = await subject.store.find(accountKey);
        assert.equal(left?.recoveryCodesLeft, confirmed ? 10 : undefined);
      }
    },
  },
  {
    name: 'steps, spent codes and new recovery codes at the same moment leave nothing behind',
    async run(subject) {
      for (let round = 0; round < ROUNDS; round++) {
        const account = await enrolled(subject.store);
        const { accountKey, id, recoveryDigests } = account;
        const [digest = new Uint8Array(32)] = recoveryDigests;
        const renewed = digests(newName());
        const { removed } = await atOnce(round, subject, {
          renewed: (store) => store.replaceRecoveryCodes({ accountKey, recoveryDigests: renewed }),
          removed: (store) => store.removeSince({ accountKey, since: AT }),
          spent: (store) => store.spendRecoveryCode({ accountKey, digest }),
          advanced: (store) => store.advanceStep({ accountKey, id, step: 101 }),
        });
        assert.equal(removed, true);
        const everyCode = [...recoveryDigests, ...renewed];
        await isGone(subject.store, { ...account, recoveryDigests: everyCode });
      }
    },
  },
  {
    name: 'who enrols anew the moment it is gone keeps every recovery code',
    async run(subject) {
      for (let round = 0; round < ROUNDS; round++) {
        const { accountKey } = await enrolled(subject.store);
        const anew = { accountKey, id: newName() };
        const { removed, confirmed } = await atOnce(round, subject, {
          removed: (store) => store.removeSince({ accountKey, since: AT }),
          async confirmed(store) {
            let isBegun = false;
            for (let tries = 0; tries < 500 && !isBegun; tries++)
              isBegun = await store.begin({ ...anew, secret: randomBytes(20) });
            const recoveryDigests = digests(newName());
            return store.confirm({ ...anew, step: 100, confirmedAt: after(-1), recoveryDigests });
          },
        });
        assert.deepEqual({ removed, confirmed }, { removed: true, confirmed: true });
        assert.equal((await subject.store.find(accountKey))?.recoveryCodesLeft, 10);
      }
    },
  },
  {
    name: 'what is removed in a transaction that rolls back is still there, and whole',
    async run({ store, unitOfWork }) {
      if (unitOfWork === undefined) return;
      const { accountKey, id, recoveryDigests } = await enrolled(store);
      const waiting = await begun(store);
      const before = await store.find(accountKey);
      const undone = new Error('undone');
      const work = unitOfWork.run(async (tx) => {
        assert.equal(await store.removeSince({ accountKey, since: AT }, tx), true);
        const begunOnly = { accountKey: waiting.accountKey, since: after(1) };
        assert.equal(await store.removeSince(begunOnly, tx), true);
        throw undone;
      });
      await assert.rejects(work, (error) => error === undone);
      assert.deepEqual(await store.find(accountKey), before);
      for (const digest of recoveryDigests)
        assert.equal(await store.spendRecoveryCode({ accountKey, digest }), true);
      assert.equal(await store.advanceStep({ accountKey, id, step: 101 }), true);
      assert.equal(await store.confirm(waiting), true);
    },
  },
  {
    name: 'what is removed in a transaction is gone once that commits, confirmed meanwhile or not',
    async run({ store, further = store, unitOfWork }) {
      if (unitOfWork === undefined) return;
      const account = await enrolled(store);
      const waiting = await begun(store);
      const confirming = await unitOfWork.run(async (tx) => {
        for (const { accountKey } of [account, waiting])
          assert.equal(await store.removeSince({ accountKey, since: AT }, tx), true);
        // It waits for the end of this transaction, and so must not be waited for in it.
        return [further.confirm(waiting)];
      });
      assert.deepEqual(await Promise.all(confirming), [false]);
      await isGone(store, account);
      await isGone(store, waiting);
    },
  },
];
