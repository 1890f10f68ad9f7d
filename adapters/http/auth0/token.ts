import * as z from 'zod';
import { makeAccessToken, TOKEN_SECONDS } from './access-token.js';
import type { Auth0App, Auth0Environment } from './environment.js';
import { type Fault, refuse } from './fault.js';
import { countFailure } from './limit.js';
import { TOKEN } from './paths.js';
import { readBody } from './read-body.js';
import { scopesIn } from './scopes.js';

const DENIED: Fault = { status: 401, code: 'access_denied', message: 'Unauthorized' };
const LONGEST = 4096;

/** RFC 6749 section 3.2: what a client sends besides is ignored. */
const parameters = z.object({
  grant_type: z.string(),
  client_id: z.string().max(LONGEST),
  client_secret: z.string().max(LONGEST).optional(),
  client_assertion: z.unknown().optional(),
  client_assertion_type: z.unknown().optional(),
  audience: z.string().max(LONGEST).optional(),
  scope: z.string().max(LONGEST).optional(),
});

/** Gives a client an access token for its id and secret: the grant `client_credentials`. */
export function tokenRoute<Native>(
  app: Auth0App<Native>,
  environment: Auth0Environment<Native>,
): void {
  const { audiences, credentials } = environment;

  app.post(TOKEN, async (c) => {
    const body = await readBody(c.req, 'json_or_form');
    if (!body.ok) return refuse(c, body.fault);
    const read = parameters.safeParse(body.fields);
    if (!read.success) {
      const name = String(read.error.issues[0]?.path[0]);
      const problem = body.fields[name] === undefined ? 'Missing required' : 'Invalid';
      return refuse(c, { status: 400, message: `${problem} parameter: ${name}` });
    }
    const { grant_type, client_id, client_secret, audience, scope } = read.data;
    if (grant_type !== 'client_credentials')
      return refuse(c, {
        status: 400,
        code: 'unsupported_grant_type',
        message: 'Only the grant type client_credentials is supported.',
      });
    if ('client_assertion' in body.fields || 'client_assertion_type' in body.fields)
      return refuse(c, {
        status: 401,
        code: 'invalid_client',
        message: 'client_assertion is not supported; use client_secret.',
      });

    const client = credentials.authenticate(client_id, client_secret ?? '');
    if (client === null) return refuse(c, await countFailure(c, environment, DENIED));

    if (audience === undefined || !audiences.includes(audience))
      return refuse(c, {
        status: 403,
        code: 'access_denied',
        message:
          audience === undefined ? 'No audience parameter was provided' : 'Service not found',
      });
    const scopes = scope === undefined ? client.scopes : scopesIn(scope, client.scopes);
    if (scopes.length === 0)
      return refuse(c, {
        status: 403,
        code: 'access_denied',
        message: 'Client has not been granted scopes',
      });

    c.header('Pragma', 'no-cache');
    return c.json({
      access_token: await makeAccessToken(environment, client, { audience, scopes }),
      scope: scopes.join(' '),
      expires_in: TOKEN_SECONDS,
      token_type: 'Bearer',
    });
  });
}
