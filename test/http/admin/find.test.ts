import { PasswordService } from 'latchkey';
import { adminHandler } from 'latchkey/http';
import { memoryStores } from 'latchkey/memory';
import { beforeEach, expect, test } from 'vitest';
import { Visitor } from '../support/visitor.js';
import {
  ADMIN_URL,
  type AdminApp,
  about,
  CHANGE_PATHS,
  startAdminApp,
} from './support/admin-app.js';

let app: AdminApp;

beforeEach(async () => {
  app = await startAdminApp();
});

const find = (fields: Record<string, string>) => app.root.post('/admin/password/find', fields);
const findJson = async (body: unknown) => {
  const response = await app.root.postJson('/admin/password/find', body);
  return { status: response.status, body: await response.json() };
};

test('the first page asks whose account it is about', async () => {
  for (const path of ['/admin/password', '/admin/password/']) {
    const response = await app.root.get(path);
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('<h1>Danger Zone: Change Password</h1>');
    expect(page).toContain('action="/admin/password/find"');
  }
  expect(app.calls).toEqual([]);
});

test.each(['alice@example.com', 'ALICE@Example.com', 'alice', '  alice '])(
  'an account is found by "%s", and every form is there',
  async (identifier) => {
    const response = await find({ identifier });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const page = await response.text();
    expect(page).toContain('<bdi dir="ltr">alice@example.com</bdi>');
    const paths = CHANGE_PATHS.filter(
      (path) => !['/invite', '/unlock', '/end-dispute'].includes(path),
    );
    for (const path of paths) expect(page).toContain(`action="/admin/password${path}"`);
    expect(page.match(/name="accountKey" value="alice"/g)).toHaveLength(paths.length);
    expect(page.match(/name="yourPassword"/g)).toHaveLength(paths.length);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  },
);

test('as JSON it is told field by field', async () => {
  expect(await findJson({ identifier: 'carol@example.com' })).toEqual({
    status: 200,
    body: {
      ok: true,
      accounts: [
        {
          accountKey: 'carol',
          email: 'carol@example.com',
          emailVerified: true,
          enabled: true,
          identityProvider: 'Google',
          hasPassword: false,
          displayName: null,
          passwordChangedAt: null,
          changeRequired: null,
          credentialsVersion: 0,
        },
      ],
    },
  });
});

test.each([
  'nobody@example.com',
  'nobody',
  '',
  ' ',
  'a@b,c@d',
  '\u0000',
  'x'.repeat(2000),
  'é\ud800',
])('for "%s" the same page says that there is no such account', async (identifier) => {
  const page = await (await find({ identifier })).text();
  expect(page).toContain('There is no such account.');
  expect(page).toContain('action="/admin/password/find"');
  expect(page).not.toContain('set-password');
});

test('nothing found is an empty list as JSON, and no form of a question is 400', async () => {
  expect(await findJson({ identifier: 'nobody' })).toEqual({
    status: 200,
    body: { ok: true, accounts: [] },
  });
  for (const body of [
    {},
    { identifier: ['alice', 'bob'] },
    { identifier: { $ne: null } },
    { accountKey: 7 },
  ]) {
    app.calls.length = 0;
    expect(await findJson(body)).toMatchObject({
      status: 400,
      body: { ok: false, reason: 'invalid_input' },
    });
    expect(app.calls).toEqual([]);
  }
});

test('attack 2: a form that names two accounts finds none', async () => {
  const page = await app.root.post('/admin/password/find', 'identifier=alice&identifier=bob');
  expect(await page.text()).toContain('There is no such account.');
  expect(app.calls).toEqual([]);
});

test('several matches are chosen from, by their ids', async () => {
  await app.stores.accounts.add({ id: 'alice@example.com', email: 'other@example.com' });
  await app.stores.accounts.add({ id: 'alice-2', email: 'alice@example.com' });
  const page = await (await find({ identifier: 'alice@example.com' })).text();
  expect(page).toContain('Several accounts match.');
  const keys = [...page.matchAll(/name="accountKey" value="([^"]+)"/g)].map(([, key]) => key);
  expect(keys).toEqual(['alice', 'alice-2', 'alice@example.com']);
  const chosen = await (await find({ accountKey: 'alice@example.com' })).text();
  expect(chosen).toContain('other@example.com');
  expect(chosen).toContain('action="/admin/password/set-password"');
});

test('no address and no id stands in a URL of the page', async () => {
  const page = await (await find({ identifier: 'alice' })).text();
  const urls = [...page.matchAll(/(?:href|action|src)="([^"]*)"/g)].map(([, url]) => url);
  expect(urls.length).toBeGreaterThan(5);
  for (const url of urls) expect(url).not.toMatch(/alice|example/);
});

test('ids that are numbers are found by their text, and changed by their number', async () => {
  const stores = memoryStores({ idType: 'number' });
  await stores.accounts.add({ id: 1, email: 'root@example.com' });
  await stores.accounts.add({ id: 7, email: 'seven@example.com' });
  const passwords = new PasswordService<number>({
    stores,
    mailer: async () => {},
    links: { reset: `${ADMIN_URL}/reset` },
    outbox: 'external',
  });
  const asked: unknown[] = [];
  const root = new Visitor(
    adminHandler<number>({
      passwords,
      publicUrl: ADMIN_URL,
      authorizeAdmin: () => ({ accountId: 1 }),
      reauthenticate: (admin) => {
        asked.push(admin.accountId);
        return { ok: true };
      },
    }),
  );
  const found = await root.postJson('/admin/password/find', { identifier: '7' });
  expect(await found.json()).toMatchObject({ accounts: [{ accountKey: '7' }] });
  const set = await root.postJson('/admin/password/set-password', {
    ...about('7'),
    newPassword: 'nine tin kettles in a shed',
  });
  expect(await set.json()).toEqual({ ok: true, sessions: 'revoked' });
  expect(asked).toEqual([1]);
  const signIn = { identifier: 'seven@example.com', password: 'nine tin kettles in a shed' };
  expect(await passwords.authenticate(signIn)).toMatchObject({ ok: true, account: { id: 7 } });
  for (const key of ['07', '7.0', '+7', ' 7', '7e0'])
    expect((await root.postJson('/admin/password/ticket', about(key))).status).toBe(404);
});

test('attack 1: a users table that folds case makes no two keys of one account', async () => {
  const stores = memoryStores();
  await stores.accounts.add({ id: 'root', email: 'root@example.com' });
  await stores.accounts.add({ id: 'alice', email: 'alice@example.com' });
  const { users } = stores;
  const findByKey: typeof users.findByKey = (key) => users.findByKey(key.toLowerCase());
  const folding = new Proxy(users, {
    get: (target, name) => {
      if (name === 'findByKey') return findByKey;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  app = await startAdminApp({
    service: { stores: { ...stores, users: folding } },
    admin: { reauthenticate: () => ({ ok: true }) },
  });
  const ticket = (key: string) => app.root.postJson('/admin/password/ticket', about(key));
  expect([(await ticket('alice')).status, (await ticket('Alice')).status]).toEqual([200, 404]);
});
