import type { Account, AccountId, Call } from 'latchkey';
import type { NamedConnection } from './connections.js';
import type { Auth0Environment } from './environment.js';
import { type Fault, type Faulty, faulty } from './fault.js';
import { accountIdsOf } from './user-ids.js';

export interface FoundUser {
  readonly ok: true;
  readonly connection: NamedConnection;
  readonly account: Account;
}

export const USER_NOT_FOUND: Fault = {
  status: 404,
  message: 'User not found.',
  code: 'inexistent_user',
};

/**
 * Finds the account of a `user_id`, in one of the connections. Realms number their accounts each
 * for itself, so an id that leads to two accounts leads to none (attack 26).
 */
export async function findUserById<Native>(
  { userIds }: Auth0Environment<Native>,
  connections: readonly NamedConnection[],
  userId: string,
  call: Call,
): Promise<FoundUser | Faulty> {
  const found: FoundUser[] = [];
  for (const connection of connections)
    for (const accountId of accountIdsOf(userIds, userId, connection)) {
      const account = await lookUp(connection, accountId, call);
      if (account === null) continue;
      found.push({ ok: true, connection, account });
    }
  const [only, another] = found;
  if (only === undefined) return faulty(USER_NOT_FOUND);
  return another === undefined
    ? only
    : faulty({ status: 400, message: 'The user_id leads to several users.' });
}

/** What cannot be an id is nobody's. A database that folds case must not make two ids one. */
async function lookUp(
  { passwords }: NamedConnection,
  accountId: AccountId,
  call: Call,
): Promise<Account | null> {
  const result = await passwords.findAccounts({ accountId }, call);
  if (!result.ok) return null;
  return result.accounts.find(({ id }) => String(id) === String(accountId)) ?? null;
}

/** Finds the account of an address, in a connection. A provider's accounts are none of it. */
export async function findUserByEmail(
  connection: NamedConnection,
  email: string,
  call: Call,
): Promise<FoundUser | Faulty> {
  const result = await connection.passwords.findAccounts({ identifier: email }, call);
  if (!result.ok) return faulty(USER_NOT_FOUND);
  const own = result.accounts.filter(({ identityProvider }) => identityProvider === null);
  const [account, another] = own.length > 0 ? own : result.accounts;
  if (account === undefined) return faulty(USER_NOT_FOUND);
  return another === undefined
    ? { ok: true, connection, account }
    : faulty({
        status: 400,
        message: 'Several users have this email address; name one by user_id.',
      });
}
