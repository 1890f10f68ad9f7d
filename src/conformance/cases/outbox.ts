import assert from 'node:assert/strict';
import type { ConformanceCase } from '../case.js';
import { at, DAY, lease, newEntry, newId, SECOND } from '../fixtures.js';

const ports = ['outbox'] as const;

export const outboxCases: readonly ConformanceCase[] = [
  {
    name: 'outbox: an entry comes back whole when it is claimed, and counts its first attempt',
    ports,
    async run({ stores: { outbox }, seedAccount }) {
      const entry = newEntry({
        kind: 'reset_request',
        foldKey: 'owner@example.org',
        accountKey: await seedAccount(),
        payload: {
          text: 'mıke "quoted" \\ \u2028 😀',
          list: [1, 2.5, null, true],
          nested: { deep: { deeper: [] } },
          nothing: null,
        },
        createdAt: at(-1),
        dueAt: at(0),
        expiresAt: at(72 * 3600 * SECOND),
      });
      await outbox.enqueue(entry);
      const claim = lease();
      const claimed = await outbox.claim(claim);
      assert.equal(claimed.length, 1);
      const { dueAt, ...others } = entry;
      assert.ok(dueAt);
      const { dueAt: leasedDueAt, ...claimedOthers } = claimed[0]!;
      assert.ok(leasedDueAt instanceof Date);
      assert.deepEqual(
        { ...claimedOthers },
        { ...others, attempts: 1, mints: 0, leaseId: claim.leaseId },
      );
    },
  },
  {
    name: 'outbox: an entry is due at its instant and not a millisecond before',
    ports,
    async run({ stores: { outbox } }) {
      await outbox.enqueue(newEntry({ dueAt: at(10) }));
      assert.equal((await outbox.claim(lease({ now: at(9) }))).length, 0);
      assert.equal((await outbox.claim(lease({ now: at(10) }))).length, 1);
    },
  },
  {
    name: 'outbox: the oldest due are claimed first, at most as many as asked for',
    ports,
    async run({ stores: { outbox } }) {
      const dues = [3, 1, 5, 2, 4];
      for (const due of dues)
        await outbox.enqueue(newEntry({ id: `entry-${due}`, dueAt: at(due) }));
      const claimTwo = async () =>
        (await outbox.claim(lease({ now: at(5), limit: 2 }))).map(({ id }) => id);
      assert.deepEqual(await claimTwo(), ['entry-1', 'entry-2']);
      assert.deepEqual(await claimTwo(), ['entry-3', 'entry-4']);
      assert.deepEqual(await claimTwo(), ['entry-5']);
      assert.deepEqual(await claimTwo(), []);
    },
  },
  {
    name: 'outbox: an entry past its end is claimed all the same, so that it can be given up',
    ports,
    async run({ stores: { outbox } }) {
      await outbox.enqueue(newEntry({ expiresAt: at(10) }));
      assert.equal((await outbox.claim(lease({ now: at(11) }))).length, 1);
    },
  },
  {
    name: 'outbox: folding removes the other pending entries of the kind and key',
    ports,
    async run({ stores: { outbox } }) {
      const kept = newEntry({ kind: 'reset_request', foldKey: 'a' });
      const folded = ['reset_request', 'reset_request'].map((kind) =>
        newEntry({ kind, foldKey: 'a' }),
      );
      const others = [
        newEntry({ kind: 'reset_request', foldKey: 'A' }),
        newEntry({ kind: 'reset_request', foldKey: null }),
        newEntry({ kind: 'other', foldKey: 'a' }),
        newEntry({ kind: 'other', foldKey: null }),
      ];
      for (const entry of [...folded, kept, ...others]) await outbox.enqueue(entry);
      const folding = {
        kind: 'reset_request',
        foldKey: 'a',
        exceptId: kept.id,
        createdUntil: at(0),
        now: at(0),
      };
      assert.equal(await outbox.fold(folding), 2);
      assert.equal(await outbox.fold(folding), 0);
      const left = await outbox.claim(lease());
      assert.deepEqual(
        new Set(left.map(({ id }) => id)),
        new Set([kept, ...others].map(({ id }) => id)),
      );
    },
  },
  {
    name: 'outbox: folding leaves what was created later, by a millisecond',
    ports,
    async run({ stores: { outbox } }) {
      for (const created of [49, 50, 51])
        await outbox.enqueue(newEntry({ foldKey: 'a', createdAt: at(created) }));
      const folding = { kind: 'conformance', foldKey: 'a', exceptId: newId(), now: at(100) };
      assert.equal(await outbox.fold({ ...folding, createdUntil: at(50) }), 2);
      const [left] = await outbox.claim(lease({ now: at(100) }));
      assert.deepEqual(left?.createdAt, at(51));
    },
  },
  {
    name: 'outbox: folding leaves what somebody holds, until the very end of the lease',
    ports,
    async run({ stores: { outbox } }) {
      await outbox.enqueue(newEntry({ foldKey: 'a' }));
      await outbox.claim(lease({ leaseUntil: at(50) }));
      const folding = {
        kind: 'conformance',
        foldKey: 'a',
        exceptId: newId(),
        createdUntil: at(DAY),
      };
      assert.equal(await outbox.fold({ ...folding, now: at(0) }), 0);
      assert.equal(await outbox.fold({ ...folding, now: at(49) }), 0);
      assert.equal(await outbox.fold({ ...folding, now: at(50) }), 1);
    },
  },
  {
    name: 'outbox: folding removes what is due later, and leaves what was given up',
    ports,
    async run({ stores: { outbox } }) {
      await outbox.enqueue(newEntry({ foldKey: 'a' }));
      const [held] = await outbox.claim(lease());
      assert.ok(held);
      const { id, leaseId } = held;
      await outbox.giveUp({ id, leaseId, givenUpAt: at(1), reason: 'refused' });
      await outbox.enqueue(newEntry({ foldKey: 'a', dueAt: at(DAY) }));
      const folding = {
        kind: 'conformance',
        foldKey: 'a',
        exceptId: newId(),
        createdUntil: at(DAY),
        now: at(2),
      };
      assert.equal(await outbox.fold(folding), 1);
      assert.equal((await outbox.listGivenUp({ limit: 10 })).length, 1);
    },
  },
  {
    name: 'outbox: the status counts up to its bound and tells the oldest instant due of any kind',
    ports,
    async run({ stores: { outbox } }) {
      const empty = await outbox.status({ countUpTo: 10 });
      assert.deepEqual({ ...empty }, { pending: 0, oldestDueAt: null });
      for (const due of [7, 5, 6]) await outbox.enqueue(newEntry({ dueAt: at(due) }));
      const all = await outbox.status({ countUpTo: 10 });
      assert.deepEqual({ ...all }, { pending: 3, oldestDueAt: at(5) });
      const exactly = await outbox.status({ countUpTo: 3 });
      assert.equal(exactly.pending, 3);
      const bounded = await outbox.status({ countUpTo: 2 });
      assert.deepEqual({ ...bounded }, { pending: 2, oldestDueAt: at(5) });
      await outbox.enqueue(newEntry({ kind: 'change_notice', dueAt: at(4) }));
      const ofKind = await outbox.status({ countUpTo: 10, kind: newEntry().kind });
      assert.deepEqual({ ...ofKind }, { pending: 3, oldestDueAt: at(4) });
    },
  },
  {
    name: 'outbox: what is finished or given up is no longer pending',
    ports,
    async run({ stores: { outbox } }) {
      for (let index = 0; index < 2; index += 1) await outbox.enqueue(newEntry());
      const [one, other] = await outbox.claim(lease());
      assert.ok(one && other);
      await outbox.complete({ id: one.id, leaseId: one.leaseId });
      await outbox.giveUp({
        id: other.id,
        leaseId: other.leaseId,
        givenUpAt: at(1),
        reason: 'expired',
      });
      const status = await outbox.status({ countUpTo: 10 });
      assert.deepEqual({ ...status }, { pending: 0, oldestDueAt: null });
    },
  },
  {
    name: 'outbox: what was given up is listed with its reason and never claimed again',
    ports,
    async run({ stores: { outbox }, seedAccount }) {
      const entry = newEntry({ accountKey: await seedAccount(), payload: { to: 'x' } });
      await outbox.enqueue(entry);
      const [held] = await outbox.claim(lease());
      assert.ok(held);
      const { id, leaseId } = held;
      const ending = { id, leaseId, givenUpAt: at(5), reason: 'refused' };
      assert.equal(await outbox.giveUp(ending), true);
      const [listed] = await outbox.listGivenUp({ limit: 10 });
      assert.equal(listed?.id, entry.id);
      assert.equal(listed.kind, entry.kind);
      assert.equal(listed.accountKey, entry.accountKey);
      assert.equal(listed.attempts, 1);
      assert.equal(listed.reason, 'refused');
      assert.deepEqual(listed.givenUpAt, at(5));
      assert.deepEqual(listed.payload, { to: 'x' });
      assert.deepEqual(listed.createdAt, entry.createdAt);
      assert.deepEqual(await outbox.claim(lease({ now: at(DAY) })), []);
      assert.equal(await outbox.giveUp(ending), false, 'and its lease is over');
      assert.equal(await outbox.complete({ id, leaseId }), false);
    },
  },
  {
    name: 'outbox: what was given up is listed newest first and purged by its instant, up to a limit',
    ports,
    async run({ stores: { outbox } }) {
      for (let index = 0; index < 4; index += 1) await outbox.enqueue(newEntry());
      await outbox.enqueue(newEntry({ dueAt: at(DAY) }));
      const held = await outbox.claim(lease());
      for (const [index, { id, leaseId }] of held.entries())
        await outbox.giveUp({ id, leaseId, givenUpAt: at(index), reason: 'refused' });
      const newest = await outbox.listGivenUp({ limit: 3 });
      assert.deepEqual(
        newest.map(({ givenUpAt }) => givenUpAt),
        [at(3), at(2), at(1)],
      );
      assert.equal(await outbox.purge({ before: at(3), limit: 2 }), 2);
      assert.equal(await outbox.purge({ before: at(3), limit: 2 }), 1);
      assert.equal(await outbox.purge({ before: at(3), limit: 2 }), 0, 'one ended at the instant');
      assert.equal(await outbox.purge({ before: at(4), limit: 2 }), 1);
      const { pending } = await outbox.status({ countUpTo: 10 });
      assert.equal(pending, 1, 'what is pending is never purged');
    },
  },
  {
    name: 'outbox: all of an account can be removed, given up or leased, and nothing of another',
    ports,
    async run({ stores: { outbox }, seedAccount }) {
      const [accountKey, other] = [await seedAccount(), await seedAccount()];
      await outbox.enqueue(newEntry({ accountKey }));
      const [given] = await outbox.claim(lease());
      assert.ok(given);
      const { id, leaseId } = given;
      await outbox.giveUp({ id, leaseId, givenUpAt: at(0), reason: 'refused' });
      await outbox.enqueue(newEntry({ accountKey }));
      await outbox.claim(lease());
      for (const key of [accountKey, other, null])
        await outbox.enqueue(newEntry({ accountKey: key }));
      await outbox.removeByAccount(accountKey);
      assert.deepEqual(await outbox.listGivenUp({ limit: 10 }), []);
      const left = await outbox.claim(lease({ now: at(DAY) }));
      assert.deepEqual(new Set(left.map((entry) => entry.accountKey)), new Set([other, null]));
    },
  },
];
