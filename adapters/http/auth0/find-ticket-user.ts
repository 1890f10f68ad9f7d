import type { Call } from 'latchkey';
import type { NamedConnection } from './connections.js';
import type { Auth0Environment } from './environment.js';
import { type Faulty, faulty } from './fault.js';
import { type FoundUser, findUserByEmail, findUserById } from './find-user.js';
import { invalidPayload } from './payload.js';
import type { TicketPayload } from './ticket-payload.js';
import { withoutPrefix } from './user-ids.js';

/** Finds whom a ticket is for: by `user_id`, or by `connection_id` and `email`, never by both. */
export async function findTicketUser<Native>(
  environment: Auth0Environment<Native>,
  payload: TicketPayload,
  call: Call,
): Promise<FoundUser | Faulty> {
  const { user_id, connection_id, email, identity } = payload;
  const { connections } = environment;
  const byAddress = connection_id !== undefined || email !== undefined;
  if (user_id !== undefined && byAddress)
    return faulty(invalidPayload('user_id goes without connection_id and email', 'user_id'));

  let user: FoundUser | Faulty;
  if (user_id !== undefined) {
    const named = identityConnections(connections.all, identity);
    if (named.length === 0) return faulty(NO_IDENTITY_CONNECTION);
    user = await findUserById(environment, named, user_id, call);
  } else if (connection_id !== undefined && email !== undefined) {
    const connection = connections.byId.get(connection_id);
    if (connection === undefined)
      return faulty({
        status: 400,
        message: `The connection with id ${connection_id} does not exist.`,
      });
    user = await findUserByEmail(connection, email, call);
  } else {
    const missing = !byAddress ? 'user_id' : email === undefined ? 'email' : 'connection_id';
    return faulty(invalidPayload('Missing required property', missing));
  }

  if (!user.ok || identity === undefined) return user;
  const userId = environment.userIds.userIdOf(user.account.id, user.connection.name);
  const contains =
    withoutPrefix(identity.user_id) === withoutPrefix(userId) &&
    (identity.connection_id === undefined || identity.connection_id === user.connection.id);
  return contains ? user : faulty(NO_IDENTITY);
}

const NO_IDENTITY_CONNECTION = {
  status: 400,
  message: 'Identity connection does not exist.',
} as const;
const NO_IDENTITY = {
  status: 400,
  message: 'The user exists, but does not contain the given identity.',
} as const;

/** An account here has one identity, so its connection is where to look. */
function identityConnections(
  all: readonly NamedConnection[],
  identity: TicketPayload['identity'],
): readonly NamedConnection[] {
  const id = identity?.connection_id;
  return id === undefined ? all : all.filter((connection) => connection.id === id);
}
