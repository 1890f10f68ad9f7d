import assert from 'node:assert/strict';
import type { Outbox } from '../../ports/index.js';
import type { ConformanceCase } from '../case.js';
import { at, countTrue, lease, newEntry, newId, SECOND, together } from '../fixtures.js';

const ports = ['outbox'] as const;

/** Enqueues one entry and claims it until `at(50)`. */
async function oneHeld(outbox: Outbox) {
  await outbox.enqueue(newEntry());
  const [held] = await outbox.claim(lease({ leaseUntil: at(50) }));
  assert.ok(held);
  return { id: held.id, leaseId: held.leaseId };
}

/** Everything that only the holder of a lease may do, each told by its name. */
const holderActions = (outbox: Outbox) =>
  ({
    complete: (held: { id: string; leaseId: string }) => outbox.complete(held),
    countMint: (held) => outbox.countMint(held),
    defer: (held) => outbox.defer({ ...held, dueAt: at(500) }),
    giveUp: (held) => outbox.giveUp({ ...held, givenUpAt: at(60), reason: 'refused' }),
  }) satisfies Record<string, (held: { id: string; leaseId: string }) => Promise<boolean>>;

export const outboxLeaseCases: readonly ConformanceCase[] = [
  {
    name: 'outbox: a leased entry is nobody else’s until the very end of its lease',
    ports,
    async run({ stores: { outbox } }) {
      const { id } = await oneHeld(outbox);
      assert.deepEqual(await outbox.claim(lease({ now: at(0) })), []);
      assert.deepEqual(await outbox.claim(lease({ now: at(49) })), []);
      const again = await outbox.claim(lease({ now: at(50), leaseUntil: at(99) }));
      assert.deepEqual(
        again.map((entry) => [entry.id, entry.attempts]),
        [[id, 2]],
      );
    },
  },
  {
    name: 'outbox: once claimed by another the old holder can do nothing with the entry',
    ports,
    async run({ stores: { outbox } }) {
      for (const [name, act] of Object.entries(holderActions(outbox))) {
        const old = await oneHeld(outbox);
        const [fresh] = await outbox.claim(lease({ now: at(50), leaseUntil: at(99) }));
        assert.equal(fresh?.id, old.id);
        assert.equal(await act(old), false, `${name} under the old lease`);
        const { id, leaseId } = fresh;
        assert.equal(fresh.mints, 0);
        assert.equal(await outbox.complete({ id, leaseId }), true, `${name} harmed the new lease`);
        assert.deepEqual(await outbox.listGivenUp({ limit: 10 }), []);
      }
    },
  },
  {
    name: 'outbox: a wrong lease, a wrong entry or no lease at all gives no right to it',
    ports,
    async run({ stores: { outbox } }) {
      const held = await oneHeld(outbox);
      const unclaimed = newEntry({ dueAt: at(1000) });
      await outbox.enqueue(unclaimed);
      for (const [name, act] of Object.entries(holderActions(outbox))) {
        assert.equal(await act({ id: held.id, leaseId: newId() }), false, name);
        assert.equal(await act({ id: newId(), leaseId: held.leaseId }), false, name);
        assert.equal(await act({ id: unclaimed.id, leaseId: held.leaseId }), false, name);
      }
      assert.equal(await outbox.complete(held), true);
    },
  },
  {
    name: 'outbox: a finished entry is gone, once',
    ports,
    async run({ stores: { outbox } }) {
      const held = await oneHeld(outbox);
      assert.equal(await outbox.complete(held), true);
      assert.equal(await outbox.complete(held), false);
      assert.deepEqual(await outbox.claim(lease({ now: at(99) })), []);
    },
  },
  {
    name: 'outbox: a deferred entry is free and due again at its instant, with its attempts kept',
    ports,
    async run({ stores: { outbox } }) {
      const held = await oneHeld(outbox);
      assert.equal(await outbox.defer({ ...held, dueAt: at(20) }), true);
      assert.equal(await outbox.complete(held), false, 'the lease went with it');
      const { oldestDueAt } = await outbox.status({ countUpTo: 10 });
      assert.deepEqual(oldestDueAt, at(20));
      assert.deepEqual(await outbox.claim(lease({ now: at(19) })), []);
      const [again] = await outbox.claim(lease({ now: at(20) }));
      assert.equal(again?.id, held.id);
      assert.equal(again.attempts, 2);
    },
  },
  {
    name: 'outbox: mints are counted one by one, over deferrals and leases',
    ports,
    async run({ stores: { outbox } }) {
      const held = await oneHeld(outbox);
      assert.equal(await outbox.countMint(held), true);
      assert.equal(await outbox.countMint(held), true);
      await outbox.defer({ ...held, dueAt: at(1) });
      const [again] = await outbox.claim(lease({ now: at(1) }));
      assert.ok(again);
      assert.equal(again.mints, 2);
      assert.equal(again.attempts, 2);
    },
  },
  {
    name: 'outbox: a deferral can take one mint back, and none that was never counted',
    ports,
    async run({ stores: { outbox } }) {
      let held = await oneHeld(outbox);
      await outbox.countMint(held);
      await outbox.countMint(held);
      for (const left of [1, 0, 0]) {
        await outbox.defer({ ...held, dueAt: at(1), refundMint: true });
        const [again] = await outbox.claim(lease({ now: at(1) }));
        assert.ok(again);
        assert.equal(again.mints, left);
        held = { id: again.id, leaseId: again.leaseId };
      }
    },
  },
  {
    name: 'outbox: of many concurrent claims each entry goes to exactly one',
    ports,
    async run({ stores: { outbox } }) {
      const entries = Array.from({ length: 30 }, () => newEntry());
      for (const entry of entries) await outbox.enqueue(entry);
      const claims = await together(20, () => outbox.claim(lease({ limit: 3 })));
      const ids = claims.flat().map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, 'no entry was handed out twice');
      assert.ok(claims.every((claim) => claim.length <= 3));
      // A claim may step aside for a concurrent one; what it left must be there afterwards.
      let rest = await outbox.claim(lease({ limit: 100 }));
      ids.push(...rest.map(({ id }) => id));
      rest = await outbox.claim(lease({ limit: 100 }));
      assert.deepEqual(rest, []);
      assert.deepEqual(new Set(ids), new Set(entries.map(({ id }) => id)));
      assert.equal(ids.length, entries.length);
    },
  },
  {
    name: 'outbox: of the claims of two processes each entry goes to exactly one',
    ports,
    async run({ stores, reopen }) {
      for (let index = 0; index < 20; index += 1) await stores.outbox.enqueue(newEntry());
      const processes = [stores, await reopen()];
      const claims = await Promise.all(
        processes.map(({ outbox }) => together(8, () => outbox.claim(lease({ limit: 2 })))),
      );
      const ids = claims.flat(2).map(({ id }) => id);
      assert.ok(ids.length > 0);
      assert.equal(new Set(ids).size, ids.length);
    },
  },
  {
    name: 'outbox: an expired lease goes to exactly one of many who want it',
    ports,
    async run({ stores: { outbox } }) {
      await oneHeld(outbox);
      const claims = await together(10, () =>
        outbox.claim(lease({ now: at(50), leaseUntil: at(90 * SECOND) })),
      );
      assert.equal(claims.flat().length, 1);
      assert.equal(claims.flat()[0]?.attempts, 2);
    },
  },
  {
    name: 'outbox: of many concurrent endings under one lease exactly one counts',
    ports,
    async run({ stores: { outbox } }) {
      const held = await oneHeld(outbox);
      assert.equal(countTrue(await together(10, () => outbox.complete(held))), 1);
    },
  },
];
