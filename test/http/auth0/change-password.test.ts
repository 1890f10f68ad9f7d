import { beforeEach, describe, expect, test } from 'vitest';
import { CLIENT_ADDRESS, CUSTOMERS, ORIGIN, startTenant, type Tenant } from './support/tenant.js';

const PATH = '/dbconnections/change_password';
const SENT = "We've just sent you an email to reset your password.";
const IP = '192.0.2.7';

let tenant: Tenant;
const ask = (body: object, headers: Record<string, string> = {}) =>
  tenant.json('POST', PATH, { connection: CUSTOMERS, ...body }, headers);

beforeEach(async () => {
  tenant = await startTenant();
});

test('a link is mailed, and the answer is bare text', async () => {
  const answer = await ask({ email: 'alice@example.com', client_id: 'spa' });
  expect(answer).toMatchObject({ status: 200, body: SENT });
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain\b/);
  expect(await tenant.mailed()).toEqual(['alice@example.com']);
});

test('a form does the same', async () => {
  const answer = await tenant.form(PATH, { connection: CUSTOMERS, email: 'alice@example.com' });
  expect(answer).toMatchObject({ status: 200, body: SENT });
  expect(await tenant.mailed()).toEqual(['alice@example.com']);
});

test('attack 35: the answer is the same for every address, headers included', async () => {
  const answers = [];
  for (const name of ['alice', 'nobody', 'disabled', 'carol', 'newcomer', 'twin', 'mailless']) {
    const answer = await ask({ email: `${name}@example.com` }, { [CLIENT_ADDRESS]: IP });
    answers.push([answer.status, answer.body, Object.fromEntries(answer.headers)]);
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

test('attack 37: known and unknown addresses cause the same store calls', async () => {
  await ask({ email: 'first@example.com' });
  const seen = [];
  for (const email of ['alice@example.com', 'nobody@example.com', 'carol@example.com']) {
    tenant.calls.length = 0;
    await ask({ email });
    seen.push(tenant.calls.join());
  }
  expect(new Set(seen)).toHaveLength(1);
  expect(seen[0]).not.toMatch(/users|tickets/);
});

test('attack 49: an account of an identity provider gets a mail that names it, and no ticket', async () => {
  await ask({ email: 'carol@example.com' });
  await tenant.customers.drainOutbox();
  expect(tenant.mails).toMatchObject([{ kind: 'provider_account', identityProvider: 'Google' }]);
  expect(JSON.stringify(tenant.mails)).not.toContain('token');
});

test('attack 4: nothing in the body says where the mail goes', async () => {
  await ask({
    email: 'alice@example.com',
    to: 'evil@example.net',
    username: 'evil@example.net',
    phone_number: '+491234',
    identifier: 'evil@example.net',
    recipient: 'evil@example.net',
    link: 'https://evil.example',
    redirect_uri: 'https://evil.example',
    result_url: 'https://evil.example',
  });
  await tenant.customers.drainOutbox();
  expect(tenant.mails).toMatchObject([{ to: 'alice@example.com' }]);
  expect(JSON.stringify(tenant.mails)).not.toContain('evil');
});

describe.each<[string, unknown]>([
  ['a list', ['alice@example.com', 'evil@example.net']],
  ['a list of one', ['alice@example.com']],
  ['an operator object', { $ne: null }],
  ['a number', 0],
  ['true', true],
  ['null', null],
  ['empty text', ''],
  ['two addresses', 'alice@example.com,evil@example.net'],
  ['a line break', 'alice@example.com\nBcc: evil@example.net'],
  ['a space', 'alice@example.com evil@example.net'],
  ['10 kB', `${'x'.repeat(10_000)}@example.com`],
  ['NUL', 'alice@example.com\0'],
  ['a lone surrogate', '\ud800@example.com'],
])('attacks 2 and 11: %s for an address', (_name, email) => {
  test('is refused, and no store is asked', async () => {
    const answer = await ask({ email });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      error: 'invalid_request',
      error_description: expect.stringMatching(/^email /),
    });
    expect(tenant.calls).toEqual([]);
  });
});

test.each([
  `email=alice%40example.com&email=evil%40example.net&connection=${CUSTOMERS}`,
  `email[]=alice%40example.com&connection=${CUSTOMERS}`,
  `email[0]=alice%40example.com&connection=${CUSTOMERS}`,
  `email=alice%40example.com&connection=${CUSTOMERS}&connection=staff`,
])('attack 2: the form %s is refused', async (body) => {
  expect((await tenant.form(PATH, body)).status).toBe(400);
  expect(tenant.calls).toEqual([]);
});

test.each<[string, object, string]>([
  ['no address', { email: undefined }, 'email is required'],
  ['no connection', { connection: undefined }, 'connection is required'],
  ['an unknown connection', { connection: 'Nowhere' }, 'Connection does not exist.'],
  ['a connection of the language', { connection: '__proto__' }, 'Connection does not exist.'],
  ['another', { connection: 'constructor' }, 'Connection does not exist.'],
  ['a list of connections', { connection: [CUSTOMERS] }, 'connection is not valid'],
  ['a password', { password: 'chosen by the asker' }, 'Password is not allowed'],
  ['an empty password', { password: '' }, 'Password is not allowed'],
  ['no password', { password: null }, 'Password is not allowed'],
  ['a state that is no text', { state: { a: 1 } }, 'state is not valid'],
  ['a long state', { state: 'x'.repeat(1025) }, 'state is not valid'],
  ['a state with a line break', { state: 'a\nb' }, 'state is not valid'],
  ['a client id that is no text', { client_id: 1 }, 'client_id is not valid'],
])('400 for %s', async (_name, more, description) => {
  const answer = await ask({ email: 'alice@example.com', ...more });
  expect(answer.status).toBe(400);
  expect(answer.json).toEqual({ error: 'invalid_request', error_description: description });
  expect(tenant.calls).toEqual([]);
  expect(await tenant.mailed()).toEqual([]);
});

test('a client id means nothing, unless the host lists those there are', async () => {
  expect((await ask({ email: 'alice@example.com', client_id: 'any' })).status).toBe(200);
  tenant = await startTenant({ handler: { applications: ['spa'] } });
  expect((await ask({ email: 'alice@example.com', client_id: 'spa' })).status).toBe(200);
  expect((await ask({ email: 'alice@example.com' })).status).toBe(200);
  expect(await ask({ email: 'alice@example.com', client_id: 'any' })).toMatchObject({
    status: 400,
    json: { error: 'invalid_request', error_description: 'The client does not exist' },
  });
});

test('an organization is ignored', async () => {
  expect(await ask({ email: 'alice@example.com', organization: 'org_1' })).toMatchObject({
    status: 200,
    body: SENT,
  });
});

test('a state comes back untouched when the link is redeemed', async () => {
  const state = '{"next":"/läden?a=b&c"}';
  await ask({ email: 'alice@example.com', state });
  await tenant.customers.drainOutbox();
  const [mail] = tenant.mails;
  const token = new URL((mail as { url: string }).url).searchParams.get('token') ?? '';
  const newPassword = 'a brand new tram to ride';
  expect(await tenant.customers.redeemTicket({ token, newPassword })).toMatchObject({
    ok: true,
    state,
  });
});

test('a connection may have a link of its own; one that there is not is the operator’s fault', async () => {
  const passwords = tenant.customers;
  const own = await startTenant({
    handler: { connections: { [CUSTOMERS]: { passwords, link: 'app' } } },
  });
  await own.json('POST', PATH, { connection: CUSTOMERS, email: 'alice@example.com' });
  await passwords.drainOutbox();
  expect((tenant.mails[0] as { url: string }).url).toContain(`${ORIGIN}/app/reset?token=`);

  const wrong = await startTenant({
    handler: { connections: { [CUSTOMERS]: { passwords, link: 'missing' } } },
  });
  const body = { connection: CUSTOMERS, email: 'alice@example.com' };
  expect((await wrong.json('POST', PATH, body)).status).toBe(500);
  expect(wrong.errors).toMatchObject([{ code: 'ERR_INVALID_OPTION' }]);
});

describe('pages of other origins', () => {
  const SPA = 'https://spa.example';

  beforeEach(async () => {
    tenant = await startTenant({ handler: { allowedOrigins: [SPA, 'http://localhost:5173'] } });
  });

  test('a listed one may ask: preflight and post carry CORS headers', async () => {
    const preflight = await tenant.send('OPTIONS', PATH, {
      headers: {
        origin: SPA,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'auth0-client,content-type',
      },
    });
    expect(preflight.status).toBe(204);
    const header = (name: string) => preflight.headers.get(`access-control-${name}`);
    expect(header('allow-origin')).toBe(SPA);
    expect(header('allow-methods')).toBe('POST');
    expect(header('allow-headers')).toBe('Content-Type,Auth0-Client');
    expect(header('allow-credentials')).toBeNull();

    const answer = await ask(
      { email: 'alice@example.com' },
      { origin: SPA, 'sec-fetch-site': 'cross-site' },
    );
    expect(answer).toMatchObject({ status: 200, body: SENT });
    expect(answer.headers.get('access-control-allow-origin')).toBe(SPA);
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-RateLimit-Reset');
    expect(answer.headers.get('vary')).toBe('Origin');
  });

  test('a refusal carries them too, or a page could not read it', async () => {
    const answer = await ask({ email: '' }, { origin: SPA, 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('access-control-allow-origin')).toBe(SPA);
  });

  test.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://spa.example.evil' },
    { origin: 'https://evil-spa.example' },
    { origin: 'https://spa.example:8443' },
    { origin: 'http://spa.example' },
    { origin: 'HTTPS://SPA.EXAMPLE' },
    { origin: 'https://spa.example/' },
    { origin: `${SPA}, https://evil.example` },
    { origin: 'https://sub.spa.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('attacks 9 and 61: %j is refused, without CORS headers', async (headers) => {
    const preflight = await tenant.send('OPTIONS', PATH, {
      headers: { 'access-control-request-method': 'POST', ...headers },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    for (const answer of [
      await ask({ email: 'alice@example.com' }, headers),
      await tenant.send('POST', PATH, {
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: `connection=${CUSTOMERS}&email=alice%40example.com`,
      }),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.json).toEqual({
        error: 'access_denied',
        error_description: 'The origin is not allowed.',
      });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect(tenant.calls).toEqual([]);
  });

  test('without a list no other origin may', async () => {
    tenant = await startTenant();
    const answer = await ask({ email: 'alice@example.com' }, { origin: SPA });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect((await ask({ email: 'alice@example.com' }, { origin: ORIGIN })).status).toBe(200);
  });
});
