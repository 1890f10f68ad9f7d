import type { Kysely, Transaction } from 'kysely';
import { type Account, type Mail, PasswordService, type Stores } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { sqlStores } from 'latchkey/sql';
import { testPasswords } from 'latchkey/testing';
import { expectTypeOf, test } from 'vitest';
import * as z from 'zod';

interface Tables {
  members: { member_id: bigint; plan: 'free' | 'paid' };
}
declare const db: Kysely<Tables>;
declare const ownStores: Stores<string, { plan: string }, { query(sql: string): Promise<void> }>;
const links = { reset: 'https://app.example/password/reset' };
const mailer = async () => {};

test('the account’s type is inferred from the stores: memory', async () => {
  const stores = memoryStores({ idType: 'number', accounts: [{ id: 1, extra: { team: 'red' } }] });
  const passwords = new PasswordService({ stores, mailer, links });
  const signIn = await passwords.authenticate({ identifier: 'a', password: 'b' });
  if (signIn.ok) expectTypeOf(signIn.account).toEqualTypeOf<Account<number, { team: string }>>();

  const text = new PasswordService({ stores: memoryStores(), mailer, links });
  expectTypeOf(text).toExtend<PasswordService<string>>();
});

test('the account’s type is inferred from the stores: every id type of SQL, and extra columns', () => {
  const idOf = <Id extends string | number | bigint>(stores: Stores<Id>): Id => stores as never;
  expectTypeOf(idOf(sqlStores(db))).toEqualTypeOf<string>();
  expectTypeOf(idOf(sqlStores(db, { users: { idType: 'uuid' } }))).toEqualTypeOf<string>();
  expectTypeOf(idOf(sqlStores(db, { users: { idType: 'integer' } }))).toEqualTypeOf<number>();
  expectTypeOf(idOf(sqlStores(db, { users: { idType: 'bigint' } }))).toEqualTypeOf<bigint>();

  const extra = { plan: z.enum(['free', 'paid']), seats: z.coerce.number() };
  const stores = sqlStores(db, { users: { idType: 'bigint', extra } });
  expectTypeOf(stores).toExtend<
    Stores<bigint, { plan: 'free' | 'paid'; seats: number }, Transaction<Tables>>
  >();
});

test('mailer and hooks are handed that type, and the transaction of those stores', () => {
  new PasswordService({
    stores: ownStores,
    links,
    mailer: async (mail) => {
      expectTypeOf(mail).toEqualTypeOf<Mail<string, { plan: string }>>();
    },
    hooks: {
      async onPasswordChange({ account, transaction }) {
        expectTypeOf(account.extra.plan).toEqualTypeOf<string>();
        await transaction.query('insert into audit …');
      },
    },
  });
});

test('nothing but the stores can widen or narrow it', () => {
  const stores = memoryStores();
  new PasswordService({
    stores,
    links,
    // @ts-expect-error: these stores have text ids
    mailer: async (_mail: Mail<number>) => {},
  });
  new PasswordService({
    stores,
    links,
    mailer,
    hooks: {
      // @ts-expect-error: these stores read no such column
      onPasswordChange: ({ account }) => void account.extra.plan,
    },
  });
});

test('every operation by id takes the native id only', async () => {
  const { passwords } = testPasswords({ idType: 'number' });
  const newPassword = 'seven purple lanterns sing';
  // @ts-expect-error
  await passwords.issueTicket({ accountId: '1' });
  // @ts-expect-error
  await passwords.adminSetPassword({ accountId: 1n, newPassword });
  // @ts-expect-error
  await passwords.setInitialPassword({ accountId: '1', newPassword });
  // @ts-expect-error
  await passwords.changePassword({ accountId: '1', currentPassword: 'x', newPassword });
  // @ts-expect-error
  await passwords.verifyPassword({ accountId: '1', password: 'x' });
  // @ts-expect-error
  await passwords.revokeSessions({ accountId: '1' });
  // @ts-expect-error
  await passwords.checkSession({ accountId: '1', credentialsVersion: 1 });
  // @ts-expect-error
  await passwords.forgetAccount({ accountId: '1' });
  await passwords.forgetAccount({ accountId: 1 });
});
