import type { Account } from 'latchkey';
import type { NamedConnection } from './connections.js';
import type { Auth0Environment } from './environment.js';
import { withoutPrefix } from './user-ids.js';

/** An account as Auth0 shows a user: field by field, so that nothing else comes along (attack 60). */
export function userOf<Native>(
  { userIds }: Auth0Environment<Native>,
  connection: NamedConnection,
  account: Account,
): object {
  const userId = userIds.userIdOf(account.id, connection.name);
  return {
    user_id: userId,
    ...(account.email === null ? {} : { email: account.email }),
    email_verified: account.emailVerified,
    ...(account.displayName === null ? {} : { name: account.displayName }),
    ...(account.enabled ? {} : { blocked: true }),
    identities: [
      {
        connection: connection.name,
        provider: 'auth0',
        user_id: withoutPrefix(userId),
        isSocial: false,
      },
    ],
  };
}
