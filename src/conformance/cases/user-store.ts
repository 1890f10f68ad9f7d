import assert from 'node:assert/strict';
import type { ConformanceCase } from '../case.js';
import { countTrue, foreignKeys, together } from '../fixtures.js';

const ports = ['users'] as const;

const read = async (context: Parameters<ConformanceCase['run']>[0], accountKey: string) => {
  const account = await context.stores.users.findByKey(accountKey);
  assert.ok(account, 'The seeded account is found by its key.');
  return account;
};

export const userStoreCases: readonly ConformanceCase[] = [
  {
    name: 'users: an account is read by its key with what the row holds',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount({
        email: 'Owner@Example.org',
        enabled: true,
        passwordHash: 'hash-1',
      });
      const account = await read(context, accountKey);
      assert.equal(String(account.id), accountKey);
      assert.equal(account.email, 'Owner@Example.org');
      assert.equal(account.enabled, true);
      assert.equal(account.passwordHash, 'hash-1');
      assert.equal(account.hasPassword, true);
    },
  },
  {
    name: 'users: an account without a password has no hash and says so',
    ports,
    async run(context) {
      const account = await read(context, await context.seedAccount({ passwordHash: null }));
      assert.equal(account.passwordHash, null);
      assert.equal(account.hasPassword, false);
    },
  },
  {
    name: 'users: a disabled account is read all the same',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount({ enabled: false, email: 'off@example.org' });
      assert.equal((await read(context, accountKey)).enabled, false);
      const found = await context.stores.users.findByAddress({
        spellings: ['off@example.org'],
        limit: 5,
      });
      assert.equal(found.length, 1);
      assert.equal(found[0]?.enabled, false);
    },
  },
  {
    name: 'users: a key that cannot be an id finds nothing, writes nothing and never throws',
    ports,
    async run(context) {
      const { users } = context.stores;
      const accountKey = await context.seedAccount({
        email: 'owner@example.org',
        passwordHash: 'hash-1',
      });
      for (const foreign of foreignKeys(accountKey)) {
        const about = JSON.stringify(foreign.slice(0, 40));
        assert.equal(await users.findByKey(foreign), null, `findByKey(${about})`);
        const written = await users.writePasswordHash({
          accountKey: foreign,
          passwordHash: 'hash-2',
          expected: { email: 'owner@example.org', enabled: true },
        });
        assert.equal(written, false, `writePasswordHash(${about})`);
        const replaced = await users.replacePasswordHash({
          accountKey: foreign,
          from: 'hash-1',
          to: 'hash-2',
        });
        assert.equal(replaced, false, `replacePasswordHash(${about})`);
        const marked = await users.markEmailVerified({
          accountKey: foreign,
          address: 'owner@example.org',
        });
        assert.equal(marked, false, `markEmailVerified(${about})`);
      }
      assert.equal((await read(context, accountKey)).passwordHash, 'hash-1');
    },
  },
  {
    name: 'users: an address finds the account whose stored spelling is among those asked for',
    ports,
    async run(context) {
      const { users } = context.stores;
      const accountKey = await context.seedAccount({ email: 'mixed@Example.org' });
      await context.seedAccount({ email: 'other@example.org' });
      const found = await users.findByAddress({
        spellings: ['MIXED@Example.org', 'mixed@Example.org'],
        limit: 5,
      });
      assert.deepEqual(
        found.map((account) => [String(account.id), account.email]),
        [[accountKey, 'mixed@Example.org']],
      );
      assert.deepEqual(await users.findByAddress({ spellings: ['no@example.org'], limit: 5 }), []);
    },
  },
  {
    name: 'users: no spelling at all finds nothing, and an account without an address is not found',
    ports,
    async run(context) {
      await context.seedAccount({ email: null });
      const { users } = context.stores;
      assert.deepEqual(await users.findByAddress({ spellings: [], limit: 5 }), []);
      assert.deepEqual(await users.findByAddress({ spellings: ['', 'null'], limit: 5 }), []);
    },
  },
  {
    name: 'users: disabled accounts crowd no enabled one of their address out of the limit',
    ports: ['users'],
    async run(context) {
      const email = 'again@example.org';
      for (let n = 0; n < 3; n += 1) await context.seedAccount({ email, enabled: false });
      const alive = await context.seedAccount({ email, enabled: true });
      for (let n = 0; n < 3; n += 1) await context.seedAccount({ email, enabled: false });
      const found = await context.stores.users.findByAddress({ spellings: [email], limit: 2 });
      assert.equal(found.length, 2);
      assert.equal(String(found[0]?.id), alive);
    },
  },
  {
    name: 'users: several accounts with one address are all found, up to the limit',
    ports,
    async run(context) {
      const { users } = context.stores;
      const seeded = new Set<string>();
      for (let index = 0; index < 4; index += 1)
        seeded.add(await context.seedAccount({ email: 'shared@example.org' }));
      const spellings = ['shared@example.org'];
      const all = await users.findByAddress({ spellings, limit: 4 });
      assert.deepEqual(new Set(all.map((account) => String(account.id))), seeded);
      assert.equal((await users.findByAddress({ spellings, limit: 3 })).length, 3);
    },
  },
  {
    // The Turkish dotless i of the attack on GitHub's reset (2019), and two forms of one é: a
    // collation may fold them, but each must be found by its own bytes and come back unaltered.
    name: 'users: look-alike addresses may be matched too much, never too little or altered',
    ports,
    async run(context) {
      const { users } = context.stores;
      const lookalikes = [
        'mike@example.org',
        'mıke@example.org',
        'jos\u00e9@example.org',
        'jose\u0301@example.org',
        'stra\u00dfe@example.org',
        'strasse@example.org',
      ];
      const keys = new Map<string, string>();
      for (const email of lookalikes) keys.set(email, await context.seedAccount({ email }));
      for (const email of lookalikes) {
        const found = await users.findByAddress({ spellings: [email], limit: 10 });
        const own = found.find((account) => String(account.id) === keys.get(email));
        assert.equal(own?.email, email, `${email} is found by its own spelling`);
        for (const account of found)
          assert.equal(keys.get(account.email ?? ''), String(account.id), 'the stored bytes');
      }
    },
  },
  {
    name: 'users: a new hash is written where address and enabled state are the expected',
    ports,
    async run(context) {
      const { users } = context.stores;
      const states = [
        { email: 'on@example.org', enabled: true, passwordHash: 'hash-1' },
        { email: 'first@example.org', enabled: true, passwordHash: null },
        { email: null, enabled: true, passwordHash: 'hash-1' },
        { email: 'off@example.org', enabled: false, passwordHash: 'hash-1' },
      ];
      for (const state of states) {
        const accountKey = await context.seedAccount(state);
        const { email, enabled } = state;
        const written = await users.writePasswordHash({
          accountKey,
          passwordHash: 'hash-2',
          expected: { email, enabled },
        });
        assert.equal(written, true, JSON.stringify(state));
        const account = await read(context, accountKey);
        assert.equal(account.passwordHash, 'hash-2');
        assert.equal(account.hasPassword, true);
        assert.equal(account.email, email);
        assert.equal(account.enabled, enabled);
      }
    },
  },
  {
    name: 'users: no hash is written where the address is another by as little as one letter',
    ports,
    async run(context) {
      const { users } = context.stores;
      const accountKey = await context.seedAccount({
        email: 'mike@example.org',
        passwordHash: 'hash-1',
      });
      for (const email of [
        'Mike@example.org',
        'mıke@example.org',
        'mike@example.org ',
        'other@example.org',
        '',
        null,
      ]) {
        const written = await users.writePasswordHash({
          accountKey,
          passwordHash: 'hash-2',
          expected: { email, enabled: true },
        });
        assert.equal(written, false, `expected ${JSON.stringify(email)}`);
      }
      assert.equal((await read(context, accountKey)).passwordHash, 'hash-1');
    },
  },
  {
    name: 'users: no hash is written where an address came to an account that had none',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount({ email: null, passwordHash: 'hash-1' });
      const written = await context.stores.users.writePasswordHash({
        accountKey,
        passwordHash: 'hash-2',
        expected: { email: 'late@example.org', enabled: true },
      });
      assert.equal(written, false);
      assert.equal((await read(context, accountKey)).passwordHash, 'hash-1');
    },
  },
  {
    name: 'users: no hash is written where the account was disabled or enabled meanwhile',
    ports,
    async run(context) {
      for (const enabled of [true, false]) {
        const email = `${enabled}@example.org`;
        const accountKey = await context.seedAccount({ email, enabled, passwordHash: 'hash-1' });
        const written = await context.stores.users.writePasswordHash({
          accountKey,
          passwordHash: 'hash-2',
          expected: { email, enabled: !enabled },
        });
        assert.equal(written, false);
        assert.equal((await read(context, accountKey)).passwordHash, 'hash-1');
      }
    },
  },
  {
    name: 'users: a write reaches no other account, not even one with the same address',
    ports,
    async run(context) {
      const email = 'shared@example.org';
      const one = await context.seedAccount({ email, passwordHash: 'hash-1' });
      const other = await context.seedAccount({ email, passwordHash: 'hash-1' });
      const { users } = context.stores;
      const expected = { email, enabled: true };
      await users.writePasswordHash({ accountKey: one, passwordHash: 'hash-2', expected });
      await users.replacePasswordHash({ accountKey: one, from: 'hash-2', to: 'hash-3' });
      assert.equal((await read(context, one)).passwordHash, 'hash-3');
      assert.equal((await read(context, other)).passwordHash, 'hash-1');
    },
  },
  {
    name: 'users: a rehash replaces only the very hash it was made from',
    ports,
    async run(context) {
      const { users } = context.stores;
      const accountKey = await context.seedAccount({ passwordHash: '$argon2id$AbC' });
      for (const from of ['$argon2id$aBc', '$argon2id$AbC ', '$argon2id$Ab', '']) {
        const replaced = await users.replacePasswordHash({ accountKey, from, to: 'hash-2' });
        assert.equal(replaced, false, JSON.stringify(from));
      }
      const swap = { accountKey, from: '$argon2id$AbC', to: 'hash-2' };
      assert.equal(await users.replacePasswordHash(swap), true);
      assert.equal(await users.replacePasswordHash(swap), false);
      assert.equal((await read(context, accountKey)).passwordHash, 'hash-2');
    },
  },
  {
    name: 'users: a rehash gives no hash to an account that has none',
    ports,
    async run(context) {
      const { users } = context.stores;
      const accountKey = await context.seedAccount({ passwordHash: null });
      for (const from of ['', 'null'])
        assert.equal(await users.replacePasswordHash({ accountKey, from, to: 'hash-2' }), false);
      assert.equal((await read(context, accountKey)).passwordHash, null);
    },
  },
  {
    name: 'users: of twenty concurrent rehashes exactly one is written',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount({ passwordHash: 'hash-old' });
      const answers = await together(20, (index) =>
        context.stores.users.replacePasswordHash({
          accountKey,
          from: 'hash-old',
          to: `hash-${index}`,
        }),
      );
      assert.equal(countTrue(answers), 1);
      const winner = `hash-${answers.indexOf(true)}`;
      assert.equal((await read(context, accountKey)).passwordHash, winner);
    },
  },
  {
    name: 'users: an address is marked as verified only where it is still the stored one',
    ports,
    async run(context) {
      const { users } = context.stores;
      const seed = (email: string, emailVerified: boolean) =>
        context.seedAccount({ email, emailVerified });
      const verified = await read(context, await seed('verified@example.org', true));
      const accountKey = await seed('mike@example.org', false);
      for (const address of ['Mike@example.org', 'mıke@example.org', 'other@example.org', '']) {
        assert.equal(await users.markEmailVerified({ accountKey, address }), false, address);
      }
      const before = await read(context, accountKey);
      const marked = await users.markEmailVerified({ accountKey, address: 'mike@example.org' });
      const hasColumn = verified.emailVerified && !before.emailVerified;
      if (hasColumn) assert.equal(marked, true);
      else assert.equal((await read(context, accountKey)).emailVerified, before.emailVerified);
      if (marked) assert.equal((await read(context, accountKey)).emailVerified, true);
    },
  },
];
