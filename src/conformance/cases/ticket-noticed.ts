import assert from 'node:assert/strict';
import type { NoticedChange } from '../../ports/index.js';
import type { ConformanceCase } from '../case.js';
import { at, digestOf, newId } from '../fixtures.js';
import { desk } from '../ticket-desk.js';

const ports = ['tickets'] as const;

/** Every change that a notice may be of; a missing one is an error of types. */
const CHANGES = Object.keys({
  password_changed: null,
  address_changed: null,
  second_factor_added: null,
  second_factor_removed: null,
  recovery_codes_replaced: null,
  telephone_changed: null,
  passkey_added: null,
  passkey_removed: null,
  provider_linked: null,
  provider_unlinked: null,
  account_closed: null,
} satisfies Record<NoticedChange['change'], null>) as NoticedChange['change'][];

const disavowal = { purpose: 'disavow', state: 'live' } as const;

/** What a notice told of, which is what its disavowal takes back. */
export const ticketNoticedCases: readonly ConformanceCase[] = [
  {
    name: 'tickets: what a notice told of comes back to the millisecond, and none as null',
    ports,
    async run(context) {
      const { accountKey, add, find } = await desk(context);
      const list = () => context.stores.tickets.listByAccount({ accountKey, limit: 99 });
      const bare = await add(disavowal);
      assert.equal((await find(bare))?.noticed, null);
      assert.deepEqual(
        (await list()).map(({ noticed }) => noticed),
        [null],
      );
      for (const [index, change] of CHANGES.entries()) {
        const noticed = { change, changedAt: at(-index) };
        const ticket = await add({ ...disavowal, issuedAt: at(index + 1), noticed });
        assert.deepEqual({ ...(await find(ticket)) }, ticket);
        assert.deepEqual({ ...(await list())[0] }, ticket);
      }
      for (const changedAt of [new Date(0), new Date(-1)]) {
        const noticed = { change: 'account_closed', changedAt } as const;
        assert.deepEqual((await find(await add({ ...disavowal, noticed })))?.noticed, noticed);
      }
    },
  },
  {
    name: 'tickets: what a notice told of outlives whatever becomes of its ticket and of others',
    ports,
    async run(context) {
      const { accountKey, add, find, promote, close, stateOf } = await desk(context);
      const { tickets } = context.stores;
      const noticed = { change: 'second_factor_added', changedAt: at(-7) } as const;
      const [ticket, other] = [
        await add({ ...disavowal, state: 'candidate', noticed }),
        await add({ ...disavowal, noticed: { change: 'password_changed', changedAt: at(-9) } }),
      ];
      const named = { accountKey, ticketId: ticket.id };
      const expectKept = async () => {
        assert.deepEqual((await find(ticket))?.noticed, noticed);
        assert.deepEqual((await find(other))?.noticed, other.noticed);
      };
      const proof = { digest: digestOf(newId()), provenAt: at(5) };
      assert.equal(await tickets.recordProof({ ...named, proof }), true);
      await expectKept();
      assert.equal(await promote(ticket), true);
      assert.equal(await stateOf(other), 'superseded');
      await expectKept();
      await close(await add({ state: 'live' }));
      await expectKept();
      const purposes = ['disavow'] as const;
      assert.equal(await tickets.revoke({ ...named, purposes }), 1);
      await expectKept();
      assert.equal(await promote(ticket), true);
      assert.equal(await close(ticket), true);
      assert.equal(await stateOf(ticket), 'spent');
      await expectKept();
      assert.deepEqual(
        new Set(
          (await tickets.listByAccount({ accountKey, limit: 9 })).map((each) => each.noticed),
        ),
        new Set([noticed, other.noticed, null]),
      );
    },
  },
  {
    name: 'tickets: who changes what it stored or found changes nothing that is stored',
    ports,
    async run(context) {
      const { accountKey, add, find } = await desk(context);
      const dates = () => ({
        issuedAt: at(1),
        expiresAt: at(2),
        secondFactorProof: { digest: digestOf('proof'), provenAt: at(3) },
        code: { digest: digestOf('code'), tries: 1 },
        noticed: { change: 'passkey_added', changedAt: at(4) } as const,
      });
      const whole = await add({ ...disavowal, ...dates() });
      const kept = { ...whole, ...dates() };
      const { tickets } = context.stores;
      const listed = () => tickets.listByAccount({ accountKey, limit: 1 });
      for (const held of [whole, await find(whole), (await listed())[0]]) {
        assert.ok(held?.noticed && held.secondFactorProof && held.code);
        for (const date of [
          held.issuedAt,
          held.expiresAt,
          held.secondFactorProof.provenAt,
          held.noticed.changedAt,
        ])
          date.setTime(0);
        held.secondFactorProof.digest.fill(0);
        held.code.digest.fill(0);
        Object.assign(held.noticed, { change: 'account_closed' });
        assert.deepEqual({ ...(await find(whole)) }, kept);
        assert.deepEqual({ ...(await listed())[0] }, kept);
      }
    },
  },
];
