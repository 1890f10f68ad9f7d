import { hasher } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { statelessSessions } from 'latchkey/sessions';
import { beforeEach, describe, expect, test } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD } from '../support/app.js';
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

async function offeredTo(accountKey: string): Promise<string[]> {
  const page = await (await app.root.post('/admin/password/find', { accountKey })).text();
  const paths = [...page.matchAll(/action="\/admin\/password(\/[\w-]+)"/g)].map(([, path]) => path);
  return paths.filter((path) => path !== undefined);
}

/** The same by JSON and by form: status, reason, and the page's summary of faults. */
async function refusalOf(path: keyof typeof CHANGES, accountKey: string) {
  const body = { ...about(accountKey), ...CHANGES[path] };
  const json = await app.root.postJson(`/admin/password${path}`, body);
  const form = await app.root.post(`/admin/password${path}`, body);
  expect(form.status).toBe(json.status);
  const page = await form.text();
  expect(page).not.toContain('class="notice"');
  const { ok, reason } = (await json.json()) as { ok: boolean; reason: string };
  expect(ok).toBe(false);
  return { status: json.status, reason, said: partOf(page, 'summary') };
}

describe('an account of an identity provider', () => {
  test('is offered the mail that names the provider, and the end of its sessions', async () => {
    expect(await offeredTo('carol')).toEqual(['/send-reset', '/end-sessions']);
    const page = await (
      await app.root.post('/admin/password/find', { identifier: 'carol' })
    ).text();
    expect(page).toContain('<bdi>Google</bdi>');
    expect(page).toContain('This account signs in with its provider');
  });

  test.each(['/set-password', '/require-change', '/ticket'] as const)(
    'attack 49: %s is refused',
    async (path) => {
      const refusal = await refusalOf(path, 'carol');
      expect(refusal).toMatchObject({ status: 409, reason: 'identity_provider_account' });
      expect(refusal.said).toContain('signs in with its provider');
      expect((await app.stores.accounts.get('carol'))?.passwordHash).toBeNull();
    },
  );

  test('gets the mail', async () => {
    await app.root.postJson('/admin/password/send-reset', about('carol'));
    await app.passwords.drainOutbox();
    expect(app.mails).toMatchObject([{ kind: 'provider_account', identityProvider: 'Google' }]);
  });
});

describe('a disabled account', () => {
  test('is offered no mail and no link', async () => {
    expect(await offeredTo('disabled')).toEqual([
      '/set-password',
      '/require-change',
      '/revoke-tickets',
      '/lock',
      '/end-sessions',
    ]);
  });

  test.each(['/send-reset', '/ticket'] as const)('%s is refused', async (path) => {
    const refusal = await refusalOf(path, 'disabled');
    expect(refusal).toMatchObject({ status: 409, reason: 'account_disabled' });
    expect(refusal.said).toContain('This account is disabled.');
    await app.passwords.drainOutbox();
    expect(app.mails).toEqual([]);
  });
});

test('an account without a password has none to be changed', async () => {
  expect(await offeredTo('newcomer')).not.toContain('/require-change');
  const refusal = await refusalOf('/require-change', 'newcomer');
  expect(refusal).toMatchObject({ status: 409, reason: 'no_password' });
  expect(refusal.said).toContain('no password yet');
});

test('an account without an address is mailed nothing', async () => {
  await app.stores.accounts.add({ id: 'silent' });
  expect(await offeredTo('silent')).not.toContain('/send-reset');
  const refusal = await refusalOf('/send-reset', 'silent');
  expect(refusal).toMatchObject({ status: 409, reason: 'no_address' });
  expect(refusal.said).toContain('no e-mail address');
});

test.each(CHANGE_PATHS)('%s for an account that is gone says so, with the search', async (path) => {
  const refusal = await refusalOf(path, 'nobody');
  expect(refusal).toMatchObject({ status: 404, reason: 'account_not_found' });
  expect(refusal.said).toContain('There is no such account.');
});

test('without a store of sessions there is no form that ends them, and the post is refused', async () => {
  const { sessions: _none, ...stores } = memoryStores();
  await stores.accounts.add({
    id: 'root',
    email: 'root@example.com',
    passwordHash: await hasher().hash(ADMIN_PASSWORD),
  });
  await stores.accounts.add({ id: 'alice', email: 'alice@example.com' });
  app = await startAdminApp({ service: { stores } });
  expect(app.passwords.hasSessionStore).toBe(false);
  expect(await offeredTo('alice')).toEqual([
    '/set-password',
    '/send-reset',
    '/invite',
    '/ticket',
    '/revoke-tickets',
  ]);
  const refusal = await refusalOf('/end-sessions', 'alice');
  expect(refusal).toMatchObject({ status: 409, reason: 'no_session_store' });
  expect(refusal.said).toContain('cannot be ended from here');
  expect(app.errors).toEqual([]);
  const body = { ...about('alice'), newPassword: NEW_PASSWORD };
  const set = await app.root.postJson('/admin/password/set-password', body);
  expect(await set.json()).toEqual({ ok: true, sessions: 'not_configured' });
});

test('where nothing stores the sessions there is no form that ends them either', async () => {
  const stores = memoryStores();
  await stores.accounts.add({ id: 'root', passwordHash: await hasher().hash(ADMIN_PASSWORD) });
  await stores.accounts.add({ id: 'alice', email: 'alice@example.com' });
  app = await startAdminApp({ service: { stores: { ...stores, sessions: statelessSessions() } } });
  expect(await offeredTo('alice')).not.toContain('/end-sessions');
  const refusal = await refusalOf('/end-sessions', 'alice');
  expect(refusal).toMatchObject({ status: 409, reason: 'no_session_store' });
  expect(app.errors).toEqual([]);
});

test('attack 53: sessions that could not be ended are never passed over', async () => {
  const stores = memoryStores();
  const failing = { transactional: false, revoke: () => Promise.reject(new Error('away')) };
  await stores.accounts.add({ id: 'root', passwordHash: await hasher().hash(ADMIN_PASSWORD) });
  await stores.accounts.add({ id: 'alice', email: 'alice@example.com' });
  const sessions = { ...failing, restamp: async () => null };
  app = await startAdminApp({ service: { stores: { ...stores, sessions } } });
  const body = { ...about('alice'), newPassword: NEW_PASSWORD };
  const form = await app.root.post('/admin/password/set-password', body);
  expect(partOf(await form.text(), 'notice')).toContain('Not all sessions could be ended yet.');
  const again = { ...body, newPassword: `${NEW_PASSWORD}!` };
  const json = await app.root.postJson('/admin/password/set-password', again);
  expect(await json.json()).toEqual({ ok: true, sessions: 'revocation_pending' });
  const ended = await app.root.postJson('/admin/password/end-sessions', about('alice'));
  expect(ended.status).toBe(503);
});

test.each(CHANGE_PATHS)('bad input to %s is a clear 4xx, and no store is asked', async (path) => {
  const good = { ...about('alice'), ...CHANGES[path] };
  const bodies: unknown[] = [
    ...Object.keys(good).flatMap((name) =>
      [undefined, null, 7, {}, [], ['x'], true, '']
        // Which is a version.
        .filter((value) => value !== 7 || name !== 'credentialsVersion')
        .map((value) => ({ ...good, [name]: value })),
    ),
    { ...CHANGES[path], accountKey: 'alice' },
    [good],
    'alice',
    null,
  ];
  for (const body of bodies) {
    app.calls.length = 0;
    const response = await app.root.postJson(`/admin/password${path}`, JSON.stringify(body));
    expect(response.status, JSON.stringify(body)).toBe(400);
    expect(await response.json()).toMatchObject({ ok: false, reason: 'invalid_input' });
    expect(app.calls).toEqual([]);
  }
  const flags = { ...good, mustChange: 'on', notify: 1 };
  if (path === '/set-password')
    expect((await app.root.postJson(`/admin/password${path}`, flags)).status).toBe(400);
  expect((await app.root.get(`/admin/password${path}`)).status).toBe(405);
  const text = { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } };
  expect((await app.root.send(`/admin/password${path}`, text)).status).toBe(415);
});

test('a form with nonsense in it changes nothing, and says so on the account’s page', async () => {
  for (const more of [
    'mustChange=yes',
    'mustChange=on&mustChange=on',
    'notify=true',
    'newPassword=x',
  ]) {
    const body = `${new URLSearchParams({ ...about('alice'), newPassword: NEW_PASSWORD })}&${more}`;
    const response = await app.root.post('/admin/password/set-password', body);
    expect(response.status, more).toBe(400);
    expect(partOf(await response.text(), 'summary'), more).not.toBe('');
  }
  expect(await app.signsIn('alice@example.com', OLD_PASSWORD)).toBe('ok');
});
