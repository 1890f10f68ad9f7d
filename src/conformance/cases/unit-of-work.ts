import assert from 'node:assert/strict';
import type { CaseContext, ConformanceCase } from '../case.js';
import {
  at,
  countTrue,
  digestOf,
  gate,
  lease,
  letOthersRun,
  newEntry,
  newId,
  newTicket,
  rolledBack,
  together,
} from '../fixtures.js';

const everyStore = ['unitOfWork', 'credentials', 'users', 'tickets', 'history', 'outbox'] as const;

const email = 'owner@example.org';

/** The writes of a change of password, in the order of the library's own. */
async function change(
  { stores }: CaseContext,
  tx: unknown,
  to: { accountKey: string; from: number; ticketId: string | null; passwordHash: string },
): Promise<boolean> {
  const { accountKey, from, passwordHash } = to;
  const changedAt = at(from);
  if (!(await stores.credentials.raiseVersion({ accountKey, from, changedAt }, tx))) return false;
  const expected = { email, enabled: true };
  assert.ok(await stores.users.writePasswordHash({ accountKey, passwordHash, expected }, tx));
  assert.ok(
    await stores.tickets.close({ accountKey, spentId: to.ticketId, belowVersion: from + 1 }, tx),
  );
  await stores.history.append(
    { id: newId(), accountKey, passwordHash: 'hash-old', replacedAt: changedAt, keep: 5 },
    tx,
  );
  await stores.outbox.enqueue(newEntry({ accountKey, payload: { passwordHash } }), tx);
  return true;
}

/** An account with a password and a live ticket. */
async function prepared({ stores, seedAccount }: CaseContext) {
  const accountKey = await seedAccount({ email, passwordHash: 'hash-old' });
  const ticket = newTicket(stores.realm, accountKey, { state: 'live' });
  await stores.tickets.insert({ ticket, digest: digestOf(ticket.id) });
  return { accountKey, ticketId: ticket.id, from: 0 };
}

async function snapshot({ stores }: CaseContext, accountKey: string, ticketId: string) {
  const account = await stores.users.findByKey(accountKey);
  const ticket = await stores.tickets.findByDigest(digestOf(ticketId));
  const history = await stores.history.list({ accountKey, limit: 10 });
  return {
    version: (await stores.credentials.read(accountKey)).version,
    passwordHash: account?.passwordHash,
    ticket: ticket?.state,
    remembered: history.length,
    notices: (await stores.outbox.status({ countUpTo: 100 })).pending,
  };
}

export const unitOfWorkCases: readonly ConformanceCase[] = [
  {
    name: 'unitOfWork: work is committed and its value comes back',
    ports: ['unitOfWork', 'outbox'],
    async run({ stores: { outbox }, unitOfWork }) {
      const value = { answer: 42 };
      const returned = await unitOfWork.run(async (tx) => {
        await outbox.enqueue(newEntry(), tx);
        return value;
      });
      assert.equal(returned, value);
      assert.equal((await outbox.status({ countUpTo: 10 })).pending, 1);
    },
  },
  {
    name: 'unitOfWork: what work throws comes out as it is',
    ports: ['unitOfWork', 'outbox'],
    async run({ stores: { outbox }, unitOfWork }) {
      class Own extends Error {}
      for (const thrown of [new Own('own'), { not: 'an error' }, 'text', null]) {
        const caught = await unitOfWork
          .run(async (tx) => {
            await outbox.enqueue(newEntry(), tx);
            throw thrown;
          })
          .then(
            () => assert.fail('a throw was swallowed'),
            (error: unknown) => error,
          );
        assert.equal(caught, thrown);
      }
      const inWork = new Own('before any promise');
      const started = unitOfWork.run(() => {
        throw inWork;
      });
      await assert.rejects(started, (error) => error === inWork);
      assert.equal((await outbox.status({ countUpTo: 10 })).pending, 0);
    },
  },
  {
    name: 'unitOfWork: forty roll-backs use nothing up',
    ports: ['unitOfWork', 'outbox'],
    async run({ stores: { outbox }, unitOfWork }) {
      await together(40, () => rolledBack(unitOfWork, (tx) => outbox.enqueue(newEntry(), tx)));
      await unitOfWork.run((tx) => outbox.enqueue(newEntry(), tx));
      assert.equal((await outbox.status({ countUpTo: 100 })).pending, 1);
    },
  },
  {
    name: 'unitOfWork: a reader outside never sees what is rolled back',
    ports: ['unitOfWork', 'credentials'],
    async run({ stores, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const [written, looked] = [gate(), gate()];
      const transaction = rolledBack(unitOfWork, async (tx) => {
        await stores.credentials.raiseVersion({ accountKey, from: 0, changedAt: at(0) }, tx);
        written.open();
        await looked.opened;
      });
      await Promise.race([written.opened, transaction]);
      const seen = stores.credentials.read(accountKey);
      await letOthersRun();
      looked.open();
      await transaction;
      assert.equal((await seen).version, 0);
    },
  },
  {
    name: 'unitOfWork: a writer outside does not go down with a transaction that is rolled back',
    ports: ['unitOfWork', 'outbox'],
    async run({ stores: { outbox }, unitOfWork }) {
      const [inside, outside] = [newEntry(), newEntry()];
      const [written, decided] = [gate(), gate()];
      const transaction = rolledBack(unitOfWork, async (tx) => {
        await outbox.enqueue(inside, tx);
        written.open();
        await decided.opened;
      });
      await Promise.race([written.opened, transaction]);
      const other = outbox.enqueue(outside);
      await letOthersRun();
      decided.open();
      await Promise.all([transaction, other]);
      const claimed = await outbox.claim(lease());
      assert.deepEqual(
        claimed.map(({ id }) => id),
        [outside.id],
      );
    },
  },
  {
    name: 'unitOfWork: a whole change of password is committed together',
    ports: everyStore,
    async run(context) {
      const account = await prepared(context);
      const changed = await context.unitOfWork.run((tx) =>
        change(context, tx, { ...account, passwordHash: 'hash-new' }),
      );
      assert.equal(changed, true);
      assert.deepEqual(await snapshot(context, account.accountKey, account.ticketId), {
        version: 1,
        passwordHash: 'hash-new',
        ticket: 'spent',
        remembered: 1,
        notices: 1,
      });
    },
  },
  {
    name: 'unitOfWork: a whole change of password is rolled back together',
    ports: everyStore,
    async run(context) {
      const account = await prepared(context);
      await rolledBack(context.unitOfWork, (tx) =>
        change(context, tx, { ...account, passwordHash: 'hash-new' }),
      );
      assert.deepEqual(await snapshot(context, account.accountKey, account.ticketId), {
        version: 0,
        passwordHash: 'hash-old',
        ticket: 'live',
        remembered: 0,
        notices: 0,
      });
    },
  },
  {
    name: 'unitOfWork: of fifty concurrent changes one wins and everything stored is the winner’s',
    ports: everyStore,
    async run(context) {
      const account = await prepared(context);
      const answers = await together(50, (index) =>
        context.unitOfWork.run((tx) =>
          change(context, tx, { ...account, passwordHash: `hash-${index}` }),
        ),
      );
      assert.equal(countTrue(answers), 1);
      assert.deepEqual(await snapshot(context, account.accountKey, account.ticketId), {
        version: 1,
        passwordHash: `hash-${answers.indexOf(true)}`,
        ticket: 'spent',
        remembered: 1,
        notices: 1,
      });
    },
  },
  {
    name: 'unitOfWork: a rehash that races a change never puts the old password back',
    ports: everyStore,
    async run(context) {
      const account = await prepared(context);
      const { accountKey, ticketId } = account;
      await Promise.all([
        context.unitOfWork.run((tx) =>
          change(context, tx, { ...account, passwordHash: 'hash-new' }),
        ),
        ...Array.from({ length: 10 }, (_, index) =>
          context.stores.users.replacePasswordHash({
            accountKey,
            from: index === 0 ? 'hash-old' : `hash-old-rehashed-${index - 1}`,
            to: `hash-old-rehashed-${index}`,
          }),
        ),
      ]);
      const stored = await snapshot(context, accountKey, ticketId);
      assert.equal(stored.passwordHash, 'hash-new');
    },
  },
];
