import assert from 'node:assert/strict';
import type { ConformanceCase } from '../case.js';
import { at, countTrue, digestOf, HOUR, newId, together } from '../fixtures.js';
import { desk } from '../ticket-desk.js';

const ports = ['tickets'] as const;

/** What an operator sees of an account's tickets, and takes away. */
export const ticketListCases: readonly ConformanceCase[] = [
  {
    name: 'tickets: those of an account are listed whole, newest first and up to the limit',
    ports,
    async run(context) {
      const { accountKey, add, addCode } = await desk(context);
      const other = await desk(context);
      await other.add({ issuedAt: at(9) });
      const list = (limit: number) => context.stores.tickets.listByAccount({ accountKey, limit });
      assert.deepEqual(await list(10), []);
      const middle = await add({ issuedAt: at(2), state: 'spent' });
      const newest = await addCode({ issuedAt: at(10), purpose: 'invite' });
      const oldest = await add({
        issuedAt: at(1),
        state: 'superseded',
        expiresAt: at(72 * HOUR),
        entryId: newId(),
        clientState: 'é"\'<x> {',
        secondFactorProof: { digest: digestOf('proof'), provenAt: at(7) },
      });
      const whole = [newest, middle, oldest];
      for (const limit of [1, 2, 3, 10])
        assert.deepEqual(
          (await list(limit)).map((ticket) => ({ ...ticket })),
          whole.slice(0, limit),
        );
    },
  },
  {
    name: 'tickets: accounts that cannot be have none to list or revoke',
    ports,
    async run(context) {
      await (await desk(context)).add();
      for (const accountKey of ['', 'nobody', '9'.repeat(40), "' or '1'='1"]) {
        const query = { accountKey, limit: 10 };
        assert.deepEqual(await context.stores.tickets.listByAccount(query), []);
        const all = { accountKey, ticketId: null, purposes: ['reset'] } as const;
        assert.equal(await context.stores.tickets.revoke(all), 0);
      }
    },
  },
  {
    name: 'tickets: one is revoked by its id, once, and only under its account and purpose',
    ports,
    async run(context) {
      const { accountKey, add, stateOf, promote } = await desk(context);
      const other = await desk(context);
      const { tickets } = context.stores;
      for (const state of ['candidate', 'live'] as const) {
        const ticket = await add({ state, purpose: 'invite' });
        const neighbour = await add({ state, purpose: 'invite' });
        const named = { accountKey, ticketId: ticket.id };
        const purposes = ['invite'] as const;
        const elsewhere = { ...named, accountKey: other.accountKey };
        assert.equal(await tickets.revoke({ ...elsewhere, purposes }), 0, 'another account');
        assert.equal(await tickets.revoke({ ...named, purposes: ['reset', 'disavow'] }), 0);
        assert.equal(await tickets.revoke({ ...named, purposes: [] }), 0);
        assert.equal(await tickets.revoke({ ...named, ticketId: '', purposes }), 0);
        assert.equal(await stateOf(ticket), state);
        const answers = await together(8, () => tickets.revoke({ ...named, purposes }));
        assert.deepEqual(answers.sort(), [0, 0, 0, 0, 0, 0, 0, 1]);
        assert.equal(await stateOf(ticket), 'superseded');
        assert.equal(await stateOf(neighbour), state);
      }
      const live = await add({ state: 'live' });
      const unknown = { accountKey, ticketId: newId(), purposes: ['reset'] } as const;
      assert.equal(await tickets.revoke(unknown), 0);
      assert.equal(await stateOf(live), 'live');
      assert.equal(await promote(await add()), true);
    },
  },
  {
    name: 'tickets: all that are open and of these purposes are revoked, and counted',
    ports,
    async run(context) {
      const { accountKey, add, addCode, stateOf } = await desk(context);
      const other = await desk(context);
      const { tickets } = context.stores;
      const foreign = await other.add({ state: 'live' });
      const open = [await add(), await add({ state: 'live', purpose: 'invite' }), await addCode()];
      const kept = await add({ state: 'live', purpose: 'disavow' });
      const spent = await add({ state: 'spent' });
      const revoke = { accountKey, ticketId: null };
      assert.equal(await tickets.revoke({ ...revoke, purposes: [] }), 0);
      assert.equal(await tickets.revoke({ ...revoke, purposes: ['forced_change'] }), 0);
      for (const ticket of open) assert.notEqual(await stateOf(ticket), 'superseded');
      const purposes = ['reset', 'invite'] as const;
      assert.equal(await tickets.revoke({ ...revoke, purposes }), 3);
      for (const ticket of open) assert.equal(await stateOf(ticket), 'superseded');
      assert.equal(await stateOf(kept), 'live');
      assert.equal(await stateOf(spent), 'spent');
      assert.equal(await other.stateOf(foreign), 'live');
      assert.equal(await tickets.revoke({ ...revoke, purposes }), 0);
    },
  },
  {
    name: 'tickets: concurrent revocations and tries leave none that is tried after it',
    ports,
    async run(context) {
      const { accountKey, addCode, countTry, stateOf, triesOf } = await desk(context);
      const ticket = await addCode();
      const revoke = { accountKey, ticketId: null, purposes: ['reset'] } as const;
      const [, counted] = await Promise.all([
        context.stores.tickets.revoke(revoke),
        together(10, () => countTry(ticket)),
      ]);
      assert.equal(await stateOf(ticket), 'superseded');
      assert.equal(await triesOf(ticket), countTrue(counted), 'what was confirmed is kept');
      assert.equal(await countTry(ticket), false);
    },
  },
];
