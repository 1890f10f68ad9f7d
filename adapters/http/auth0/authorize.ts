import { readAccessToken } from './access-token.js';
import type { Auth0Context, Auth0Environment } from './environment.js';
import { type Fault, type Faulty, faulty } from './fault.js';
import { countFailure, countRequest } from './limit.js';
import type { Auth0Scope, Authorization } from './options.js';

export interface Authorized {
  readonly ok: true;
  /** Who acts, for events. */
  readonly actor: string;
}

const INVALID_TOKEN: Fault = { status: 401, message: 'Invalid token.', code: 'invalid_token' };

/** Whether a request may use the Management API: by the host's word, or else by its token. */
export async function authorize<Native>(
  c: Auth0Context<Native>,
  environment: Auth0Environment<Native>,
  scope: Auth0Scope,
): Promise<Authorized | Faulty> {
  const { authorization, actor } = await judge(c, environment, scope);
  if (authorization !== 'granted' && authorization !== 'insufficient_scope')
    return faulty(await countFailure(c, environment, INVALID_TOKEN));
  if (authorization === 'insufficient_scope')
    return faulty({
      status: 403,
      message: `Insufficient scope; expected any of: ${scope}.`,
      code: 'insufficient_scope',
    });
  const tooMany = await countRequest(c, environment, {
    key: `auth0:management:${actor}`,
    limit: environment.limits.management,
    message: 'Global limit has been reached',
  });
  return tooMany === null ? { ok: true, actor } : faulty(tooMany);
}

async function judge<Native>(
  c: Auth0Context<Native>,
  environment: Auth0Environment<Native>,
  scope: Auth0Scope,
): Promise<{ readonly authorization: Authorization; readonly actor: string }> {
  const { options, credentials } = environment;
  if (options.authorize !== undefined)
    return { authorization: await options.authorize(c.env.native, scope), actor: 'auth0:host' };

  const [, token] = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  if (token === undefined) return { authorization: 'invalid_token', actor: '' };
  if (credentials.isStaticToken(token))
    return { authorization: 'granted', actor: 'auth0:static_token' };
  const access = await readAccessToken(environment, token);
  if (access === null) return { authorization: 'invalid_token', actor: '' };
  return {
    authorization: access.scopes.includes(scope) ? 'granted' : 'insufficient_scope',
    actor: `auth0:client:${access.client.clientId}`,
  };
}
