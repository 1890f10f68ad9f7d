import assert from 'node:assert/strict';
import type { ConformanceCase } from '../case.js';
import { countTrue, digestOf, newId, together } from '../fixtures.js';
import { desk } from '../ticket-desk.js';

const ports = ['tickets'] as const;

/** Codes that are short enough to be guessed. */
export const ticketCodeCases: readonly ConformanceCase[] = [
  {
    name: 'tickets: a code comes back byte for byte with its tries, and none as null',
    ports,
    async run(context) {
      const { add, find } = await desk(context);
      const shared = Buffer.alloc(96, 0xee);
      shared.set(digestOf('shared'), 32);
      for (const code of [
        { digest: digestOf('code'), tries: 0 },
        { digest: new Uint8Array(32), tries: 3 },
        { digest: new Uint8Array(32).fill(0xff), tries: 5 },
      ])
        assert.deepEqual((await find(await add({ code })))?.code, code);
      const within = await add({ code: { digest: shared.subarray(32, 64), tries: 0 } });
      shared.fill(0);
      assert.deepEqual((await find(within))?.code, { digest: digestOf('shared'), tries: 0 });
      assert.equal((await find(await add()))?.code, null);
    },
  },
  {
    name: 'tickets: of concurrent tries of a code exactly as many are counted as the limit says',
    ports,
    async run(context) {
      const { addCode, countTry, triesOf } = await desk(context);
      const [ticket, neighbour] = [await addCode(), await addCode()];
      assert.equal(countTrue(await together(40, () => countTry(ticket))), 5);
      assert.equal(await triesOf(ticket), 5);
      assert.equal(await countTry(ticket), false);
      assert.equal(await countTry(ticket, 0), false);
      assert.equal(await triesOf(ticket), 5, 'what is refused is not counted');
      assert.equal(await triesOf(neighbour), 0);
      assert.equal(await countTry(ticket, 6), true, 'a higher limit leaves room');
      assert.equal(await triesOf(ticket), 6);
    },
  },
  {
    name: 'tickets: the concurrent tries of two processes are counted together',
    ports,
    async run(context) {
      const { accountKey, addCode, triesOf } = await desk(context);
      const processes = [context.stores, await context.reopen()];
      const ticket = await addCode();
      const answers = await Promise.all(
        processes.map(({ tickets }) =>
          together(20, () => tickets.countTry({ accountKey, ticketId: ticket.id, limit: 5 })),
        ),
      );
      assert.equal(countTrue(answers.flat()), 5);
      assert.equal(await triesOf(ticket), 5);
    },
  },
  {
    name: 'tickets: a try counts on an open ticket with a code alone, and on the account that it is of',
    ports,
    async run(context) {
      const { accountKey, add, addCode, countTry, triesOf } = await desk(context);
      const stranger = await desk(context);
      for (const state of ['candidate', 'live'] as const)
        assert.equal(await countTry(await addCode({ state })), true, state);
      for (const state of ['spent', 'superseded'] as const) {
        const closed = await addCode({ state });
        assert.equal(await countTry(closed), false, state);
        assert.equal(await triesOf(closed), 0);
      }
      assert.equal(await countTry(await add({ state: 'live' })), false, 'no code');
      const ticket = await addCode();
      assert.equal(await stranger.countTry(ticket), false, 'another account');
      const unknown = { accountKey, ticketId: newId(), limit: 5 };
      assert.equal(await context.stores.tickets.countTry(unknown), false, 'no such ticket');
      assert.equal(await triesOf(ticket), 0);
    },
  },
  {
    name: 'tickets: a refund takes one try back, of this ticket alone and never below none',
    ports,
    async run(context) {
      const { accountKey, add, addCode, countTry, refundTry, triesOf, find } = await desk(context);
      const stranger = await desk(context);
      const [ticket, neighbour] = [await addCode(), await addCode()];
      for (let index = 0; index < 5; index += 1) {
        await countTry(ticket);
        await countTry(neighbour);
      }
      await refundTry(ticket);
      assert.equal(await triesOf(ticket), 4);
      assert.equal(countTrue(await together(4, () => countTry(ticket))), 1, 'one may follow it');
      await stranger.refundTry(ticket);
      assert.equal(await triesOf(ticket), 5, 'another account takes nothing back');
      await together(10, () => refundTry(ticket));
      assert.equal(await triesOf(ticket), 0);
      assert.equal(countTrue(await together(10, () => countTry(ticket))), 5);
      assert.equal(await triesOf(neighbour), 5);

      const bare = await add();
      await refundTry(bare);
      await context.stores.tickets.refundTry({ accountKey, ticketId: newId() });
      assert.equal((await find(bare))?.code, null);
    },
  },
  {
    name: 'tickets: tries alter nothing else of a ticket, and nothing else alters them',
    ports,
    async run(context) {
      const { accountKey, addCode, countTry, refundTry, find } = await desk(context);
      const proof = { digest: digestOf('proof'), provenAt: new Date(0) };
      const ticket = await addCode({ entryId: newId(), address: 'é 7.8 {"x":1}' });
      await countTry(ticket);
      await countTry(ticket);
      const record = { accountKey, ticketId: ticket.id, proof };
      assert.equal(await context.stores.tickets.recordProof(record), true);
      await countTry(ticket);
      await refundTry(ticket);
      assert.deepEqual(
        { ...(await find(ticket)) },
        { ...ticket, secondFactorProof: proof, code: { ...ticket.code, tries: 2 } },
      );
    },
  },
  {
    name: 'tickets: a delivered link leaves codes alone, and a change closes them like links',
    ports,
    async run(context) {
      const { add, addCode, countTry, promote, close, stateOf, triesOf } = await desk(context);
      const [link, live, pending] = [
        await add({ state: 'live' }),
        await addCode(),
        await addCode({ state: 'candidate' }),
      ];
      await countTry(live);
      assert.equal(await promote(await add()), true);
      assert.equal(await stateOf(link), 'superseded');
      assert.equal(await stateOf(live), 'live');
      assert.equal(await stateOf(pending), 'candidate');
      assert.equal(await close(live), true);
      assert.equal(await stateOf(live), 'spent');
      assert.equal(await stateOf(pending), 'superseded');
      for (const closed of [live, pending]) assert.equal(await countTry(closed), false);
      assert.equal(await triesOf(live), 1, 'the tombstone keeps its tries');
    },
  },
];
