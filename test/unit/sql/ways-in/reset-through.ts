import type { Kysely, Transaction } from 'kysely';
import { PasswordService } from 'latchkey';
import { migrate, type SqlStores, sqlStores, type UsersMapping } from 'latchkey/sql';
import { expect } from 'vitest';
import { cheapHasher, FixedClock, passwordOf } from '../../../support/open-service.js';

/** The application of these tests, through whichever tool it has. */
export interface Application<DB> {
  readonly db: Kysely<DB>;
  /** Writes an account, by the application's own tool. */
  addUser(user: { id: string; email: string; passwordHash: string }): Promise<void>;
  /** Writes the application's own row inside our transaction. */
  audit(transaction: Transaction<DB>, accountId: string): Promise<void>;
  /** Reads the application's rows back, by its own tool. */
  audited(): Promise<string[]>;
}

const users = {
  columns: { passwordHash: 'password_hash' },
} satisfies UsersMapping;

/**
 * Takes an account through issueTicket, redeemTicket and authenticate, with a hook that writes a
 * row of the application's: once so that all of it commits, once so that the hook fails behind its
 * own write.
 */
export async function resetThrough<DB>(application: Application<DB>): Promise<void> {
  const { db, addUser, audit, audited } = application;
  await migrate(db);
  const stores: SqlStores<string, object, Transaction<DB>> = sqlStores(db, { users });
  let hookFails = false;
  const passwords = new PasswordService({
    stores,
    hasher: cheapHasher,
    outbox: 'external',
    clock: new FixedClock().now,
    mailer: async () => {},
    onEvent: () => {},
    links: { reset: 'https://app.example/password/reset' },
    hooks: {
      async onPasswordChange({ transaction, account }) {
        await audit(transaction, account.id);
        if (hookFails) throw new Error('the hook fails behind its own write');
      },
    },
  });
  const signIn = async (password: string) =>
    (await passwords.authenticate({ identifier: 'ada@app.example', password })).ok;
  const issue = async () => {
    const issued = await passwords.issueTicket({ accountId: 'ada' });
    if (!issued.ok) throw new Error(`No ticket: ${issued.reason}.`);
    return issued.ticket.token;
  };

  try {
    await addUser({
      id: 'ada',
      email: 'ada@app.example',
      passwordHash: await cheapHasher.hash(passwordOf('old')),
    });
    expect(await signIn(passwordOf('old'))).toBe(true);

    const first = await passwords.redeemTicket({
      token: await issue(),
      newPassword: passwordOf('first'),
    });
    expect(first).toMatchObject({ ok: true });
    expect(await audited()).toEqual(['ada']);
    expect(await signIn(passwordOf('first'))).toBe(true);
    expect(await signIn(passwordOf('old'))).toBe(false);

    const token = await issue();
    const second = { token, newPassword: passwordOf('second') };
    hookFails = true;
    await expect(passwords.redeemTicket(second)).rejects.toMatchObject({ code: 'ERR_HOOK' });
    expect(await audited()).toEqual(['ada']);
    expect(await signIn(passwordOf('second'))).toBe(false);
    expect(await signIn(passwordOf('first'))).toBe(true);

    hookFails = false;
    expect(await passwords.redeemTicket(second)).toMatchObject({ ok: true });
    expect(await audited()).toEqual(['ada', 'ada']);
    expect(await signIn(passwordOf('second'))).toBe(true);
  } finally {
    await passwords.close();
  }
}
