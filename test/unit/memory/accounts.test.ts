import { memoryDatabase, memoryStores } from 'latchkey/memory';
import { describe, expect, expectTypeOf, test } from 'vitest';

describe('accounts in memory', () => {
  test('start as plain, enabled rows', async () => {
    const { accounts } = memoryStores();
    expect(await accounts.add({ email: 'alice@example.com' })).toEqual({
      id: 'account-1',
      email: 'alice@example.com',
      emailVerified: false,
      enabled: true,
      identityProvider: null,
      hasPassword: false,
      passwordHash: null,
      displayName: null,
      locale: null,
      extra: {},
    });
  });

  test('are numbered past the ids that are taken', async () => {
    const { accounts } = memoryStores({ accounts: [{ id: 'account-1' }, {}] });
    expect((await accounts.add({})).id).toBe('account-3');
    const numbers = memoryStores({ idType: 'number', accounts: [{ id: 1 }, { id: 3 }] });
    const ids = [(await numbers.accounts.add({})).id, (await numbers.accounts.add({})).id];
    expect(ids).toEqual([2, 4]);
  });

  test('with numbers for ids are found by their one spelling only', async () => {
    const { users } = memoryStores({ idType: 'number', accounts: [{ id: 7 }] });
    expect((await users.findByKey('7'))?.id).toBe(7);
    for (const spelling of ['07', '7.0', ' 7', '+7', '7e0', '0x7'])
      expect(await users.findByKey(spelling)).toBeNull();
  });

  test('refuse an id of the other type and one that is taken', async () => {
    // @ts-expect-error text ids are the default
    expect(() => memoryStores({ accounts: [{ id: 1 }] })).toThrow(/"idType"/);
    expect(() => memoryStores({ accounts: [{ id: 'a' }, { id: 'a' }] })).toThrow(/exists already/);
    const { accounts } = memoryStores({ accounts: [{ id: 'a' }] });
    await expect(accounts.add({ id: 'a' })).rejects.toMatchObject({ code: 'ERR_STORE' });
  });

  test('change, and keep what is not named', async () => {
    const { accounts, users } = memoryStores({ accounts: [{ id: 'a', email: 'a@example.com' }] });
    await accounts.update('a', { passwordHash: 'hash', enabled: false });
    expect(await users.findByKey('a')).toMatchObject({
      email: 'a@example.com',
      enabled: false,
      passwordHash: 'hash',
      hasPassword: true,
    });
    expect(await accounts.update('nobody', { enabled: false })).toBeNull();
  });

  test('are gone when removed', async () => {
    const { accounts, users } = memoryStores({ accounts: [{ id: 'a' }] });
    await accounts.remove('a');
    expect(await accounts.get('a')).toBeNull();
    expect(await users.findByKey('a')).toBeNull();
  });

  test('carry the application’s own columns, with their type', async () => {
    const { accounts, users } = memoryStores({
      accounts: [{ id: 'a', extra: { plan: 'pro', seats: [1, 2] } }],
    });
    const account = await users.findByKey('a');
    expect(account?.extra).toEqual({ plan: 'pro', seats: [1, 2] });
    expectTypeOf(account!.extra.plan).toEqualTypeOf<string>();
    expectTypeOf(account!.id).toEqualTypeOf<string>();
    await accounts.update('a', { extra: { plan: 'free', seats: [] } });
    expect((await accounts.get('a'))?.extra.plan).toBe('free');
    const numbers = memoryStores({ idType: 'number' });
    expectTypeOf((await numbers.accounts.add({})).id).toEqualTypeOf<number>();
  });

  test('belong to their realm', async () => {
    const database = memoryDatabase();
    const staff = memoryStores({ database, realm: 'staff', accounts: [{ id: 'a' }] });
    const customers = memoryStores({ database, realm: 'customers' });
    expect(await customers.users.findByKey('a')).toBeNull();
    expect(await staff.users.findByKey('a')).not.toBeNull();
    const again = memoryStores({ database, realm: 'staff' });
    expect(await again.users.findByKey('a')).not.toBeNull();
  });
});
