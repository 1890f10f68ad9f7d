import assert from 'node:assert/strict';
import type { FormerAddress } from '../../ports/index.js';
import type { CaseContext, ConformanceCase } from '../case.js';
import { at, countTrue, digestOf, rolledBack, together } from '../fixtures.js';

const ports = ['credentials', 'unitOfWork'] as const;

/** Dates of its own each time, so that none is changed by who holds another. */
const noteOf = (address: string, leftAt = at(-7)): FormerAddress => ({
  digest: digestOf(address),
  address,
  leftAt,
});

/** What a case says of accounts, in a transaction of its own each time. */
function clerk({ stores: { credentials }, unitOfWork }: CaseContext) {
  return {
    note: (accountKey: string, former: FormerAddress) =>
      unitOfWork.run((tx) => credentials.noteFormerAddress({ accountKey, former }, tx)),
    raise: (accountKey: string, from: number) =>
      unitOfWork.run((tx) =>
        credentials.raiseVersion({ accountKey, from, changedAt: at(from) }, tx),
      ),
    async expectNote(accountKey: string, expected: FormerAddress | null, tx?: unknown) {
      const found = await credentials.findFormerAddress(accountKey, tx);
      assert.deepEqual(found && { ...found }, expected);
    },
  };
}

/** Which address an account was moved away from. */
export const formerAddressCases: readonly ConformanceCase[] = [
  {
    name: 'credentials: no former address is found where none was noted, with a row or without one',
    ports,
    async run(context) {
      const { raise, expectNote } = clerk(context);
      const { credentials } = context.stores;
      const [bare, changed, required] = [
        await context.seedAccount(),
        await context.seedAccount(),
        await context.seedAccount(),
      ];
      assert.equal(await raise(changed, 0), true);
      await credentials.requireChange({ accountKey: required, reason: 'locked' });
      for (const accountKey of [bare, changed, required]) await expectNote(accountKey, null);
    },
  },
  {
    name: 'credentials: a former address comes back byte for byte and to the millisecond',
    ports,
    async run(context) {
      const { note, expectNote } = clerk(context);
      // What a text, a padded column or a comparison of letters would not keep.
      const digests = [0x00, 0x20, 0x41, 0x80, 0xff].map((byte) => new Uint8Array(32).fill(byte));
      const uneven = new Uint8Array(32).map((_, index) => (index * 37) % 256);
      for (const digest of [...digests, uneven])
        for (const leftAt of [at(0), at(-1), new Date(0), new Date(-1)]) {
          const accountKey = await context.seedAccount();
          await note(accountKey, { digest, address: null, leftAt });
          await expectNote(accountKey, { digest, address: null, leftAt });
        }
      // As long as any, and what a comparison would fold, a column pad, or an escape eat.
      const long = `${'a'.repeat(64)}@${'b'.repeat(255)}`;
      const accountKey = await context.seedAccount();
      for (const address of ['Ann@Exämple.org', ' ann@x ', "o'b\\@x", '娜@例え.jp', '😀@x', long]) {
        await note(accountKey, { ...noteOf('same'), address });
        await expectNote(accountKey, { ...noteOf('same'), address });
      }
      await note(accountKey, { ...noteOf('same'), address: null });
      await expectNote(accountKey, { ...noteOf('same'), address: null });
    },
  },
  {
    name: 'credentials: a later note of a former address takes the place of the one before',
    ports,
    async run(context) {
      const { note, expectNote } = clerk(context);
      const [accountKey, other] = [await context.seedAccount(), await context.seedAccount()];
      await note(other, noteOf('other'));
      // The last one is of an earlier instant: what was said last counts, whatever it says.
      for (const later of [noteOf('first'), noteOf('second', at(5)), noteOf('third', at(-9))]) {
        await note(accountKey, later);
        await expectNote(accountKey, later);
      }
      await expectNote(other, noteOf('other'));
    },
  },
  {
    name: 'credentials: a former address of an account without a row leaves it at version 0, never changed',
    ports,
    async run(context) {
      const { note, raise, expectNote } = clerk(context);
      const { credentials } = context.stores;
      const accountKey = await context.seedAccount();
      await note(accountKey, noteOf('former'));
      assert.deepEqual(
        { ...(await credentials.read(accountKey)) },
        { version: 0, changedAt: null, changeRequired: null },
      );
      assert.equal(await raise(accountKey, 1), false);
      assert.equal(await raise(accountKey, 0), true, 'it can still be raised from 0');
      assert.equal(await raise(accountKey, 0), false);
      await expectNote(accountKey, noteOf('former'));
    },
  },
  {
    name: 'credentials: a former address and what else is known of an account leave each other as they are',
    ports,
    async run(context) {
      const { note, raise, expectNote } = clerk(context);
      const { credentials } = context.stores;
      const reasons = ['breached', null, 'expired', 'disputed'] as const;
      for (const noteFirst of [true, false]) {
        const accountKey = await context.seedAccount();
        for (const from of [0, 1]) {
          const former = noteOf(`before ${from}`, at(from));
          if (noteFirst) await note(accountKey, former);
          assert.equal(await raise(accountKey, from), true);
          if (!noteFirst) await note(accountKey, former);
          for (const changeRequired of reasons) {
            await credentials.requireChange({ accountKey, reason: changeRequired });
            const known = { version: from + 1, changedAt: at(from), changeRequired };
            await expectNote(accountKey, former);
            await note(accountKey, former);
            assert.deepEqual({ ...(await credentials.read(accountKey)) }, known);
            const locked = await context.unitOfWork.run((tx) => credentials.lock(accountKey, tx));
            assert.deepEqual({ ...locked }, known);
            await expectNote(accountKey, former);
          }
        }
      }
    },
  },
  {
    name: 'credentials: notes of a former address beside a raise, by two processes, lose none of the two',
    ports,
    async run(context) {
      const { raise, expectNote } = clerk(context);
      const accountKey = await context.seedAccount();
      const processes = [context.stores, await context.reopen()];
      const former = noteOf('former');
      const answers = await together(20, (index) => {
        const { credentials, unitOfWork } = processes[index % 2] ?? context.stores;
        return index === 9
          ? raise(accountKey, 0)
          : unitOfWork.run(async (tx) => {
              await credentials.noteFormerAddress({ accountKey, former }, tx);
              return false;
            });
      });
      assert.equal(countTrue(answers), 1);
      assert.deepEqual(
        { ...(await context.stores.credentials.read(accountKey)) },
        { version: 1, changedAt: at(0), changeRequired: null },
      );
      await expectNote(accountKey, former);
    },
  },
  {
    name: 'credentials: a former address is seen inside its transaction, and goes with it when that is rolled back',
    ports,
    async run(context) {
      const { note, expectNote } = clerk(context);
      const { credentials } = context.stores;
      const [fresh, moved] = [await context.seedAccount(), await context.seedAccount()];
      await note(moved, noteOf('kept'));
      await rolledBack(context.unitOfWork, async (tx) => {
        for (const accountKey of [fresh, moved]) {
          const former = noteOf('undone', at(3));
          await credentials.noteFormerAddress({ accountKey, former }, tx);
          await expectNote(accountKey, former, tx);
        }
      });
      await expectNote(fresh, null);
      await expectNote(moved, noteOf('kept'));
      await rolledBack(context.unitOfWork, async (tx) => {
        await credentials.remove(moved, tx);
        await expectNote(moved, null, tx);
      });
      await expectNote(moved, noteOf('kept'));
    },
  },
  {
    name: 'credentials: a former address is removed with its row, and only that of this account',
    ports,
    async run(context) {
      const { note, raise, expectNote } = clerk(context);
      const { credentials } = context.stores;
      const [accountKey, other] = [await context.seedAccount(), await context.seedAccount()];
      for (const each of [accountKey, other]) await note(each, noteOf(each));
      await credentials.remove(accountKey);
      await expectNote(accountKey, null);
      // Nor does it come back with the next row of the same key.
      assert.equal(await raise(accountKey, 0), true);
      await expectNote(accountKey, null);
      await expectNote(other, noteOf(other));
    },
  },
  {
    name: 'credentials: a purge forgets former addresses that were left before the instant, and nothing else',
    ports,
    async run(context) {
      const { note, raise, expectNote } = clerk(context);
      const { credentials } = context.stores;
      const [old, bare, present, never] = [
        await context.seedAccount(),
        await context.seedAccount(),
        await context.seedAccount(),
        await context.seedAccount(),
      ];
      for (const accountKey of [old, present, never])
        assert.equal(await raise(accountKey, 0), true);
      for (const accountKey of [old, bare]) await note(accountKey, noteOf('old', at(-1)));
      await credentials.requireChange({ accountKey: old, reason: 'disputed' });
      await note(present, noteOf('present', at(0)));
      const there = await context.reopen('conformance-other');
      const former = noteOf('there', at(-1));
      await there.unitOfWork.run((tx) =>
        there.credentials.noteFormerAddress({ accountKey: old, former }, tx),
      );

      const purge = { before: at(0), limit: 10 };
      assert.equal(await credentials.purgeFormerAddresses(purge), 2);
      assert.equal(await credentials.purgeFormerAddresses(purge), 0);
      for (const accountKey of [old, bare, never]) await expectNote(accountKey, null);
      await expectNote(present, noteOf('present', at(0)));
      assert.deepEqual(
        { ...(await credentials.read(old)) },
        { version: 1, changedAt: at(0), changeRequired: 'disputed' },
      );
      const kept = await there.credentials.findFormerAddress(old);
      assert.deepEqual(kept && { ...kept }, former, 'that of another realm');
      await note(old, noteOf('again'));
      await expectNote(old, noteOf('again'));
    },
  },
  {
    name: 'credentials: a purge of former addresses stops at its limit, oldest first, and goes with a rollback',
    ports,
    async run(context) {
      const { note, expectNote } = clerk(context);
      const { credentials } = context.stores;
      const accountKeys: string[] = [];
      for (const leftAt of [at(2), at(0), at(1)]) {
        const accountKey = await context.seedAccount();
        accountKeys.push(accountKey);
        await note(accountKey, noteOf('former', leftAt));
      }
      const purge = { before: at(3), limit: 2 };
      await rolledBack(context.unitOfWork, async (tx) => {
        assert.equal(await credentials.purgeFormerAddresses(purge, tx), 2);
      });
      const [youngest = '', ...others] = accountKeys;
      assert.equal(await credentials.purgeFormerAddresses(purge), 2);
      for (const accountKey of others) await expectNote(accountKey, null);
      await expectNote(youngest, noteOf('former', at(2)));
      assert.equal(await credentials.purgeFormerAddresses(purge), 1);
      await expectNote(youngest, null);
    },
  },
  {
    name: 'credentials: each realm has its own former address of an account',
    ports,
    async run(context) {
      const { note, expectNote } = clerk(context);
      const accountKey = await context.seedAccount();
      const other = await context.reopen('conformance-other');
      const there = clerk({ ...context, stores: other, unitOfWork: other.unitOfWork });
      await note(accountKey, noteOf('here'));
      await there.expectNote(accountKey, null);
      await there.note(accountKey, noteOf('there', at(1)));
      await expectNote(accountKey, noteOf('here'));
      await other.credentials.remove(accountKey);
      await there.expectNote(accountKey, null);
      await expectNote(accountKey, noteOf('here'));
    },
  },
  {
    name: 'credentials: who changes a former address that it noted or found changes nothing that is stored',
    ports,
    async run(context) {
      const { note, expectNote } = clerk(context);
      const accountKey = await context.seedAccount();
      const own = noteOf('former');
      await note(accountKey, own);
      for (const held of [own, await context.stores.credentials.findFormerAddress(accountKey)]) {
        assert.ok(held);
        held.digest.fill(0);
        held.leftAt.setTime(0);
        await expectNote(accountKey, noteOf('former'));
      }
    },
  },
];
