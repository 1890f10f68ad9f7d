import { beforeEach, describe, expect, test } from 'vitest';
import { NEW_PASSWORD, STOLEN_PASSWORD } from '../support/app.js';
import { Visitor } from '../support/visitor.js';
import { type AdminApp, about, partOf, startAdminApp } from './support/admin-app.js';
import { bringIntoDispute, move, noticeTo } from './support/dispute.js';

let app: AdminApp;

const alice = 'alice@example.com';
const THIEF = 'thief@evil.example';

beforeEach(async () => {
  app = await startAdminApp();
});

const stateOf = async (accountKey: string) => {
  const { version, changeRequired } = await app.stores.credentials.read(accountKey);
  return { version, changeRequired };
};
const pageOf = async (accountKey: string) =>
  (await app.root.post('/admin/password/find', { accountKey })).text();
const offered = (page: string) =>
  [...page.matchAll(/action="\/admin\/password(\/[\w-]+)"/g)].map(([, path]) => path);
const shownVersion = (page: string) =>
  /action="\/admin\/password\/end-dispute"[\s\S]*?name="credentialsVersion" value="(\d+)"/.exec(
    page,
  )?.[1] ?? '';
const byForm = async (path: string, fields: Record<string, string>, accountKey = 'alice') => {
  const body = { ...about(accountKey), ...fields };
  const answer = await app.root.post(`/admin/password${path}`, body);
  return { status: answer.status, page: await answer.text() };
};
const asJson = async (path: string, fields: object, accountKey = 'alice') => {
  const body = { ...about(accountKey), ...fields };
  const answer = await app.root.postJson(`/admin/password${path}`, body);
  return [answer.status, await answer.json()];
};
const refused = (reason: string) => [409, { ok: false, reason }];

/** Mails from here on. */
async function mailed(): Promise<readonly (readonly [kind: string, to: string])[]> {
  const before = app.mails.length;
  await app.passwords.drainOutbox();
  return app.mails.slice(before).map(({ kind, to }) => [kind, to]);
}

describe('an account in dispute', () => {
  beforeEach(() => bringIntoDispute(app, 'alice', THIEF));

  test('is offered the end of that, with the address that it is about, and no way in', async () => {
    const page = await pageOf('alice');
    expect(page).toContain('A change was disavowed from an address of before');
    expect(page).toContain('This account is in dispute');
    expect(offered(page)).toEqual(['/end-dispute', '/revoke-tickets', '/end-sessions']);
    const form = /<form[^>]*end-dispute"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
    expect(form).toContain('Go on only if this is the owner’s address');
    expect(form).toContain(`<bdi dir="ltr">${THIEF}</bdi>`);
    expect(form).toContain('A link to choose a new password goes there');
    expect(form).toContain('name="yourPassword"');
  });

  test('is given back at the address that was put right, and its owner mailed the way in', async () => {
    const thiefs = new Visitor(app.handler);
    const his = await noticeTo(app, THIEF);
    await app.stores.accounts.update('alice', { email: alice });
    const shown = await pageOf('alice');
    expect(/<form[^>]*end-dispute"[\s\S]*?<\/form>/.exec(shown)?.[0]).toContain(alice);
    const credentialsVersion = shownVersion(shown);
    const { status, page } = await byForm('/end-dispute', { credentialsVersion });
    expect(status).toBe(200);
    expect(partOf(page, 'notice')).toContain('The dispute is ended.');
    expect(page).toContain('<dd>An administrator has locked the password</dd>');
    expect(await stateOf('alice')).toMatchObject({ changeRequired: 'locked' });
    for (const path of ['/set-password', '/ticket', '/unlock', '/send-reset'])
      expect(offered(page)).toContain(path);

    const context = { actor: 'admin:root' };
    const told = app.events.filter((event) => event.context.actor === 'admin:root');
    expect(told).toMatchObject([
      { type: 'ticket.revoked', accountKey: 'alice', context },
      { type: 'password.locked', accountKey: 'alice', reason: 'locked', context },
      { type: 'sessions.revoked', accountKey: 'alice', context },
    ]);
    const disavowed = await thiefs.postJson('/password/disavow', { token: his, address: THIEF });
    expect(disavowed.status, 'what the thief has is dead').toBe(410);
    expect(await mailed()).toEqual([['operator_lock', alice]]);
    const mail = app.mails.at(-1);
    const token = new URL(mail?.kind === 'operator_lock' ? mail.url : '').searchParams.get('token');
    const redeemed = await app.passwords.redeemTicket({
      token: token ?? '',
      newPassword: NEW_PASSWORD,
    });
    expect(redeemed.ok).toBe(true);
    expect(await app.signsIn(alice, NEW_PASSWORD)).toBe('ok');
  });

  test('as JSON: what became of the sessions', async () => {
    const stillOpen = await app.openSession('alice');
    const { version } = await stateOf('alice');
    expect(await asJson('/end-dispute', { credentialsVersion: version })).toEqual([
      200,
      { ok: true, sessions: 'revoked' },
    ]);
    expect(await stillOpen()).toBe(false);
    expect(await mailed()).toEqual([['operator_lock', THIEF]]);
    expect(await asJson('/end-dispute', { credentialsVersion: version + 1 })).toEqual(
      refused('not_disputed'),
    );
  });

  test('that was moved since it was shown stays so, and its owner’s links are as good as before', async () => {
    const before = shownVersion(await pageOf('alice'));
    await move(app, 'alice', 'thief@worse.example');
    const state = await stateOf('alice');
    const hers = await noticeTo(app, THIEF);
    app.events.length = 0;
    const late = await byForm('/end-dispute', { credentialsVersion: before });
    expect(late.status).toBe(409);
    expect(partOf(late.page, 'summary')).toContain('changed a moment ago');
    expect(late.page, 'what there is now, to be looked at').toContain('thief@worse.example</bdi>');
    expect(shownVersion(late.page)).toBe(String(state.version));
    const stale = { credentialsVersion: Number(before) };
    expect(await asJson('/end-dispute', stale)).toEqual(refused('changed_meanwhile'));
    expect(await byForm('/end-dispute', {})).toMatchObject({ status: 409 });
    expect(await stateOf('alice')).toEqual(state);
    expect(state.changeRequired).toBe('disputed');
    expect(await mailed()).toEqual([]);
    expect(app.events.map(({ type }) => type)).not.toContain('ticket.revoked');
    const address = THIEF;
    expect(await app.passwords.inspectDisavowal({ token: hers })).toMatchObject({ ok: true });
    expect(await app.passwords.disavowChange({ token: hers, address })).toMatchObject({ ok: true });
  });

  test('that is moved at the last moment stays so as well', async () => {
    const { version } = await stateOf('alice');
    const service = app;
    const passwords = new Proxy(service.passwords, {
      get(target, name) {
        const value = Reflect.get(target, name, target) as unknown;
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          if (name === 'lock') await move(service, 'alice', 'thief@worse.example');
          return value.apply(target, args);
        };
      },
    });
    const { admin } = await startAdminApp({ admin: { passwords } });
    app = { ...service, root: new Visitor(admin, app.root.headers) };
    expect(await asJson('/end-dispute', { credentialsVersion: version })).toEqual(
      refused('changed_meanwhile'),
    );
    expect(await stateOf('alice')).toMatchObject({ changeRequired: 'disputed' });
    expect((await mailed()).map(([kind]) => kind)).not.toContain('operator_lock');
  });

  test('needs the administrator’s own password, and a version', async () => {
    const state = await stateOf('alice');
    const hers = { credentialsVersion: String(state.version) };
    const wrong = await byForm('/end-dispute', { ...hers, yourPassword: STOLEN_PASSWORD });
    expect(wrong.status).toBe(403);
    expect(partOf(wrong.page, 'summary')).toContain('This is not your own password');
    for (const [credentialsVersion, code] of [
      [undefined, 'required'],
      [null, 'invalid_type'],
      [hers.credentialsVersion, 'invalid_type'],
      [[state.version], 'invalid_type'],
      [-1, 'out_of_range'],
    ])
      expect(await asJson('/end-dispute', { credentialsVersion })).toEqual([
        400,
        { ok: false, reason: 'invalid_input', issues: [{ path: 'credentialsVersion', code }] },
      ]);
    for (const credentialsVersion of ['', ` ${hers.credentialsVersion}`, 'x', '1e0'])
      expect((await byForm('/end-dispute', { credentialsVersion })).status).toBe(409);
    expect(await stateOf('alice')).toEqual(state);
    expect(await mailed()).toEqual([]);
  });

  test.each([
    ['/set-password', { newPassword: NEW_PASSWORD }],
    ['/ticket', {}],
    ['/invite', {}],
    ['/send-reset', {}],
    ['/unlock', {}],
  ] as const)('%s is refused, as from a page that was opened before', async (path, fields) => {
    const state = await stateOf('alice');
    expect(await asJson(path, fields)).toEqual(refused('in_dispute'));
    const { status, page } = await byForm(path, fields);
    expect(status).toBe(409);
    expect(partOf(page, 'summary')).toContain('This account is in dispute');
    expect(page).not.toContain('class="notice"');
    expect(offered(page)).not.toContain(path);
    expect(await stateOf('alice')).toEqual(state);
    expect(await mailed()).toEqual([]);
  });

  test('without an address names nobody, and says what is missing', async () => {
    await app.stores.accounts.update('alice', { email: null });
    const state = await stateOf('alice');
    const page = await pageOf('alice');
    expect(offered(page)).not.toContain('/end-dispute');
    expect(page).toContain('This account has no e-mail address.');
    expect(await asJson('/end-dispute', { credentialsVersion: state.version })).toEqual(
      refused('no_address'),
    );
    expect(await stateOf('alice')).toEqual(state);
  });
});

test('one that is not in dispute is neither offered its end nor locked by it', async () => {
  const open = await stateOf('alice');
  const fields = { credentialsVersion: open.version };
  expect(offered(await pageOf('alice'))).not.toContain('/end-dispute');
  expect(await asJson('/end-dispute', fields)).toEqual(refused('not_disputed'));
  const { page } = await byForm('/end-dispute', { credentialsVersion: '0' });
  expect(partOf(page, 'summary')).toContain('is not in dispute');
  expect(await stateOf('alice')).toEqual(open);
});

test.each([
  ['newcomer', 'A link to choose a new password goes there', ['operator_lock', THIEF]],
  ['carol', 'No link can be mailed there', undefined],
])('%s has no password, and a dispute ends all the same', async (accountKey, says, mail) => {
  await bringIntoDispute(app, accountKey, THIEF);
  const page = await pageOf(accountKey);
  expect(page).toContain(says);
  const fields = { credentialsVersion: shownVersion(page) };
  const done = await byForm('/end-dispute', fields, accountKey);
  expect(partOf(done.page, 'notice')).toContain('The dispute is ended.');
  expect(await stateOf(accountKey)).toMatchObject({ changeRequired: 'locked' });
  expect(await mailed()).toEqual(mail === undefined ? [] : [mail]);
});
