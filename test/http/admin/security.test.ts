import { inspect } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD, SIGNED_IN_AS } from '../support/app.js';
import { type FormFields, formOf, Visitor } from '../support/visitor.js';
import {
  ADMIN_PASSWORD,
  type AdminApp,
  about,
  CHANGE_PATHS,
  CHANGES,
  partOf,
  startAdminApp,
} from './support/admin-app.js';

let app: AdminApp;

beforeEach(async () => {
  app = await startAdminApp();
});

/** Everything that the stores and the mailbox hold which a change could have touched. */
async function stateOf() {
  const { passwordHash } = (await app.stores.accounts.get('alice')) ?? {};
  const { version, changeRequired } = await app.stores.credentials.read('alice');
  await app.passwords.drainOutbox();
  return { passwordHash, version, changeRequired, mails: app.mails.length };
}

const post = (visitor: Visitor, path: string, body: FormFields, json: boolean) =>
  json
    ? visitor.postJson(`/admin/password${path}`, body)
    : visitor.post(`/admin/password${path}`, body);

describe('who is no administrator', () => {
  const ROUTES = ['/find', ...CHANGE_PATHS, '/nothing'];

  test.each([
    ['a signed-in person', { [SIGNED_IN_AS]: 'alice' }],
    ['a stranger', {}],
  ])('%s is refused on every route before any store is asked', async (_who, headers) => {
    const visitor = new Visitor(app.admin, headers as Record<string, string>);
    for (const path of ['', '/', ...ROUTES]) {
      const response = await visitor.get(`/admin/password${path}`);
      expect(response.status, path).toBe(403);
      expect(await response.text()).toContain('This page is for administrators');
    }
    for (const path of ROUTES) {
      const body = { identifier: 'alice', newPassword: NEW_PASSWORD, ...about('alice') };
      expect((await post(visitor, path, body, false)).status, path).toBe(403);
      const json = await post(visitor, path, body, true);
      expect(json.status, path).toBe(403);
      expect(await json.json()).toEqual({ ok: false, reason: 'not_allowed' });
      expect((await visitor.postJson(`/admin/password${path}`, '{"')).status).toBe(403);
    }
    expect(app.calls).toEqual([]);
    const css = /href="([^"]+\.css)"/.exec(
      await (await visitor.get('/admin/password')).text(),
    )?.[1];
    expect((await visitor.get(css ?? '')).status).toBe(200);
  });

  test('nor is anybody let in by what a host’s function answers instead of null', async () => {
    for (const nobody of [undefined, false, '']) {
      app = await startAdminApp({ admin: { authorizeAdmin: () => nobody as never } });
      expect((await app.root.get('/admin/password')).status).toBe(403);
    }
    app = await startAdminApp({
      admin: { authorizeAdmin: () => Promise.reject(new Error('down')) },
    });
    expect((await app.root.get('/admin/password')).status).toBe(500);
    expect(app.errors).toMatchObject([{ message: 'down' }]);
  });
});

describe.each(CHANGE_PATHS)('attack 47: %s', (path) => {
  const { accountKey } = about('alice');

  test.each([
    ['without a password', {}, 400],
    ['with an empty one', { yourPassword: '' }, 400],
    ['with a wrong one', { yourPassword: 'not this one at all' }, 403],
    ['with the account’s own', { yourPassword: OLD_PASSWORD }, 403],
    ['with one that nobody can have', { yourPassword: 'a\0b' }, 403],
  ])('%s changes nothing', async (_with, given, status) => {
    const stillOpen = await app.openSession('alice');
    const before = await stateOf();
    const fields = { accountKey, ...CHANGES[path], ...given };
    const json = await post(app.root, path, fields, true);
    expect(json.status).toBe(status);
    const form = await post(app.root, path, fields, false);
    expect(form.status).toBe(status);
    const page = await form.text();
    expect(page).toMatch(
      new RegExp(`id="${path.slice(1)}-your-password"[^>]* aria-invalid="true"`),
    );
    expect(page).not.toContain('class="notice"');
    expect(await stateOf()).toEqual(before);
    expect(await stillOpen()).toBe(true);
  });

  test('with a list of passwords changes nothing', async () => {
    const before = await stateOf();
    const fields = { accountKey, ...CHANGES[path] };
    const twice = `${formOf({ ...fields, yourPassword: ADMIN_PASSWORD })}&yourPassword=x`;
    const form = await app.root.post(`/admin/password${path}`, twice);
    expect(form.status).toBe(400);
    const list = { ...fields, yourPassword: [ADMIN_PASSWORD] };
    expect((await app.root.postJson(`/admin/password${path}`, list)).status).toBe(400);
    expect(await stateOf()).toEqual(before);
  });
});

test('attack 47: guesses of the administrator’s password are counted, and then none is right', async () => {
  const before = await stateOf();
  for (let guess = 0; guess < 10; guess += 1)
    await post(app.root, '/ticket', { ...about('alice'), yourPassword: `guess ${guess}` }, true);
  for (const json of [true, false]) {
    const response = await post(app.root, '/ticket', about('alice'), json);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.text()).not.toContain('token=');
  }
  expect(await stateOf()).toEqual(before);
});

test('attack 48: who acts comes from the host’s session, never from a field', async () => {
  const fields = { admin: 'alice', actor: 'alice', adminId: 'alice', accountId: 'bob', id: 'bob' };
  const body = { ...about('alice'), ...fields, newPassword: NEW_PASSWORD };
  expect((await post(app.root, '/set-password', body, true)).status).toBe(200);
  expect(await app.signsIn('bob@example.com', OLD_PASSWORD)).toBe('ok');
  expect(await app.signsIn('alice@example.com', NEW_PASSWORD)).toBe('ok');
  const changed = app.events.find(({ type }) => type === 'password.changed');
  expect(changed).toMatchObject({ accountKey: 'alice', context: { actor: 'admin:root' } });
});

test.each([
  ['too_short', 'tiny'],
  ['common_password', 'passwordpassword'],
  ['contains_account_data', 'alice@example.com'],
  ['too_long', 'x'.repeat(129)],
])(
  'attack 45: the policy’s %s applies to an administrator’s password, too',
  async (code, newPassword) => {
    const before = await stateOf();
    const json = await post(app.root, '/set-password', { ...about('alice'), newPassword }, true);
    expect(json.status).toBe(422);
    const { violations } = (await json.json()) as { violations: { code: string }[] };
    expect(violations.map((violation) => violation.code)).toContain(code);
    const form = await post(app.root, '/set-password', { ...about('alice'), newPassword }, false);
    expect(form.status).toBe(422);
    expect(partOf(await form.text(), 'fault')).not.toBe('');
    expect(await stateOf()).toEqual(before);
  },
);

test('attack 50: a set password ends every session of the account', async () => {
  const [one, two] = [await app.openSession('alice'), await app.openSession('alice')];
  await post(app.root, '/set-password', { ...about('alice'), newPassword: NEW_PASSWORD }, false);
  expect([await one(), await two()]).toEqual([false, false]);
});

test('attack 24: a link of before dies with the password that is set', async () => {
  const token = await app.mailedToken('alice@example.com');
  await post(app.root, '/set-password', { ...about('alice'), newPassword: NEW_PASSWORD }, true);
  const redeemed = await app.passwords.redeemTicket({ token, newPassword: `${NEW_PASSWORD}!` });
  expect(redeemed.ok).toBe(false);
});

test('attack 61: a post that another site caused is refused, the right password in it or not', async () => {
  const before = await stateOf();
  for (const path of ['/find', ...CHANGE_PATHS] as const)
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      const body = {
        identifier: 'alice',
        ...about('alice'),
        ...CHANGES['/set-password'],
        reason: 'policy',
      };
      const url = `/admin/password${path}`;
      const form = await app.root.post(url, body, { 'sec-fetch-site': 'none', ...headers });
      const json = await app.root.postJson(url, body, headers);
      expect([form.status, json.status], path).toEqual([403, 403]);
      expect(await json.json()).toEqual({ ok: false, reason: 'origin_refused' });
    }
  expect(await stateOf()).toEqual(before);
});

test('attacks 56, 57, 60: no answer holds a hash, and no token but the one that was asked for', async () => {
  const answers: string[] = [];
  const forms = { identifier: 'alice', reason: 'policy', newPassword: NEW_PASSWORD };
  for (const path of ['/find', ...CHANGE_PATHS] as const)
    for (const json of [true, false]) {
      const response = await post(app.root, path, { ...about('alice'), ...forms }, json);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('location')).toBeNull();
      const text = `${inspect([...response.headers])}${await response.text()}`;
      expect(text).not.toMatch(/argon2|passwordHash|password_hash/);
      expect(text).not.toContain(ADMIN_PASSWORD);
      expect(text).not.toContain(NEW_PASSWORD);
      if (path === '/ticket') expect(text.match(/token=[\w-]{43}/g)).toHaveLength(1);
      else expect(text).not.toMatch(/token=|[\w-]{43}/);
      answers.push(text);
    }
  const told = inspect(app.events, { depth: null }) + JSON.stringify(app.events);
  const tokens = answers.join().match(/token=([\w-]{43})/g) ?? [];
  expect(tokens).toHaveLength(2);
  for (const token of tokens) expect(told).not.toContain(token.slice(6));
  expect(told).not.toContain(ADMIN_PASSWORD);
});

test('attack 58: what was typed and what is stored come out as text', async () => {
  const evil = '"><script>alert(1)</script>';
  const people = { displayName: evil, identityProvider: evil };
  await app.stores.accounts.add({ id: evil, email: 'mallory@example.com', ...people });
  const pages = [
    await post(app.root, '/find', { identifier: 'mallory@example.com' }, false),
    await post(app.root, '/find', { identifier: `${evil}!` }, false),
    await post(app.root, '/ticket', about(evil), false),
    await post(app.root, '/set-password', { ...about('alice'), newPassword: evil }, false),
    await post(app.root, '/require-change', { ...about('alice'), reason: evil }, false),
  ];
  for (const response of pages) {
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await response.text()).match(/<script/g)).toHaveLength(1);
  }
});

test('attack 39: a megabyte of password is refused before it is read', async () => {
  const body = { ...about('alice'), newPassword: 'x'.repeat(1_000_000) };
  for (const json of [true, false])
    expect((await post(app.root, '/set-password', body, json)).status).toBe(413);
  expect(app.calls).toEqual([]);
});

test.each([true, {}, 1, 'yes', [], { accountId: '' }, { accountId: null }])(
  'authorizeAdmin that answers %j lets nobody in',
  async (answer) => {
    const app = await startAdminApp({ admin: { authorizeAdmin: () => answer as never } });
    expect((await app.root.get('/admin/password')).status).toBe(403);
    const found = await app.root.postJson('/admin/password/find', {
      identifier: 'alice@example.com',
    });
    expect(found.status).toBe(403);
    expect(app.calls).toEqual([]);
  },
);

test.each([true, undefined, { ok: 'no' }, { ok: 1 }, {}])(
  'reauthenticate that answers %j is no yes',
  async (answer) => {
    const app = await startAdminApp({ admin: { reauthenticate: async () => answer as never } });
    const body = { accountKey: 'alice', yourPassword: 'x', reason: 'expired' };
    const refused = await app.root.postJson('/admin/password/require-change', body);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ reason: 'wrong_password' });
  },
);
