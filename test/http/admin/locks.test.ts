import { beforeEach, expect, test } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD, STOLEN_PASSWORD } from '../support/app.js';
import { Visitor } from '../support/visitor.js';
import { type AdminApp, about, partOf, startAdminApp } from './support/admin-app.js';

let app: AdminApp;

beforeEach(async () => {
  app = await startAdminApp();
});

const alice = 'alice@example.com';
const pageOf = async (accountKey: string) =>
  (await app.root.post('/admin/password/find', { accountKey })).text();
const byForm = async (path: string, fields: Record<string, string> = {}) => {
  const answer = await app.root.post(`/admin/password${path}`, { ...about('alice'), ...fields });
  return { status: answer.status, page: await answer.text() };
};

test('a lock ends sessions and links, and the password opens nothing until it is unlocked', async () => {
  const stillOpen = await app.openSession('alice');
  const token = await app.mailedToken(alice);
  const { page } = await byForm('/lock');
  expect(partOf(page, 'notice')).toBe('The password is locked.');
  expect(page).toContain('<dd>An administrator has locked the password</dd>');
  expect(page).toContain('action="/admin/password/unlock"');
  expect(page).not.toContain('action="/admin/password/lock"');
  expect(await stillOpen()).toBe(false);
  expect(await app.signsIn(alice, OLD_PASSWORD)).toBe('reset_required');
  const visitor = new Visitor(app.handler);
  expect((await visitor.postJson('/password/inspect', { token })).status).toBe(410);
  await app.passwords.drainOutbox();
  expect(app.mails.filter(({ kind }) => kind === 'operator_lock')).toEqual([]);

  const unlocked = await byForm('/unlock');
  expect(partOf(unlocked.page, 'notice')).toBe('The password is unlocked.');
  expect(await app.signsIn(alice, OLD_PASSWORD)).toBe('ok');
  expect(await stillOpen(), 'what ended stays ended').toBe(false);
});

test('the owner is mailed the way back where that is ticked, as it is at first', async () => {
  expect(await pageOf('alice')).toMatch(/name="notify" value="on" checked>[^<]*Mail the person/);
  await byForm('/lock', { notify: 'on' });
  await app.passwords.drainOutbox();
  const mail = app.mails.at(-1);
  if (mail?.kind !== 'operator_lock') throw new Error('no mail came');
  expect(mail.context, 'and nothing of the administrator').toMatchObject({ userAgent: null });
  const token = new URL(mail.url).searchParams.get('token') ?? '';
  const visitor = new Visitor(app.handler);
  const body = { token, newPassword: NEW_PASSWORD };
  expect((await visitor.postJson('/password/reset', body)).status).toBe(200);
  expect(await app.signsIn(alice, NEW_PASSWORD)).toBe('ok');
});

test('as JSON: what became of the sessions, and a flag that must be one', async () => {
  const lock = (body: object) =>
    app.root.postJson('/admin/password/lock', { ...about('alice'), ...body });
  for (const notify of ['on', 1, null, []]) expect((await lock({ notify })).status).toBe(400);
  expect(await app.signsIn(alice, OLD_PASSWORD)).toBe('ok');
  const done = await lock({ notify: false });
  expect(await done.json()).toEqual({ ok: true, sessions: 'revoked' });
  const event = app.events.find(({ type }) => type === 'password.locked');
  expect(event).toMatchObject({ accountKey: 'alice', context: { actor: 'admin:root' } });
});

test('what is not locked cannot be unlocked, and what has no password not be locked', async () => {
  const { status, page } = await byForm('/unlock');
  expect(status).toBe(409);
  expect(partOf(page, 'summary')).toContain('is not locked');
  for (const [accountKey, reason] of [
    ['newcomer', 'no_password'],
    ['carol', 'identity_provider_account'],
  ] as const) {
    expect(await pageOf(accountKey)).not.toContain('action="/admin/password/lock"');
    const refused = await app.root.postJson('/admin/password/lock', about(accountKey));
    expect([refused.status, await refused.json()]).toEqual([409, { ok: false, reason }]);
  }
});

/** The version of a page's form to unlock. */
const shownVersion = (page: string) =>
  /action="\/admin\/password\/unlock"[\s\S]*?name="credentialsVersion" value="(\d+)"/.exec(
    page,
  )?.[1] ?? '';

test('a form that shows another lock than there is by now unlocks nothing', async () => {
  const visitor = new Visitor(app.handler);
  const token = await app.disavowalToken();
  await byForm('/lock');
  const credentialsVersion = shownVersion(await pageOf('alice'));
  expect(credentialsVersion).toBe('2');
  await visitor.postJson('/password/disavow', { token, address: alice });

  const refused = await byForm('/unlock', { credentialsVersion });
  expect(refused.status).toBe(409);
  expect(partOf(refused.page, 'summary')).toContain('changed a moment ago');
  expect(refused.page).toContain('The owner has said that a change was not theirs');
  expect(shownVersion(refused.page), 'what there is now').toBe('3');
  const asJson = await app.root.postJson('/admin/password/unlock', {
    ...about('alice'),
    credentialsVersion: Number(credentialsVersion),
  });
  expect([asJson.status, await asJson.json()]).toEqual([
    409,
    { ok: false, reason: 'changed_meanwhile' },
  ]);
  expect(await app.signsIn(alice, STOLEN_PASSWORD)).toBe('reset_required');

  const seenNow = { credentialsVersion: shownVersion(refused.page) };
  expect((await byForm('/unlock', seenNow)).status).toBe(200);
  expect(await app.signsIn(alice, STOLEN_PASSWORD)).toBe('ok');
});

test('nor does one that shows an earlier lock of the same kind', async () => {
  const { page } = await byForm('/lock');
  const first = { credentialsVersion: shownVersion(page) };
  expect((await byForm('/unlock', first)).status).toBe(200);
  const again = await byForm('/lock');
  expect((await byForm('/unlock', first)).status).toBe(409);
  expect(await app.signsIn(alice, OLD_PASSWORD)).toBe('reset_required');

  const found = await app.root.postJson('/admin/password/find', { accountKey: 'alice' });
  const { accounts } = (await found.json()) as { accounts: { credentialsVersion: number }[] };
  expect(String(accounts[0]?.credentialsVersion)).toBe(shownVersion(again.page));
  const body = { ...about('alice'), credentialsVersion: accounts[0]?.credentialsVersion };
  expect((await app.root.postJson('/admin/password/unlock', body)).status).toBe(200);
  expect(await app.signsIn(alice, OLD_PASSWORD)).toBe('ok');
});

test('a version that is none unlocks nothing', async () => {
  await byForm('/lock');
  for (const [credentialsVersion, code] of [
    ['', 'invalid_type'],
    ['1', 'invalid_type'],
    [null, 'invalid_type'],
    [[1], 'invalid_type'],
    [true, 'invalid_type'],
    [1.5, 'invalid_type'],
    [2 ** 53, 'invalid_type'],
    [-1, 'out_of_range'],
  ]) {
    const body = { ...about('alice'), credentialsVersion };
    const answer = await app.root.postJson('/admin/password/unlock', body);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { ok: false, reason: 'invalid_input', issues: [{ path: 'credentialsVersion', code }] },
    ]);
  }
  for (const credentialsVersion of [
    '',
    ' 1',
    '+1',
    '-1',
    '01',
    '1.0',
    '1e0',
    '0x1',
    'NaN',
    '9'.repeat(16),
    '9'.repeat(400),
  ])
    expect((await byForm('/unlock', { credentialsVersion })).status).toBe(400);
  const twice = await app.root.post(
    '/admin/password/unlock',
    `${new URLSearchParams(about('alice'))}&credentialsVersion=1&credentialsVersion=1`,
  );
  expect(twice.status).toBe(400);
  expect(await app.signsIn(alice, OLD_PASSWORD)).toBe('reset_required');
});

test('a disavowed change shows as such, and whether links still help', async () => {
  const visitor = new Visitor(app.handler);
  const token = await app.disavowalToken();
  await visitor.postJson('/password/disavow', { token, address: alice });
  const page = await pageOf('alice');
  expect(page).toContain('The owner has said that a change was not theirs');
  expect(page).toContain('action="/admin/password/send-reset"');
});
