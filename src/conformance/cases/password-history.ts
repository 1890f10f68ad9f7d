import assert from 'node:assert/strict';
import type { CaseContext, ConformanceCase } from '../case.js';
import { at, newId } from '../fixtures.js';

const ports = ['history'] as const;

const append = (
  { stores }: CaseContext,
  accountKey: string,
  passwordHash: string,
  replacedAt: Date,
  keep: number,
) => stores.history.append({ id: newId(), accountKey, passwordHash, replacedAt, keep });

const hashes = async ({ stores }: CaseContext, accountKey: string, limit = 100) =>
  (await stores.history.list({ accountKey, limit })).map((entry) => entry.passwordHash);

export const passwordHistoryCases: readonly ConformanceCase[] = [
  {
    name: 'history: replaced hashes are listed newest first, to the millisecond',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount();
      for (const index of [1, 2, 3])
        await append(context, accountKey, `hash-${index}`, at(index), 10);
      const listed = await context.stores.history.list({ accountKey, limit: 10 });
      assert.deepEqual(
        listed.map(({ passwordHash, replacedAt }) => ({ passwordHash, replacedAt })),
        [
          { passwordHash: 'hash-3', replacedAt: at(3) },
          { passwordHash: 'hash-2', replacedAt: at(2) },
          { passwordHash: 'hash-1', replacedAt: at(1) },
        ],
      );
    },
  },
  {
    name: 'history: the newest is the one appended last, though the clock stood still or ran back',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount();
      for (const [index, instant] of [5, 5, 1].entries())
        await append(context, accountKey, `hash-${index}`, at(instant), 2);
      assert.deepEqual(await hashes(context, accountKey), ['hash-2', 'hash-1']);
      assert.deepEqual(await hashes(context, accountKey, 1), ['hash-2']);
    },
  },
  {
    name: 'history: a list stops at its limit with the newest',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount();
      for (const index of [1, 2, 3])
        await append(context, accountKey, `hash-${index}`, at(index), 10);
      assert.deepEqual(await hashes(context, accountKey, 2), ['hash-3', 'hash-2']);
      assert.deepEqual(await hashes(context, accountKey, 3), ['hash-3', 'hash-2', 'hash-1']);
    },
  },
  {
    name: 'history: only the newest of the account are kept',
    ports,
    async run(context) {
      const [accountKey, other] = [await context.seedAccount(), await context.seedAccount()];
      await append(context, other, 'foreign', at(0), 10);
      for (const index of [1, 2, 3, 4])
        await append(context, accountKey, `hash-${index}`, at(index), 3);
      assert.deepEqual(await hashes(context, accountKey), ['hash-4', 'hash-3', 'hash-2']);
      await append(context, accountKey, 'hash-5', at(5), 1);
      assert.deepEqual(await hashes(context, accountKey), ['hash-5']);
      assert.deepEqual(await hashes(context, other), ['foreign']);
    },
  },
  {
    name: 'history: a hash comes back byte for byte',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount();
      const exact = '$argon2id$v=19$m=19456,t=2,p=1$AbCd+/09$ÀéZ ';
      await append(context, accountKey, exact, at(0), 5);
      assert.deepEqual(await hashes(context, accountKey), [exact]);
    },
  },
  {
    name: 'history: all of an account can be removed, and nothing of another',
    ports,
    async run(context) {
      const [accountKey, other] = [await context.seedAccount(), await context.seedAccount()];
      for (const key of [accountKey, other]) await append(context, key, 'hash-1', at(1), 5);
      await context.stores.history.removeByAccount(accountKey);
      assert.deepEqual(await hashes(context, accountKey), []);
      assert.deepEqual(await hashes(context, other), ['hash-1']);
    },
  },
];
