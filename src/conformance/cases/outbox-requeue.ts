import assert from 'node:assert/strict';
import type { NewOutboxEntry, Outbox } from '../../ports/index.js';
import type { ConformanceCase } from '../case.js';
import { at, DAY, lease, newEntry, newId, together } from '../fixtures.js';

const ports = ['outbox'] as const;

/** Enqueues entries and gives each up, one millisecond after the other. */
async function givenUp(
  outbox: Outbox,
  ...columns: readonly Partial<NewOutboxEntry>[]
): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, each] of columns.entries()) {
    const entry = newEntry(each);
    await outbox.enqueue(entry);
    const [held] = await outbox.claim(lease({ limit: 1 }));
    assert.ok(held);
    const { id, leaseId } = held;
    await outbox.countMint({ id, leaseId });
    await outbox.giveUp({ id, leaseId, givenUpAt: at(index), reason: 'refused' });
    ids.push(id);
  }
  return ids;
}

const requeueing = (
  columns: {
    readonly kind?: string;
    readonly ids?: readonly string[];
    readonly limit?: number;
  } = {},
) => ({
  kind: 'conformance',
  ids: null,
  dueAt: at(100),
  expiresAt: at(DAY),
  limit: 10,
  ...columns,
});

export const outboxRequeueCases: readonly ConformanceCase[] = [
  {
    name: 'outbox: what was given up comes back whole, with attempts, mints and end anew, and once',
    ports,
    async run({ stores: { outbox }, seedAccount }) {
      const accountKey = await seedAccount();
      const entry = newEntry({ accountKey, foldKey: 'a', payload: { to: 'x' }, expiresAt: at(5) });
      await givenUp(outbox, entry);
      assert.equal(await outbox.requeue(requeueing()), 1);
      assert.equal(await outbox.requeue(requeueing()), 0);
      assert.deepEqual(await outbox.listGivenUp({ limit: 10 }), []);
      const { oldestDueAt, pending } = await outbox.status({ countUpTo: 10 });
      assert.deepEqual({ oldestDueAt, pending }, { oldestDueAt: at(100), pending: 1 });
      assert.deepEqual(await outbox.claim(lease({ now: at(99) })), []);
      const claim = lease({ now: at(100) });
      const [again] = await outbox.claim(claim);
      const { dueAt: _due, ...expected } = entry;
      const { dueAt: _leased, ...columns } = again!;
      assert.deepEqual(
        { ...columns },
        { ...expected, expiresAt: at(DAY), attempts: 1, mints: 0, leaseId: claim.leaseId },
      );
    },
  },
  {
    name: 'outbox: only the named ones of the kind come back, and neither pending nor held ones change',
    ports,
    async run({ stores: { outbox } }) {
      const [named, unnamed, other] = await givenUp(outbox, {}, {}, { kind: 'other' });
      const [held, pending] = [newEntry(), newEntry({ dueAt: at(7) })];
      await outbox.enqueue(held);
      const [claimed] = await outbox.claim(lease());
      assert.equal(claimed?.id, held.id);
      await outbox.enqueue(pending);
      const ids = [named!, other!, held.id, pending.id, newId()];
      assert.equal(await outbox.requeue(requeueing({ ids: [] })), 0);
      assert.equal(await outbox.requeue(requeueing({ ids })), 1);
      const left = (await outbox.listGivenUp({ limit: 10 })).map(({ id }) => id);
      assert.deepEqual(new Set(left), new Set([unnamed, other]));
      const due = await outbox.claim(lease({ now: at(7) }));
      assert.deepEqual(
        due.map(({ id }) => id),
        [pending.id],
      );
      const { id, leaseId } = claimed;
      assert.equal(await outbox.complete({ id, leaseId }), true, 'its lease is still held');
    },
  },
  {
    name: 'outbox: the first given up come back first, up to the limit',
    ports,
    async run({ stores: { outbox } }) {
      const ids = await givenUp(outbox, {}, {}, {});
      assert.equal(await outbox.requeue(requeueing({ limit: 2 })), 2);
      const left = await outbox.listGivenUp({ limit: 10 });
      assert.deepEqual(
        left.map(({ id }) => id),
        [ids[2]],
      );
    },
  },
  {
    name: 'outbox: of many concurrent requeueings each entry counts for one',
    ports,
    async run({ stores: { outbox } }) {
      await givenUp(outbox, ...Array.from({ length: 5 }, () => ({})));
      const counts = await together(8, () => outbox.requeue(requeueing()));
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        5,
      );
    },
  },
];
