import { createHash } from 'node:crypto';
import { LatchkeyError, normalizeIdentifier } from 'latchkey';
import * as z from 'zod';
import { callOf } from '../request/call-of.js';
import type { Auth0App, Auth0Environment } from './environment.js';
import { refuse } from './fault.js';
import { clientOf, countRequest, tooMany } from './limit.js';
import { CHANGE_PASSWORD } from './paths.js';
import { readBody } from './read-body.js';

const SENT = "We've just sent you an email to reset your password.";
const TOO_MANY = 'You have reached the limit on password change attempts. Please wait.';

function parameter(name: string, max: number) {
  return z
    .string({
      error: ({ input }) => `${name} ${input === undefined ? 'is required' : 'is not valid'}`,
    })
    .min(1, { error: `${name} is required` })
    .max(max, { error: `${name} is not valid` });
}

/** Further parameters are ignored: clients pass on what their captcha or their own code adds. */
const parameters = z.object({
  connection: parameter('connection', 255),
  email: parameter('email', 318),
  client_id: parameter('client_id', 255).optional(),
  organization: parameter('organization', 255).optional(),
  state: parameter('state', 1024).optional(),
});

/** Mails a reset link, and says the same to everybody: in bare text, which SDKs hand on as it is. */
export function changePasswordRoute<Native>(
  app: Auth0App<Native>,
  environment: Auth0Environment<Native>,
): void {
  const { options, connections, limits } = environment;

  app.post(CHANGE_PASSWORD, async (c) => {
    const body = await readBody(c.req, 'json_or_form');
    if (!body.ok) return refuse(c, body.fault);
    // Once the asker could choose the password here. A client that still tries must be told.
    if ('password' in body.fields)
      return refuse(c, { status: 400, message: 'Password is not allowed' });
    const read = parameters.safeParse(body.fields);
    if (!read.success)
      return refuse(c, { status: 400, message: read.error.issues[0]?.message ?? 'Bad Request' });

    const { email, client_id, state } = read.data;
    const connection = connections.byName.get(read.data.connection);
    if (connection === undefined)
      return refuse(c, { status: 400, message: 'Connection does not exist.' });
    if (client_id !== undefined && options.applications?.includes(client_id) === false)
      return refuse(c, { status: 400, message: 'The client does not exist' });

    const client = clientOf(c, environment);
    const full =
      client === null
        ? null
        : await countRequest(c, environment, {
            key: `auth0:reset:${client}:${digest(connection.name, email)}`,
            limit: limits.resets,
            message: TOO_MANY,
          });
    if (full !== null) return refuse(c, full);

    const result = await connection.passwords.requestReset(
      { identifier: email, link: connection.link, state },
      callOf(c, options),
    );
    if (result.ok) return c.text(SENT);
    if (result.reason === 'throttled') {
      const { retryAfterSeconds } = result;
      return refuse(
        c,
        tooMany(c, environment, { retryAfterSeconds, limit: limits.resets, message: TOO_MANY }),
      );
    }
    const path = result.issues[0]?.path;
    if (path === 'link')
      throw new LatchkeyError('ERR_INVALID_OPTION', '"link" of a connection names no link.');
    const name = path === 'state' ? 'state' : 'email';
    return refuse(c, { status: 400, message: `${name} is not valid` });
  });
}

/** Every spelling of an address counts as one (attack 31), and a shared throttle learns none. */
function digest(connection: string, email: string): string {
  const identifier = normalizeIdentifier(email.trim());
  return createHash('sha256').update(`${connection}\0${identifier}`).digest('base64url');
}
