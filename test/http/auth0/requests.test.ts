import { LatchkeyError } from 'latchkey';
import { auth0Handler } from 'latchkey/http';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  CUSTOMERS,
  ORIGIN,
  STATIC_TOKEN,
  startTenant,
  type Tenant,
  userPath,
} from './support/tenant.js';

const ROUTES = [
  ['POST', '/dbconnections/change_password'],
  ['POST', '/oauth/token'],
  ['POST', '/api/v2/tickets/password-change'],
  ['PATCH', userPath('auth0|alice')],
] as const;
const AUTHORIZED = { authorization: `Bearer ${STATIC_TOKEN}` };

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});
beforeEach(() => {
  tenant.calls.length = 0;
  tenant.errors.length = 0;
});

/** An answer in the shape of the API that was asked, with nothing besides. */
function expectFault(answer: Awaited<ReturnType<Tenant['send']>>, path: string, status: number) {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(Object.keys(answer.json)).toEqual(
    path.startsWith('/api/')
      ? ['statusCode', 'error', 'message', 'errorCode']
      : ['error', 'error_description'],
  );
  if (path.startsWith('/api/')) expect(answer.json.statusCode).toBe(status);
  expect(answer.body).not.toMatch(/\bat .*\.[jt]s|node_modules|Error:/);
}

describe.each(ROUTES)('%s %s', (method, path) => {
  const send = (body: RequestInit['body'], headers: Record<string, string>) =>
    tenant.send(method, path, {
      body,
      headers: { ...AUTHORIZED, ...headers },
      duplex: 'half',
    } as RequestInit);

  test.each(['{', '[]', '"text"', 'null', '42', '', '{"a":1}{', '\ufeff', '{"a":01}'])(
    'JSON %j is 400',
    async (body) => {
      expectFault(await send(body, { 'content-type': 'application/json' }), path, 400);
      expect(tenant.calls).toEqual([]);
    },
  );

  test('bytes that are no UTF-8 are 400', async () => {
    const body = new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]);
    expectFault(await send(body, { 'content-type': 'application/json' }), path, 400);
  });

  test.each([
    '{"email":"alice@example.com","email":"evil@example.net"}',
    '{"password":"a","\\u0070assword":"b"}',
    '{"identity":{"user_id":"a","user_id":"b"}}',
    '{"x":1,"x":1}',
  ])('a key that is named twice is 400: %s', async (body) => {
    expectFault(await send(body, { 'content-type': 'application/json' }), path, 400);
    expect(tenant.calls).toEqual([]);
  });

  test.each([
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'application/json-patch+json',
  ])('%s is 415', async (type) => {
    expectFault(await send('{"connection":"x"}', { 'content-type': type }), path, 415);
    expect(tenant.calls).toEqual([]);
  });

  test('a compressed body is 415', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expectFault(await send('{}', headers), path, 415);
  });

  test('a body above 16 KiB is 413 before it is parsed, streamed or not', async () => {
    const text = `{"x":"${'x'.repeat(16 * 1024)}`;
    expectFault(await send(text, { 'content-type': 'application/json' }), path, 413);
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    });
    expectFault(await send(stream, { 'content-type': 'application/json' }), path, 413);
    expect(tenant.calls).toEqual([]);
  });

  test('other methods are 405 with Allow', async () => {
    for (const other of ['GET', 'PUT', 'DELETE', 'POST', 'PATCH', 'OPTIONS']) {
      if (other === method || (other === 'OPTIONS' && path.startsWith('/dbconnections'))) continue;
      const answer = await tenant.send(other, path);
      expectFault(answer, path, 405);
      expect(answer.headers.get('allow')).toBe(method);
    }
    const head = await tenant.send('HEAD', path);
    expect([head.status, head.body]).toEqual([405, '']);
  });

  test('a trailing slash and a query are no other route', async () => {
    const headers = { 'content-type': 'application/json', ...AUTHORIZED };
    for (const same of [`${path}/`, `${path}?password=x&connection=${CUSTOMERS}`])
      expect((await tenant.send(method, same, { body: '{}', headers })).status).toBe(400);
  });

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${ORIGIN}.evil` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('attack 61: a page of %j is refused', async (headers) => {
    const type = { 'content-type': 'application/json' };
    const answer = await send('{}', { ...type, ...(headers as Record<string, string>) });
    expectFault(answer, path, 403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(tenant.calls).toEqual([]);
  });
});

test('a form is nothing for the Management API', async () => {
  for (const [method, path] of ROUTES.slice(2)) {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const init = { body: 'user_id=auth0%7Calice&password=x', headers: { ...AUTHORIZED, ...type } };
    expectFault(await tenant.send(method, path, init), path, 415);
  }
});

test('without a token nothing is read, so nothing is told', async () => {
  for (const [method, path] of ROUTES.slice(2))
    for (const body of ['{', '{"user_id":"nobody"}', '{"evil":1}'])
      expectFault(await tenant.json(method, path, body), path, 401);
  expect(tenant.calls).toEqual([]);
});

test.each([
  '/',
  '/dbconnections',
  '/dbconnections/signup',
  '/dbconnections/change_password/challenge',
  '/DBCONNECTIONS/CHANGE_PASSWORD',
  '//dbconnections/change_password',
  '/oauth/token/x',
  '/authorize',
  '/api/v2/users',
  '/api/v2/users/a/b',
  '/api/v2/users/a/sessions',
  '/api/v2/tickets/email-verification',
  '/api/v2/clients',
  '/api/v2/',
])('%s is 404', async (path) => {
  for (const method of ['GET', 'POST', 'PATCH'])
    expectFault(await tenant.json(method === 'GET' ? 'PUT' : method, path, '{}'), path, 404);
});

test('attack 7: the host that a client names has no say', async () => {
  const headers = {
    ...AUTHORIZED,
    'content-type': 'application/json',
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    forwarded: 'host=evil.example',
    'auth0-custom-domain': 'evil.example',
  };
  const request = new Request('https://evil.example/api/v2/tickets/password-change', {
    method: 'POST',
    headers,
    body: '{"user_id":"auth0|alice"}',
  });
  const answer = (await (await tenant.handler.fetch(request)).json()) as { ticket: string };
  expect(new URL(answer.ticket).origin).toBe(ORIGIN);
});

test('it works under any prefix, and answers nothing outside it', async () => {
  const own = await startTenant({ publicUrl: 'https://app.example/auth/zero' });
  const body = { connection: CUSTOMERS, email: 'alice@example.com' };
  expect((await own.json('POST', '/dbconnections/change_password', body)).status).toBe(200);
  expect((await own.manage('PATCH', userPath('auth0|nobody'), { password: 'x' })).status).toBe(404);
  const outside = new Request('https://app.example/dbconnections/change_password', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect((await own.handler.fetch(outside)).status).toBe(404);
});

test('every answer is private, and a page cannot make anything of it', async () => {
  for (const [method, path] of ROUTES) {
    const { headers } = await tenant.json(method, path, '{}');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.getSetCookie()).toEqual([]);
  }
});

describe('what only an operator can cause', () => {
  const failing = (thrown: unknown) => {
    const fail = () => Promise.reject(thrown);
    const passwords = {
      requestReset: fail,
      findAccounts: fail,
      issueTicket: fail,
      adminSetPassword: fail,
    };
    return startTenant({ handler: { connections: { [CUSTOMERS]: { passwords } } } });
  };
  const ask = (from: Tenant) => [
    from.json('POST', ROUTES[0][1], { connection: CUSTOMERS, email: 'alice@example.com' }),
    from.manage('POST', ROUTES[2][1], { user_id: 'auth0|alice' }),
    from.manage('PATCH', ROUTES[3][1], { password: 'secret password' }),
  ];

  test.each(['ERR_HASHER_BUSY', 'ERR_OUTBOX_FULL', 'ERR_STORE'] as const)(
    '%s is 503 with Retry-After',
    async (code) => {
      const error = new LatchkeyError(code, 'postgres://secret@db', { retryAfterSeconds: 7 });
      const own = await failing(error);
      for (const answer of await Promise.all(ask(own))) {
        expect(answer.status).toBe(503);
        expect(answer.headers.get('retry-after')).toBe('7');
        expect(answer.body).not.toContain('secret');
      }
      expect(own.errors).toEqual([error, error, error]);
    },
  );

  test.each([new Error('secret stack'), 'secret text', null])(
    'a throw of %s is a 500 that shows nothing',
    async (thrown) => {
      const own = await failing(thrown);
      for (const [index, answer] of (await Promise.all(ask(own))).entries()) {
        expectFault(answer, index === 0 ? '/dbconnections' : '/api/', 500);
        expect(answer.body).not.toContain('secret');
      }
      expect(own.errors).toHaveLength(3);
    },
  );

  test('a host whose onError throws still answers', async () => {
    const own = await startTenant({
      handler: {
        authorize: () => Promise.reject(new Error('x')),
        clients: undefined,
        bearerTokens: undefined,
        onError: () => {
          throw new Error('y');
        },
      },
    });
    expect((await own.manage('PATCH', ROUTES[3][1], {})).status).toBe(500);
  });
});

describe('an option that is wrong is refused at construction, and no secret is told', () => {
  const passwords = () => tenant.customers;
  test.each<[string, () => object]>([
    ['publicUrl', () => ({ publicUrl: 'auth.app.example' })],
    ['publicUrl', () => ({ publicUrl: `${ORIGIN}/?x=1` })],
    ['connections', () => ({ connections: {} })],
    ['connections', () => ({ connections: undefined })],
    ['connections.a.passwords', () => ({ connections: { a: { passwords: {} } } })],
    ['connections.a.id', () => ({ connections: { a: { passwords: passwords(), id: 'con_1' } } })],
    [
      'connections',
      () => {
        const twice = { passwords: passwords(), id: 'con_0000000000000000' };
        return { connections: { a: twice, b: twice } };
      },
    ],
    ['clients.0.clientSecret', () => ({ clients: [{ clientId: 'a', clientSecret: '' }] })],
    [
      'clients.0.scopes.0',
      () => ({ clients: [{ clientId: 'a', clientSecret: 'hush', scopes: ['x'] }] }),
    ],
    [
      'clients',
      () => ({
        clients: [
          { clientId: 'a', clientSecret: 'hush' },
          { clientId: 'a', clientSecret: 'hush2' },
        ],
      }),
    ],
    ['bearerTokens.0', () => ({ bearerTokens: [''] })],
    ['authorize', () => ({ authorize: () => 'granted', bearerTokens: ['hush'] })],
    ['allowedOrigins.0', () => ({ allowedOrigins: ['*'] })],
    ['allowedOrigins.0', () => ({ allowedOrigins: ['null'] })],
    ['allowedOrigins.1', () => ({ allowedOrigins: [ORIGIN, 'https://*.example'] })],
    ['resultOrigins.0', () => ({ resultOrigins: ['https://app.example/'] })],
    ['limits.resets.points', () => ({ limits: { resets: { points: 0, windowSeconds: 1 } } })],
    ['options', () => ({ resultOrigin: 'https://app.example' })],
  ])('%s', (name, wrong) => {
    const make = () =>
      auth0Handler({
        publicUrl: ORIGIN,
        connections: { [CUSTOMERS]: { passwords: passwords() } },
        ...wrong(),
      });
    expect(make).toThrow(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }));
    expect(make).toThrow(name === 'publicUrl' ? '"publicUrl"' : `"${name}" of auth0Handler`);
    expect(make).not.toThrow('hush');
  });
});
