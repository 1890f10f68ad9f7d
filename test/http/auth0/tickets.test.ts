import { beforeEach, describe, expect, test } from 'vitest';
import {
  CLIENT,
  CUSTOMERS_ID,
  NEW_PASSWORD,
  ORIGIN,
  STAFF_ID,
  startTenant,
  type Tenant,
} from './support/tenant.js';

const PATH = '/api/v2/tickets/password-change';
const ALICE = { user_id: 'auth0|alice' };

let tenant: Tenant;
const ticket = (body: object, from = tenant) => from.manage('POST', PATH, body);

beforeEach(async () => {
  tenant = await startTenant({ handler: { resultOrigins: ['https://app.example'] } });
});

async function linkOf(body: object): Promise<string> {
  const answer = await ticket(body);
  expect(answer.status).toBe(201);
  expect(Object.keys(answer.json)).toEqual(['ticket']);
  return String(answer.json.ticket);
}

async function redeem(body: object) {
  const token = new URL(await linkOf(body)).searchParams.get('token') ?? '';
  return tenant.customers.redeemTicket({ token, newPassword: NEW_PASSWORD });
}

async function tokenOf(body: object): Promise<string> {
  return new URL(await linkOf(body)).searchParams.get('token') ?? '';
}

const faultOf = (problem: string, property?: string) => ({
  statusCode: 400,
  error: 'Bad Request',
  message: `Payload validation error: '${problem}'${property ? ` on property ${property}` : ''}.`,
  errorCode: 'invalid_body',
});

test('a ticket is a link of the configured origin, and sets a password once', async () => {
  expect(await linkOf(ALICE)).toMatch(new RegExp(`^${ORIGIN}/password/reset\\?token=[\\w-]{43}$`));
  const redeemed = await redeem(ALICE);
  expect(redeemed).toMatchObject({ ok: true, account: { id: 'alice' }, purpose: 'administrative' });
  expect(await tenant.mailed()).not.toContain('bob@example.com');
});

test('the account may be named by connection and address', async () => {
  const redeemed = await redeem({ connection_id: CUSTOMERS_ID, email: 'Alice@Example.com' });
  expect(redeemed).toMatchObject({ ok: true, account: { id: 'alice' } });
});

test('who made it is in the event', async () => {
  const actors: unknown[] = [];
  tenant = await startTenant({
    service: {
      onEvent: (event) => {
        if (event.type === 'ticket.issued') actors.push(event.context.actor);
      },
    },
  });
  await linkOf(ALICE);
  const { json } = await tenant.form('/oauth/token', {
    grant_type: 'client_credentials',
    client_id: CLIENT.clientId,
    client_secret: CLIENT.clientSecret,
    audience: `${ORIGIN}/api/v2/`,
  });
  await tenant.manage('POST', PATH, ALICE, String(json.access_token));
  expect(actors).toEqual(['auth0:static_token', 'auth0:client:backend']);
});

describe('ttl_sec', () => {
  test.each([
    [undefined, 432_000],
    [0, 432_000],
    [1, 1],
    [3600, 3600],
    [2_592_000, 2_592_000],
  ])('%s lives for %i seconds, to the millisecond', async (ttl_sec, seconds) => {
    const token = await tokenOf({ ...ALICE, ttl_sec });
    tenant.clock.advance({ seconds, milliseconds: -1 });
    expect(await tenant.customers.inspectTicket({ token })).toMatchObject({ ok: true });
    tenant.clock.advance({ milliseconds: 1 });
    expect(await tenant.customers.inspectTicket({ token })).toMatchObject({
      ok: false,
      reason: 'token_expired',
    });
  });

  test.each<[unknown, string]>([
    [null, 'Expected type integer'],
    ['3600', 'Expected type integer'],
    ['', 'Expected type integer'],
    [1.5, 'Expected type integer'],
    [true, 'Expected type integer'],
    [[3600], 'Expected type integer'],
    [{}, 'Expected type integer'],
    [-1, 'Value is less than minimum 0'],
    [2_592_001, 'Value is greater than maximum 2592000'],
  ])('attack 23: %j is refused, and never means forever', async (ttl_sec, problem) => {
    const answer = await ticket({ ...ALICE, ttl_sec });
    expect(answer.json).toEqual(faultOf(problem, 'ttl_sec'));
    expect(tenant.calls).toEqual([]);
  });

  test.each(['1e400', '-1e400', '9007199254740993', '-0.5', 'NaN', 'Infinity', '1e21'])(
    'attack 23: neither does %s, as JSON has it',
    async (number) => {
      const body = `{"user_id":"auth0|alice","ttl_sec":${number}}`;
      expect((await tenant.manage('POST', PATH, body)).status).toBe(400);
      expect(tenant.calls).toEqual([]);
    },
  );
});

describe('result_url', () => {
  test('of an allowed origin goes with the ticket', async () => {
    const result_url = 'https://app.example/done?a=b#c';
    const more = { result_url, includeEmailInRedirect: true };
    expect(await redeem({ ...ALICE, ...more })).toMatchObject({
      ok: true,
      resultUrl: result_url,
      includeEmailInRedirect: true,
    });
  });

  test.each([
    '//evil.example',
    '/////evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'https://app.example@evil.example',
    'https://app.example.evil',
    'https://evil-app.example',
    'https://app.example:8443/',
    'http://app.example/',
    'https://app\u3002example/',
    'https://app.example/\t',
    'https://app.example\\@evil.example/',
    'javascript:alert(1)',
    '/done',
  ])('attacks 8 and 9: %s is refused before anybody is looked up', async (result_url) => {
    const answer = await ticket({ ...ALICE, result_url });
    expect(answer.json).toEqual(
      faultOf('The origin is not on the list of allowed ones', 'result_url'),
    );
    expect(tenant.calls).toEqual([]);
  });

  test('without a list every one is refused, even of the own origin', async () => {
    tenant = await startTenant();
    expect((await ticket({ ...ALICE, result_url: `${ORIGIN}/done` })).status).toBe(400);
  });
});

test.each([
  [undefined, false],
  [false, false],
  [true, true],
])('mark_email_as_verified %s leaves the address verified: %s', async (mark, verified) => {
  expect(await redeem({ ...ALICE, mark_email_as_verified: mark })).toMatchObject({ ok: true });
  expect(await tenant.stores.accounts.get('alice')).toMatchObject({ emailVerified: verified });
});

describe('whom it is for', () => {
  test.each<[object, object]>([
    [{}, faultOf('Missing required property', 'user_id')],
    [{ connection_id: CUSTOMERS_ID }, faultOf('Missing required property', 'email')],
    [{ email: 'alice@example.com' }, faultOf('Missing required property', 'connection_id')],
    [
      { ...ALICE, email: 'bob@example.com' },
      faultOf('user_id goes without connection_id and email', 'user_id'),
    ],
    [
      { ...ALICE, connection_id: CUSTOMERS_ID, email: 'alice@example.com' },
      faultOf('user_id goes without connection_id and email', 'user_id'),
    ],
    ...['con_1', 'CUSTOMERS', `${CUSTOMERS_ID}0`, 'con_customers 000001', `x${CUSTOMERS_ID}`].map(
      (connection_id): [object, object] => [
        { connection_id, email: 'alice@example.com' },
        connection_id.length > 20
          ? faultOf('String is too long, maximum 20', 'connection_id')
          : faultOf('String does not match pattern ^con_[A-Za-z0-9]{16}$', 'connection_id'),
      ],
    ),
    [{ user_id: ['auth0|alice'] }, faultOf('Expected type string', 'user_id')],
    [{ user_id: { $ne: null } }, faultOf('Expected type string', 'user_id')],
    [{ user_id: null }, faultOf('Expected type string', 'user_id')],
    [{ user_id: '' }, faultOf('String is too short (0 chars), minimum 1', 'user_id')],
    [
      { connection_id: CUSTOMERS_ID, email: ['alice@example.com', 'evil@example.net'] },
      faultOf('Expected type string', 'email'),
    ],
    [
      { ...ALICE, mark_email_as_verified: 'true' },
      faultOf('Expected type boolean', 'mark_email_as_verified'),
    ],
    [
      { ...ALICE, includeEmailInRedirect: 1 },
      faultOf('Expected type boolean', 'includeEmailInRedirect'),
    ],
    [{ ...ALICE, identity: 'x' }, faultOf('Expected type object', 'identity')],
    [{ ...ALICE, identity: {} }, faultOf('Missing required property', 'identity.user_id')],
    [
      { ...ALICE, identity: { user_id: 'alice', provider: 'google-oauth2' } },
      faultOf('No enum match for provider', 'identity.provider'),
    ],
  ])('attack 11: %j is refused, and no store is asked', async (body, fault) => {
    const answer = await ticket(body);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual(fault);
    expect(tenant.calls).toEqual([]);
  });

  test.each<[string, object, number, string]>([
    [
      'an unknown connection',
      { connection_id: 'con_0000000000000000', email: 'alice@example.com' },
      400,
      'The connection with id con_0000000000000000 does not exist.',
    ],
    [
      'an account without an address',
      { user_id: 'auth0|mailless' },
      400,
      'The user does not have an email address.',
    ],
    [
      'attack 49: an account of an identity provider',
      { user_id: 'google-oauth2|carol' },
      400,
      "The user's main connection does not support this operation.",
    ],
    [
      'attack 49: the same by its address',
      { connection_id: CUSTOMERS_ID, email: 'carol@example.com' },
      400,
      "The user's main connection does not support this operation.",
    ],
    ['a disabled account', { user_id: 'auth0|disabled' }, 400, 'The user is blocked.'],
    [
      'two accounts of one address',
      { connection_id: CUSTOMERS_ID, email: 'twin@example.com' },
      400,
      'Several users have this email address; name one by user_id.',
    ],
    [
      'an organization',
      { ...ALICE, organization_id: 'org_1' },
      400,
      'The organization does not exist',
    ],
    [
      'an identity of an unknown connection',
      {
        ...ALICE,
        identity: { user_id: 'alice', provider: 'auth0', connection_id: 'con_0000000000000000' },
      },
      400,
      'Identity connection does not exist.',
    ],
    [
      'an identity of somebody else',
      { ...ALICE, identity: { user_id: 'bob', provider: 'auth0', connection_id: CUSTOMERS_ID } },
      400,
      'The user exists, but does not contain the given identity.',
    ],
    ['nobody', { user_id: 'auth0|nobody' }, 404, 'User not found.'],
    [
      'nobody by address',
      { connection_id: CUSTOMERS_ID, email: 'nobody@example.com' },
      404,
      'User not found.',
    ],
    [
      'no address at all',
      { connection_id: CUSTOMERS_ID, email: 'a@b.c, d@e.f' },
      404,
      'User not found.',
    ],
    ['an id with a line break', { user_id: 'auth0|alice\n' }, 404, 'User not found.'],
    ['an id of another case', { user_id: 'auth0|ALICE' }, 404, 'User not found.'],
  ])('%s', async (_name, body, status, message) => {
    const answer = await ticket(body);
    expect(answer.json).toEqual({
      statusCode: status,
      error: status === 404 ? 'Not Found' : 'Bad Request',
      message,
      ...(status === 404 ? { errorCode: 'inexistent_user' } : {}),
    });
    expect(answer.status).toBe(status);
  });

  test('the identity, where it is named, is that of the user', async () => {
    for (const user_id of ['alice', 'auth0|alice']) {
      const identity = { user_id, provider: 'auth0', connection_id: CUSTOMERS_ID };
      expect((await ticket({ ...ALICE, identity })).status).toBe(201);
    }
    const identity = { user_id: '7', provider: 'auth0', connection_id: STAFF_ID };
    expect((await ticket({ user_id: 'auth0|7', identity })).status).toBe(201);
  });

  test('a client that the host does not list is unknown', async () => {
    expect((await ticket({ ...ALICE, client_id: 'any' })).status).toBe(201);
    tenant = await startTenant({ handler: { applications: ['spa'] } });
    expect((await ticket({ ...ALICE, client_id: 'spa' })).status).toBe(201);
    expect(await ticket({ ...ALICE, client_id: 'any' })).toMatchObject({
      status: 400,
      json: { message: 'The client does not exist' },
    });
  });
});

test('attack 60: what is unknown is refused by name, and nothing is made of it', async () => {
  for (const [more, named] of [
    [{ new_password: 'x' }, 'new_password'],
    [{ email_verified: true, purpose: 'invite' }, 'email_verified, purpose'],
    [{ include_email_in_redirect: true }, 'include_email_in_redirect'],
    [{ resultUrl: 'https://evil.example' }, 'resultUrl'],
    [{ lifetimeSeconds: 1e9 }, 'lifetimeSeconds'],
    [{ ['x'.repeat(1000)]: 1 }, 'x'.repeat(64)],
  ] as const)
    expect((await ticket({ ...ALICE, ...more })).json).toEqual(
      faultOf(`Additional properties not allowed: ${named}`),
    );
  const polluted = '{"user_id":"auth0|alice","__proto__":{"ttl_sec":1}}';
  expect(await tenant.manage('POST', PATH, polluted)).toMatchObject({
    status: 400,
    json: { errorCode: 'invalid_body' },
  });
  expect(tenant.calls).toEqual([]);
});

test('a second ticket leaves the first one alive, until one of them is spent', async () => {
  const [first, second] = [await tokenOf(ALICE), await tokenOf(ALICE)];
  for (const token of [first, second])
    expect(await tenant.customers.inspectTicket({ token })).toMatchObject({ ok: true });
  await tenant.customers.redeemTicket({ token: first, newPassword: NEW_PASSWORD });
  expect(await tenant.customers.inspectTicket({ token: second })).toMatchObject({
    reason: 'token_superseded',
  });
});

test('the newest password kills a ticket that was made before', async () => {
  const token = await tokenOf(ALICE);
  await tenant.customers.adminSetPassword({ accountId: 'alice', newPassword: NEW_PASSWORD });
  expect(
    await tenant.customers.redeemTicket({ token, newPassword: 'another tram, another umbrella' }),
  ).toMatchObject({ ok: false });
});
