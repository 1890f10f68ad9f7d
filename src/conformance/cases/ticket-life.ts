import assert from 'node:assert/strict';
import type { Ticket } from '../../ports/index.js';
import type { ConformanceCase } from '../case.js';
import { newId, newTicket, together } from '../fixtures.js';
import { desk } from '../ticket-desk.js';

const ports = ['tickets'] as const;

export const ticketLifeCases: readonly ConformanceCase[] = [
  {
    name: 'tickets: a delivered one becomes live and supersedes the live one before it',
    ports,
    async run(context) {
      const { add, promote, stateOf } = await desk(context);
      const [old, fresh] = [await add({ state: 'live' }), await add()];
      assert.equal(await promote(fresh), true);
      assert.equal(await stateOf(fresh), 'live');
      assert.equal(await stateOf(old), 'superseded');
    },
  },
  {
    name: 'tickets: a delivered one leaves candidates whose own mail is under way',
    ports,
    async run(context) {
      const { add, promote, stateOf } = await desk(context);
      const [pending, fresh] = [await add(), await add()];
      await promote(fresh);
      assert.equal(await stateOf(pending), 'candidate');
    },
  },
  {
    name: 'tickets: a delivered one supersedes none of another purpose and of another account',
    ports,
    async run(context) {
      const { add, promote, stateOf } = await desk(context);
      const administrative = await add({ state: 'live', purpose: 'administrative' });
      const invite = await add({ state: 'live', purpose: 'invite' });
      const spent = await add({ state: 'spent' });
      const other = await desk(context);
      const foreign = await other.add({ state: 'live' });
      assert.equal(await promote(await add()), true);
      assert.equal(await stateOf(administrative), 'live');
      assert.equal(await stateOf(invite), 'live');
      assert.equal(await stateOf(spent), 'spent');
      assert.equal(await other.stateOf(foreign), 'live');
    },
  },
  {
    name: 'tickets: of two whose deliveries overlap the one accepted last is live',
    ports,
    async run(context) {
      const { add, promote, stateOf } = await desk(context);
      const [first, second] = [await add(), await add()];
      assert.equal(await promote(second), true);
      assert.equal(await promote(first), true);
      assert.equal(await stateOf(first), 'live');
      assert.equal(await stateOf(second), 'superseded');
      assert.equal(await promote(second), true, 'superseded by a delivery, and delivered later');
      assert.equal(await stateOf(second), 'live');
      assert.equal(await stateOf(first), 'superseded');
    },
  },
  {
    name: 'tickets: a spent one is never revived by a late delivery',
    ports,
    async run(context) {
      const { add, promote, close, stateOf } = await desk(context);
      const [spent, live] = [await add(), await add({ state: 'live' })];
      await close(spent);
      const fresh = await add({ state: 'live' });
      assert.equal(await promote(spent), false);
      assert.equal(await stateOf(spent), 'spent');
      assert.equal(await stateOf(live), 'superseded');
      assert.equal(await stateOf(fresh), 'live', 'a refused promotion supersedes nothing');
    },
  },
  {
    name: 'tickets: one of an older credentials version stays dead, whatever its state',
    ports,
    async run(context) {
      const { add, promote, stateOf } = await desk(context);
      const current = await add({ state: 'live', credentialsVersion: 2 });
      for (const state of ['candidate', 'superseded'] as const) {
        const old = await add({ state, credentialsVersion: 1 });
        assert.equal(await promote(old, 2), false);
        assert.notEqual(await stateOf(old), 'live');
      }
      assert.equal(await stateOf(current), 'live');
    },
  },
  {
    name: 'tickets: one that a change of password superseded cannot be promoted under the new version',
    ports,
    async run(context) {
      const { add, promote, close, stateOf } = await desk(context);
      const [spent, underWay] = [await add({ state: 'live' }), await add()];
      assert.equal(await close(spent), true);
      assert.equal(await promote(underWay, 1), false);
      assert.equal(await stateOf(underWay), 'superseded');
    },
  },
  {
    name: 'tickets: one that is not stored cannot be promoted',
    ports,
    async run(context) {
      const { accountKey, add, promote, stateOf } = await desk(context);
      const live = await add({ state: 'live' });
      assert.equal(await promote(newTicket(context.stores.realm, accountKey)), false);
      assert.equal(await stateOf(live), 'live');
    },
  },
  {
    name: 'tickets: concurrent promotions leave exactly one live',
    ports,
    async run(context) {
      const { add, promote, stateOf } = await desk(context);
      const all: Ticket[] = [];
      for (let index = 0; index < 8; index += 1) all.push(await add());
      await together(all.length, (index) => promote(all[index]!));
      const states = await Promise.all(all.map(stateOf));
      assert.equal(states.filter((state) => state === 'live').length, 1, states.join());
    },
  },
  {
    name: 'tickets: a change spends the one that was redeemed and supersedes the open others',
    ports,
    async run(context) {
      for (const state of ['candidate', 'live'] as const) {
        const { add, close, stateOf } = await desk(context);
        const spent = await add({ state });
        const others = [
          await add(),
          await add({ state: 'live', purpose: 'administrative' }),
          await add({ state: 'live', purpose: 'invite' }),
          await add({ state: 'live', purpose: 'forced_change' }),
        ];
        assert.equal(await close(spent), true);
        assert.equal(await stateOf(spent), 'spent');
        for (const other of others) assert.equal(await stateOf(other), 'superseded');
      }
    },
  },
  {
    name: 'tickets: a change without one supersedes all that are open',
    ports,
    async run(context) {
      const { add, close, stateOf } = await desk(context);
      const open = [await add(), await add({ state: 'live' })];
      assert.equal(await close(null), true);
      for (const ticket of open) assert.equal(await stateOf(ticket), 'superseded');
      assert.equal(await close(null), true, 'with none open as well');
    },
  },
  {
    name: 'tickets: those to disavow a change outlive later changes',
    ports,
    async run(context) {
      const { add, close, stateOf } = await desk(context);
      const disavow = await add({ state: 'live', purpose: 'disavow' });
      await close(await add({ state: 'live' }));
      await close(null);
      assert.equal(await stateOf(disavow), 'live');
    },
  },
  {
    name: 'tickets: closing reaches no other account and alters no tombstone',
    ports,
    async run(context) {
      const { add, close, stateOf } = await desk(context);
      const other = await desk(context);
      const foreign = await other.add({ state: 'live' });
      const spent = await add({ state: 'spent' });
      assert.equal(await close(await add()), true);
      assert.equal(await stateOf(spent), 'spent');
      assert.equal(await other.stateOf(foreign), 'live');
      assert.equal(await close(foreign), false, 'a ticket of another account is not open here');
      assert.equal(await other.stateOf(foreign), 'live');
    },
  },
  {
    name: 'tickets: a change that is told late closes none that was made after it',
    ports,
    async run(context) {
      const { add, close, stateOf } = await desk(context);
      const spent = await add({ state: 'live', credentialsVersion: 10 });
      const before = await add({ credentialsVersion: 9 });
      const after = await add({ state: 'live', credentialsVersion: 11 });
      assert.equal(await close(spent, 11), true);
      assert.equal(await stateOf(spent), 'spent');
      assert.equal(await stateOf(before), 'superseded');
      assert.equal(await stateOf(after), 'live');
      assert.equal(await close(after, 11), false, 'a ticket of the later version is not spent');
      assert.equal(await close(null, 11), true);
      assert.equal(await stateOf(after), 'live');
    },
  },
  {
    name: 'tickets: one that is not open cannot be spent',
    ports,
    async run(context) {
      const { accountKey, add, close, stateOf } = await desk(context);
      for (const state of ['spent', 'superseded'] as const) {
        const closed = await add({ state });
        assert.equal(await close(closed), false, state);
        assert.equal(await stateOf(closed), state);
      }
      const unknown = { accountKey, spentId: newId(), belowVersion: 1 };
      assert.equal(await context.stores.tickets.close(unknown), false);
    },
  },
  {
    name: 'tickets: one is spent once, the second time is told so',
    ports,
    async run(context) {
      const { add, close, stateOf } = await desk(context);
      const ticket = await add({ state: 'live' });
      assert.equal(await close(ticket), true);
      assert.equal(await close(ticket), false);
      assert.equal(await stateOf(ticket), 'spent');
    },
  },
];
