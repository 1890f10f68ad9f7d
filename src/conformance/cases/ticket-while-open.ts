import assert from 'node:assert/strict';
import type { Ticket } from '../../ports/index.js';
import type { CaseContext, ConformanceCase } from '../case.js';
import { digestOf, gate, letOthersRun, newId, newTicket, together } from '../fixtures.js';
import { desk } from '../ticket-desk.js';

const ports = ['tickets'] as const;

/** Stores a ticket that is another one's successor. */
function exchange({ stores }: CaseContext, accountKey: string) {
  return async (whileOpen: string, tx?: unknown, from = stores) => {
    const ticket = newTicket(stores.realm, accountKey);
    const record = { ticket, digest: digestOf(ticket.id), whileOpen };
    return { ticket, isStored: await from.tickets.insert(record, tx as never) };
  };
}

/** What is exchanged for a code, which must not outlive the end of the code. */
export const ticketWhileOpenCases: readonly ConformanceCase[] = [
  {
    name: 'tickets: one that is stored while another one is open is stored beside an open one alone',
    ports,
    async run(context) {
      const { accountKey, add, addCode, find, stateOf, triesOf, countTry } = await desk(context);
      const store = exchange(context, accountKey);
      for (const state of ['candidate', 'live'] as const)
        for (const other of [await add({ state }), await addCode({ state })]) {
          if (other.code !== null) await countTry(other);
          const { ticket, isStored } = await store(other.id);
          assert.equal(isStored, true, state);
          assert.deepEqual({ ...(await find(ticket)) }, ticket);
          assert.equal(await stateOf(other), state, 'the other one stays what it is');
          assert.equal(await triesOf(other), other.code === null ? null : 1);
        }
      const closed = [await addCode({ state: 'spent' }), await addCode({ state: 'superseded' })];
      const foreign = await (await desk(context)).addCode();
      for (const id of [...closed.map((each) => each.id), foreign.id, newId(), '']) {
        const { ticket, isStored } = await store(id);
        assert.equal(isStored, false);
        assert.equal(await find(ticket), null);
      }
      const ticket = newTicket(context.stores.realm, accountKey);
      const record = { ticket, digest: digestOf(ticket.id) };
      assert.equal(await context.stores.tickets.insert(record), true, 'on no condition');
    },
  },
  {
    name: 'tickets: a revocation beside what is stored while a code is open leaves nothing open',
    ports,
    async run(context) {
      const { accountKey, addCode, stateOf } = await desk(context);
      const store = exchange(context, accountKey);
      const processes = [context.stores, await context.reopen()];
      const revoke = () =>
        context.stores.tickets.revoke({ accountKey, ticketId: null, purposes: ['reset'] });
      for (let round = 0; round < 12; round += 1) {
        const code = await addCode();
        const before = together(round % 4, () => store(code.id));
        const revoking = revoke();
        const after = together(4, (index) => store(code.id, undefined, processes[index % 2]));
        await revoking;
        for (const { ticket, isStored } of [...(await before), ...(await after)])
          assert.equal(await stateOf(ticket), isStored ? 'superseded' : null);
      }
    },
  },
  {
    name: 'tickets: a revocation waits for a transaction that stores while a code is open, and ends both',
    ports: ['tickets', 'unitOfWork'],
    async run(context) {
      const { accountKey, addCode, stateOf } = await desk(context);
      const store = exchange(context, accountKey);
      const [code, further] = [await addCode(), await context.reopen()];
      const [stored, decided] = [gate(), gate()];
      const storing = context.unitOfWork.run(async (tx): Promise<Ticket> => {
        const { ticket, isStored } = await store(code.id, tx);
        assert.equal(isStored, true);
        stored.open();
        await decided.opened;
        return ticket;
      });
      await Promise.race([stored.opened, storing]);
      const purposes = ['reset'] as const;
      const revoking = further.tickets.revoke({ accountKey, ticketId: null, purposes });
      await letOthersRun();
      decided.open();
      const ticket = await storing;
      await revoking;
      assert.equal(await stateOf(code), 'superseded');
      assert.equal(await stateOf(ticket), 'superseded');
    },
  },
];
