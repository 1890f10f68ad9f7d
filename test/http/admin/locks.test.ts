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

test('a form that shows another lock than there is by now unlocks nothing', async () => {
  const visitor = new Visitor(app.handler);
  const token = await app.disavowalToken();
  await byForm('/lock');
  const shown = (page: string) =>
    /action="\/admin\/password\/unlock"[\s\S]*?name="reason" value="(\w*)"/.exec(page)?.[1];
  const page = await pageOf('alice');
  expect(shown(page)).toBe('locked');
  await visitor.postJson('/password/disavow', { token, address: alice });

  const refused = await byForm('/unlock', { reason: 'locked' });
  expect(refused.status).toBe(409);
  expect(partOf(refused.page, 'summary')).toContain('changed a moment ago');
  expect(refused.page).toContain('The owner has said that a change was not theirs');
  expect(shown(refused.page), 'what there is now').toBe('disavowed');
  expect(refused.page, 'a choice of another form').toMatch(/value="administrative" checked/);
  const unlock = (reason: unknown) =>
    app.root.postJson('/admin/password/unlock', { ...about('alice'), reason });
  for (const reason of ['', 'expired', 1, ['locked']])
    expect((await unlock(reason)).status).toBe(400);
  const asJson = await unlock('locked');
  expect([asJson.status, await asJson.json()]).toEqual([
    409,
    { ok: false, reason: 'changed_meanwhile' },
  ]);
  for (const reason of ['', 'expired'])
    expect((await byForm('/unlock', { reason })).status).toBe(400);
  expect(await app.signsIn(alice, STOLEN_PASSWORD)).toBe('reset_required');

  expect((await byForm('/unlock', { reason: 'disavowed' })).status).toBe(200);
  expect(await app.signsIn(alice, STOLEN_PASSWORD)).toBe('ok');
});

test('a disavowed change shows as such, and whether links still help', async () => {
  const visitor = new Visitor(app.handler);
  const token = await app.disavowalToken();
  await visitor.postJson('/password/disavow', { token, address: alice });
  const page = await pageOf('alice');
  expect(page).toContain('The owner has said that a change was not theirs');
  expect(page).toContain('action="/admin/password/send-reset"');
});

test('a change that was disavowed from an address of before is an operator’s to settle', async () => {
  const visitor = new Visitor(app.handler);
  const token = await app.disavowalToken();
  await app.stores.accounts.update('alice', { email: 'thief@evil.example' });
  await visitor.postJson('/password/disavow', { token, address: alice });
  const page = await pageOf('alice');
  expect(page).toContain('A change was disavowed from an address of before');
  expect(page, 'the mail would go to the thief').not.toContain(
    'action="/admin/password/send-reset"',
  );
  expect(page, 'and the password may be the thief’s').not.toContain(
    'action="/admin/password/unlock"',
  );
});
