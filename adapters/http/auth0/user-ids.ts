import type { AccountId } from 'latchkey';
import type { NamedConnection } from './connections.js';
import type { Auth0UserIds } from './options.js';

const PREFIX = 'auth0|';

/** A strategy and what it is called there: `auth0|alice`, `google-oauth2|1234`. */
function hasPrefix(id: string): boolean {
  return /^[A-Za-z0-9_-]+\|/.test(id);
}

export const defaultUserIds: Auth0UserIds = {
  userIdOf(accountId) {
    const id = String(accountId);
    return hasPrefix(id) ? id : PREFIX + id;
  },
  accountIdOf: (userId) => userId,
};

/**
 * The account ids that a `user_id` may mean, the likeliest first. Rows that came from Auth0 keep
 * `auth0|…` as their ids; for rows that never had it, the prefix is taken off.
 */
export function accountIdsOf(
  userIds: Auth0UserIds,
  userId: string,
  connection: NamedConnection,
): readonly AccountId[] {
  if (userIds === defaultUserIds && userId.startsWith(PREFIX) && userId.length > PREFIX.length)
    return [userId, userId.slice(PREFIX.length)];
  const accountId = userIds.accountIdOf(userId, connection.name);
  return accountId === null ? [] : [accountId];
}

/** What an identity is called within its connection: the `user_id` without its prefix. */
export function withoutPrefix(userId: string): string {
  return hasPrefix(userId) ? userId.slice(userId.indexOf('|') + 1) : userId;
}
