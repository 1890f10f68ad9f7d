import { decode, sign } from 'hono/jwt';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AUDIENCE, CLIENT, CUSTOMERS, ORIGIN, startTenant, type Tenant } from './support/tenant.js';

const PATH = '/oauth/token';
const GOOD = {
  grant_type: 'client_credentials',
  client_id: CLIENT.clientId,
  client_secret: CLIENT.clientSecret,
  audience: AUDIENCE,
};
const BOTH = 'create:user_tickets update:users';

let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant();
});

async function tokenOf(from: Tenant, more: object = {}): Promise<string> {
  const { json } = await from.json('POST', PATH, { ...GOOD, ...more });
  return String(json.access_token);
}

/** What the Management API makes of a token: 404, past the door, or why not. */
const tryToken = async (token: string, at = tenant) =>
  (await at.manage('POST', '/api/v2/tickets/password-change', { user_id: 'nobody' }, token)).status;

describe.each(['form', 'json'] as const)('as %s', (kind) => {
  const post = (body: Record<string, string>) =>
    kind === 'form' ? tenant.form(PATH, body) : tenant.json('POST', PATH, body);

  test('a client gets a token that opens the Management API', async () => {
    const answer = await post(GOOD);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      access_token: expect.any(String),
      expires_in: 86_400,
      token_type: 'Bearer',
      scope: BOTH,
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('pragma')).toBe('no-cache');
    expect(await tryToken(String(answer.json.access_token))).toBe(404);
  });

  test.each<[string, Partial<typeof GOOD> & { client_assertion?: string }]>([
    ['a wrong secret', { client_secret: 'wrong' }],
    ['an empty secret', { client_secret: '' }],
    ['a secret with more behind it', { client_secret: `${CLIENT.clientSecret} ` }],
    ['an unknown client', { client_id: 'nobody' }],
    ['a client of the language', { client_id: '__proto__' }],
    ['the client of another case', { client_id: 'BACKEND' }],
  ])('401 for %s', async (_name, more) => {
    const answer = await post({ ...GOOD, ...more });
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({ error: 'access_denied', error_description: 'Unauthorized' });
  });

  test('401 without a secret, 400 without a client or a grant', async () => {
    const { client_secret: _, ...noSecret } = GOOD;
    expect(await post(noSecret)).toMatchObject({ status: 401, json: { error: 'access_denied' } });
    for (const name of ['client_id', 'grant_type'] as const) {
      const { [name]: _, ...without } = GOOD;
      expect(await post(without)).toMatchObject({
        status: 400,
        json: {
          error: 'invalid_request',
          error_description: `Missing required parameter: ${name}`,
        },
      });
    }
  });

  test('a client assertion is refused clearly', async () => {
    const { client_secret: _, ...noSecret } = GOOD;
    const answer = await post({
      ...noSecret,
      client_assertion: 'a.b.c',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
    expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
    expect(answer.json.error_description).toContain('client_secret');
  });

  test('another grant is refused', async () => {
    expect(await post({ ...GOOD, grant_type: 'password' })).toMatchObject({
      status: 400,
      json: { error: 'unsupported_grant_type' },
    });
  });

  test('no audience, and another one', async () => {
    const { audience: _, ...none } = GOOD;
    for (const body of [none, { ...GOOD, audience: 'https://evil.example/api/v2/' }])
      expect(await post(body)).toMatchObject({ status: 403, json: { error: 'access_denied' } });
  });

  test('what a client sends besides is ignored', async () => {
    expect((await post({ ...GOOD, organization: 'org_1', resource: 'x' })).status).toBe(200);
  });
});

test.each([
  ['http://localhost:3000', 'http://localhost:3000/api/v2/', 200],
  // As the SDKs send it, whatever the scheme.
  ['http://localhost:3000', 'https://localhost:3000/api/v2/', 200],
  ['https://auth.app.example/a', 'https://auth.app.example/a/api/v2/', 200],
  ['https://auth.app.example/a', 'https://auth.app.example/api/v2/', 403],
  ['https://auth.app.example', 'http://auth.app.example/api/v2/', 403],
  ['https://auth.app.example', 'https://auth.app.example/api/v2', 403],
])('at %s the audience %s is %i', async (publicUrl, audience, status) => {
  const own = await startTenant({ publicUrl });
  expect((await own.json('POST', PATH, { ...GOOD, audience })).status).toBe(status);
});

test('an audience of before may go on being asked for', async () => {
  const audience = 'https://acme.eu.auth0.com/api/v2/';
  const own = await startTenant({ handler: { audiences: [audience] } });
  const token = await tokenOf(own, { audience });
  expect(await tryToken(token, own)).toBe(404);
  expect((await own.json('POST', PATH, GOOD)).status).toBe(403);
});

test('attack 11: what is no text is no secret', async () => {
  for (const value of [{ $ne: null }, [CLIENT.clientSecret], true, 0, null])
    for (const name of ['client_secret', 'client_id', 'grant_type', 'audience'])
      expect((await tenant.json('POST', PATH, { ...GOOD, [name]: value })).status).toBe(400);
});

test('a parameter that comes twice is refused', async () => {
  const form = new URLSearchParams(GOOD).toString();
  for (const twice of ['client_id=x', 'client_secret=x', 'audience=x', 'foo=1&foo=2'])
    expect(await tenant.form(PATH, `${form}&${twice}`)).toMatchObject({
      status: 400,
      json: { error: 'invalid_request' },
    });
  const json = JSON.stringify(GOOD).replace('{', '{"client_id":"evil",');
  expect((await tenant.json('POST', PATH, json)).status).toBe(400);
});

test('a client that asks for a scope gets no more than that, and never one it has not', async () => {
  const limited = await startTenant({
    handler: {
      clients: [{ ...CLIENT, scopes: ['create:user_tickets'] }],
    },
  });
  const ask = (from: Tenant, scope: string) => from.json('POST', PATH, { ...GOOD, scope });
  expect((await ask(tenant, 'update:users read:users')).json.scope).toBe('update:users');
  expect((await ask(limited, BOTH)).json.scope).toBe('create:user_tickets');
  for (const scope of ['update:users', 'create:user_tickets_too', ''])
    expect((await ask(limited, scope)).status).toBe(403);
});

test('403 where the token has not the scope', async () => {
  const token = await tokenOf(tenant, { scope: 'update:users' });
  const answer = await tenant.manage(
    'POST',
    '/api/v2/tickets/password-change',
    { user_id: 'auth0|alice' },
    token,
  );
  expect(answer.status).toBe(403);
  expect(answer.json).toEqual({
    statusCode: 403,
    error: 'Forbidden',
    message: 'Insufficient scope; expected any of: create:user_tickets.',
    errorCode: 'insufficient_scope',
  });
});

describe('the life of a token', () => {
  let own: Tenant;
  let token: string;

  beforeEach(async () => {
    own = await startTenant();
    token = await tokenOf(own);
    expect(await tryToken(token, own)).toBe(404);
  });

  test('attack 20: ends after a day, to the second', async () => {
    own.clock.advance({ seconds: 86_399 });
    expect(await tryToken(token, own)).toBe(404);
    own.clock.advance({ seconds: 1 });
    expect(await tryToken(token, own)).toBe(401);
  });

  test.each([
    ['a new secret', [{ ...CLIENT, clientSecret: 'rotated' }]],
    ['another client’s secret', [{ ...CLIENT, clientId: 'other' }]],
    ['the removal of the client', []],
    [
      'two clients with their secrets exchanged',
      [
        { ...CLIENT, clientSecret: 'x' },
        { clientId: 'other', clientSecret: CLIENT.clientSecret },
      ],
    ],
  ])('ends with %s', async (_name, clients) => {
    const later = await startTenant({ handler: { clients, bearerTokens: undefined } });
    expect(await tryToken(token, later)).toBe(401);
  });

  test('survives a restart with the same secret, less the scopes taken since', async () => {
    expect(await tryToken(token, await startTenant())).toBe(404);
    const scopes = ['update:users'] as const;
    const later = await startTenant({ handler: { clients: [{ ...CLIENT, scopes }] } });
    expect(await tryToken(token, later)).toBe(403);
  });

  test('is of one tenant, though another has a client of the same name and secret', async () => {
    const publicUrl = 'https://auth.other.example';
    const other = await startTenant({ publicUrl, handler: { audiences: [AUDIENCE] } });
    expect(await tryToken(token, other)).toBe(401);
  });

  test('shows nothing that is secret', () => {
    const { payload } = decode(token);
    expect(payload).toEqual({
      iss: `${ORIGIN}/`,
      sub: 'backend@clients',
      aud: AUDIENCE,
      iat: expect.any(Number),
      exp: (payload.iat as number) + 86_400,
      azp: 'backend',
      gty: 'client-credentials',
      scope: BOTH,
    });
  });
});

describe('attack 14: a token that is not ours', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  let good: string;
  let claims: Record<string, unknown>;

  beforeAll(async () => {
    good = await tokenOf(tenant);
    claims = decode(good).payload;
  });

  test.each<[string, () => string | Promise<string>]>([
    ['no algorithm', () => `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`],
    ['no signature', () => good.slice(0, good.lastIndexOf('.') + 1)],
    [
      'no algorithm over a good signature',
      () => `${part({ alg: 'none', typ: 'JWT' })}.${good.split('.').slice(1).join('.')}`,
    ],
    ['another algorithm with a known key', () => sign(claims, 'backend', 'HS512')],
    ['the secret itself as the key', () => sign(claims, CLIENT.clientSecret, 'HS256')],
    ['the client’s id as the key', () => sign(claims, CLIENT.clientId, 'HS256')],
    ['an empty key', () => sign(claims, '\0', 'HS256')],
    [
      'a claim changed under a good signature',
      () => {
        const [header, , signature] = good.split('.');
        return `${header}.${part({ ...claims, exp: 99_999_999_999 })}.${signature}`;
      },
    ],
    [
      'another header',
      () => `${part({ alg: 'HS256', kid: 'x' })}.${good.split('.').slice(1).join('.')}`,
    ],
    ['a word', () => 'token'],
    ['null', () => 'null'],
    ['three empty parts', () => '..'],
    ['nulls', () => `${part(null)}.${part(null)}.${part(null)}`],
    ['four parts', () => `${good}.x`],
    ['a megabyte', () => 'a.'.repeat(500_000)],
    ['the secret', () => CLIENT.clientSecret],
  ])('%s is 401', async (_name, make) => {
    const answer = await tenant.send('POST', '/api/v2/tickets/password-change', {
      headers: { authorization: `Bearer ${await make()}`, 'content-type': 'application/json' },
      body: '{"user_id":"auth0|alice"}',
    });
    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({
      statusCode: 401,
      error: 'Unauthorized',
      message: 'Invalid token.',
      errorCode: 'invalid_token',
    });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
  });

  test('attack 23: neither is one that was signed with the right key but never ends', async () => {
    const { credentialsOf } = await import('../../../adapters/http/auth0/credentials.js');
    const key = credentialsOf({ clients: [CLIENT] }, `${ORIGIN}/`).clients.get(
      'backend',
    )?.signingKey;
    const resigned = (more: object) => sign({ ...claims, ...more }, key ?? '', 'HS256');
    expect(await tryToken(await resigned({}))).toBe(404);
    for (const more of [
      { exp: undefined },
      { exp: null },
      { exp: '99999999999' },
      { exp: true },
      { exp: [99_999_999_999] },
      { exp: 0 },
      { exp: -1 },
      { aud: 'https://evil.example' },
      { aud: undefined },
      { iss: 'https://evil.example/' },
      { azp: undefined },
      { gty: 'password' },
      { scope: ['create:user_tickets'] },
    ])
      expect(await tryToken(await resigned(more))).toBe(401);
  });
});

test('a static token opens the Management API as it is, and another does not', async () => {
  const own = await startTenant({ handler: { bearerTokens: ['first', 'second one'] } });
  for (const token of ['first', 'second one']) expect(await tryToken(token, own)).toBe(404);
  for (const token of ['firs', 'firstt', 'FIRST', 'second', '', 'undefined', '[object Object]'])
    expect(await tryToken(token, own)).toBe(401);
});

test.each(['Basic Zmlyc3Q6', 'static-token-of-the-tests', 'Token static-token-of-the-tests', ''])(
  'an authorization of %s is 401',
  async (authorization) => {
    const headers = authorization === '' ? {} : { authorization };
    const answer = await tenant.json(
      'PATCH',
      '/api/v2/users/auth0%7Calice',
      { password: 'x', connection: CUSTOMERS },
      headers as Record<string, string>,
    );
    expect(answer.status).toBe(401);
  },
);

test('where nobody may ask, nobody is let in', async () => {
  const closed = await startTenant({ handler: { clients: undefined, bearerTokens: undefined } });
  expect((await closed.json('POST', PATH, GOOD)).status).toBe(401);
  for (const token of ['', 'undefined', 'null']) expect(await tryToken(token, closed)).toBe(401);
});

describe('a host that authorizes by itself', () => {
  const startWith = (authorize: (request: Request, scope: string) => unknown) =>
    startTenant({
      handler: {
        clients: undefined,
        bearerTokens: undefined,
        authorize: authorize as () => 'granted',
      },
    });

  test('is asked with the request and the scope', async () => {
    const asked: unknown[] = [];
    const own = await startWith(async (request, scope) => {
      asked.push([request.headers.get('authorization'), scope]);
      return 'granted';
    });
    expect(await tryToken('mine', own)).toBe(404);
    await own.manage('PATCH', '/api/v2/users/x', { password: 'x' }, 'mine');
    expect(asked).toEqual([
      ['Bearer mine', 'create:user_tickets'],
      ['Bearer mine', 'update:users'],
    ]);
  });

  test.each([
    ['invalid_token', 401],
    ['insufficient_scope', 403],
    [true, 401],
    [1, 401],
    [undefined, 401],
    [{ granted: true }, 401],
    [['granted'], 401],
  ])('its answer %j is %i: nothing but its word lets anybody in', async (word, status) => {
    expect(await tryToken('mine', await startWith(() => word))).toBe(status);
  });

  test('a throw of it is 500, and lets nobody in', async () => {
    const own = await startWith(() => {
      throw new Error('secret');
    });
    const answer = await own.manage('PATCH', '/api/v2/users/alice', { password: 'x' }, 'mine');
    expect(answer.status).toBe(500);
    expect(answer.json).toEqual({
      statusCode: 500,
      error: 'Internal Server Error',
      message: 'Internal Server Error',
      errorCode: 'server_error',
    });
    expect(own.errors).toHaveLength(1);
    expect(own.calls).toEqual([]);
  });
});
