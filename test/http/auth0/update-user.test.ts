import { beforeEach, describe, expect, test } from 'vitest';
import {
  CUSTOMERS,
  NEW_PASSWORD,
  OLD_PASSWORD,
  STAFF,
  startTenant,
  type Tenant,
  userPath,
} from './support/tenant.js';

const ALICE = 'auth0|alice';

let tenant: Tenant;
const update = (userId: string, body: object, from = tenant) =>
  from.manage('PATCH', userPath(userId), body);
const setTo = (password: string, userId = ALICE) =>
  update(userId, { password, connection: CUSTOMERS });

beforeEach(async () => {
  tenant = await startTenant();
});

async function signsIn(password: string, identifier = 'alice@example.com'): Promise<boolean> {
  return (await tenant.customers.authenticate({ identifier, password })).ok;
}

test('the password is set, and the user comes back as Auth0 shows one', async () => {
  const answer = await setTo(NEW_PASSWORD);
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    user_id: 'auth0|alice',
    email: 'alice@example.com',
    email_verified: false,
    name: 'Alice Archer',
    identities: [{ connection: CUSTOMERS, provider: 'auth0', user_id: 'alice', isSocial: false }],
  });
  expect([await signsIn(NEW_PASSWORD), await signsIn(OLD_PASSWORD)]).toEqual([true, false]);
});

test('attack 60: no hash comes along, whatever the row holds', async () => {
  const { body } = await setTo(NEW_PASSWORD);
  expect(body).not.toMatch(/hash|insecure|\$/i);
});

test('the connection may be left out, and the address too', async () => {
  expect((await update(ALICE, { password: NEW_PASSWORD })).status).toBe(200);
  const answer = await setTo(NEW_PASSWORD, 'auth0|mailless');
  expect(answer.json).toEqual({
    user_id: 'auth0|mailless',
    email_verified: false,
    identities: [expect.objectContaining({ user_id: 'mailless' })],
  });
});

test('a disabled account shows as blocked, and an imported one under the id that it came with', async () => {
  expect((await setTo(NEW_PASSWORD, 'auth0|disabled')).json).toMatchObject({ blocked: true });
  const imported = 'auth0|5f7c8ec7c33c6c004bbafe82';
  expect((await setTo(NEW_PASSWORD, imported)).json).toMatchObject({
    user_id: imported,
    identities: [{ user_id: '5f7c8ec7c33c6c004bbafe82' }],
  });
});

test('attack 50: the sessions end with it', async () => {
  const { sessions } = tenant.stores;
  const sessionId = await sessions.create({
    accountKey: 'alice',
    credentialsVersion: 0,
    expiresAt: new Date(tenant.clock.now().getTime() + 60_000),
  });
  const find = () => sessions.find({ sessionId, now: tenant.clock.now() });
  expect(await find()).not.toBeNull();
  await setTo('short');
  expect(await find()).not.toBeNull();
  await setTo(NEW_PASSWORD);
  expect(await find()).toBeNull();
});

test('the owner gets no notice, and the event fires', async () => {
  const events: unknown[] = [];
  tenant = await startTenant({ service: { onEvent: (event) => events.push(event) } });
  await setTo(NEW_PASSWORD);
  expect(await tenant.mailed()).toEqual([]);
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'password.changed',
      cause: 'direct_set',
      context: expect.objectContaining({ actor: 'auth0:static_token' }),
    }),
  );
  expect(JSON.stringify(events)).not.toContain(NEW_PASSWORD);
});

describe('a password that breaks rules', () => {
  test.each([
    ['vq7kz!mw', 'PasswordStrengthError: Password is too weak', ['too_short']],
    [
      'Judge my vow, sphinx of black quartz! '.repeat(4),
      'PasswordStrengthError: Password is too weak',
      ['too_long'],
    ],
    ['passwordpassword', 'PasswordDictionaryError: Password is too common', ['common_password']],
    [
      'alice@example.com',
      'PasswordNoUserInfoError: Password contains user information',
      ['contains_account_data'],
    ],
    [OLD_PASSWORD, 'PasswordHistoryError: Password has previously been used', ['reused_password']],
    ['password', 'PasswordStrengthError: Password is too weak', ['too_short', 'common_password']],
  ])('%s: %s', async (password, message, codes) => {
    const answer = await setTo(password);
    expect(answer.status).toBe(400);
    const { violations, ...rest } = answer.json as { violations: { code: string }[] };
    expect(rest).toEqual({ statusCode: 400, error: 'Bad Request', message });
    expect(violations.map(({ code }) => code)).toEqual(codes);
    for (const violation of violations)
      expect(Object.keys(violation)).toEqual(['code', 'params', 'message']);
    expect(await signsIn(OLD_PASSWORD)).toBe(true);
  });

  test('a rule of the application’s own is a matter of strength', async () => {
    const { policy } = await import('latchkey');
    const rule = { code: 'no_umbrellas', params: {}, message: 'No umbrellas.' };
    const umbrellas = policy({ code: 'x', check: () => rule, describe: () => null });
    tenant = await startTenant({ service: { policy: umbrellas } });
    expect((await setTo(NEW_PASSWORD)).json).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: 'PasswordStrengthError: Password is too weak',
      violations: [rule],
    });
  });

  test('attack 56: no answer repeats the password', async () => {
    const password = 'p4ssw0rd-of-nobody';
    for (const answer of [
      await setTo(`${password}\0`),
      await setTo(`${password}\ud800`),
      await setTo(password.repeat(1000)),
      await update(ALICE, { password: [password] }),
      await update(ALICE, { password: { is: password } }),
      await update(password, { password: 'short' }),
      await tenant.manage('PATCH', userPath(ALICE), `{"password":"${password}`),
    ]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain(password);
    }
  });
});

test.each<[string, object, string]>([
  ['an address', { email: 'evil@example.net' }, 'Cannot update password and email simultaneously.'],
  [
    'a verified address',
    { email_verified: true },
    'Cannot update password and email_verified simultaneously.',
  ],
  ['a user name', { username: 'evil' }, 'Cannot update username and password simultaneously.'],
])('%s with a password is refused as Auth0 does', async (_name, more, message) => {
  const body = { password: NEW_PASSWORD, connection: CUSTOMERS, ...more };
  expect((await update(ALICE, body)).json).toEqual({
    statusCode: 400,
    error: 'Bad Request',
    message,
  });
  expect(tenant.calls).toEqual([]);
});

test.each<[string, object, string]>([
  ['nothing', {}, "'Missing required property' on property password"],
  ['no password', { connection: CUSTOMERS }, "'Missing required property' on property password"],
  ['null', { password: null }, "'Expected type string' on property password"],
  ['a number', { password: 12345678 }, "'Expected type string' on property password"],
  ['a list', { password: [NEW_PASSWORD] }, "'Expected type string' on property password"],
  [
    'empty text',
    { password: '' },
    "'String is too short (0 chars), minimum 1' on property password",
  ],
  [
    'NUL',
    { password: `${NEW_PASSWORD}\0` },
    "'Object didn't pass validation: invalid_characters' on property password",
  ],
  [
    '64 kB',
    { password: 'x'.repeat(5000) },
    "'String is too long, maximum 4096' on property password",
  ],
  [
    'a list of connections',
    { password: NEW_PASSWORD, connection: [CUSTOMERS] },
    "'Expected type string' on property connection",
  ],
  ['an address alone', { email: 'evil@example.net' }, "'Additional properties not allowed: email'"],
])('attack 11: %s is refused, and nobody is changed', async (_name, body, problem) => {
  const answer = await update(ALICE, body);
  expect(answer.json).toEqual({
    statusCode: 400,
    error: 'Bad Request',
    message: `Payload validation error: ${problem}.`,
    errorCode: 'invalid_body',
  });
  expect(await signsIn(OLD_PASSWORD)).toBe(true);
});

test('attack 60: fields that are not the password change nothing', async () => {
  const before = await tenant.stores.accounts.get('alice');
  for (const more of [
    { blocked: false },
    { app_metadata: { role: 'admin' } },
    { user_metadata: {} },
    { name: 'Evil' },
    { passwordHash: 'x' },
    { password_hash: 'x' },
    { enabled: true },
    { user_id: 'auth0|bob' },
    { verify_password: true },
    { notify: true, mustChange: false },
  ]) {
    const answer = await update(ALICE, { password: NEW_PASSWORD, ...more });
    expect(answer).toMatchObject({ status: 400, json: { errorCode: 'invalid_body' } });
    expect(answer.json.message).toContain(Object.keys(more)[0]);
  }
  expect(await tenant.stores.accounts.get('alice')).toEqual(before);
});

test.each<[string, string, object, number, string]>([
  ['nobody', 'auth0|nobody', {}, 404, 'User not found.'],
  ['an id of a megabyte', `auth0|${'x'.repeat(1_000_000)}`, {}, 404, 'User not found.'],
  ['an id with NUL', 'auth0|alice\0', {}, 404, 'User not found.'],
  ['an id encoded twice', encodeURIComponent('auth0|alice'), {}, 404, 'User not found.'],
  ['a user of another connection', 'auth0|alice', { connection: STAFF }, 404, 'User not found.'],
  [
    'an unknown connection',
    'auth0|alice',
    { connection: 'Nowhere' },
    400,
    'Connection does not exist.',
  ],
  [
    'a connection of the language',
    'auth0|alice',
    { connection: '__proto__' },
    400,
    'Connection does not exist.',
  ],
  [
    'attack 49: an account of an identity provider',
    'google-oauth2|carol',
    {},
    400,
    "The user's main connection does not support this operation.",
  ],
])('%s', async (_name, userId, more, status, message) => {
  const answer = await update(userId, { password: NEW_PASSWORD, ...more });
  expect(answer.status).toBe(status);
  expect(answer.json).toMatchObject({ statusCode: status, message });
});

test('of two at once one wins, and the other is told to try again', async () => {
  const answers = await Promise.all([
    setTo('a tram full of umbrellas'),
    setTo('an umbrella for a tram'),
  ]);
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, 409]);
  const winner = answers[0]?.status === 200 ? 'a tram full of umbrellas' : 'an umbrella for a tram';
  expect(await signsIn(winner)).toBe(true);
});
