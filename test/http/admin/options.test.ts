import { adminHandler, allLanguages, german, html } from 'latchkey/http';
import { describe, expect, test } from 'vitest';
import { NEW_PASSWORD } from '../support/app.js';
import { ADMIN_URL, type AdminApp, about, startAdminApp } from './support/admin-app.js';

const accountPage = async ({ root }: AdminApp, query = '', headers = {}) =>
  (await root.post(`/admin/password/find${query}`, { identifier: 'alice' }, headers)).text();

describe('re-authentication of the host’s own', () => {
  const asked: unknown[] = [];
  const start = (answer: object | Error) =>
    startAdminApp({
      admin: {
        reauthenticate: async (admin, password, native) => {
          asked.push([admin.accountId, password, native instanceof Request]);
          if (answer instanceof Error) throw answer;
          return answer as { ok: true };
        },
      },
    });
  const ticket = (app: AdminApp) =>
    app.root.postJson('/admin/password/ticket', { ...about('alice'), yourPassword: '123456' });

  test('is asked with what was typed, instead of the password', async () => {
    const app = await start({ ok: true });
    expect((await ticket(app)).status).toBe(200);
    expect(asked.splice(0)).toEqual([['root', '123456', true]]);
  });

  test('refuses, and nothing is looked up', async () => {
    const wrong = await start({ ok: false, reason: 'wrong_password' });
    expect((await ticket(wrong)).status).toBe(403);
    expect(wrong.calls).toEqual([]);
    const throttled = await start({ ok: false, reason: 'throttled', retryAfterSeconds: 7 });
    const response = await ticket(throttled);
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    const broken = await start(new Error('away'));
    expect((await ticket(broken)).status).toBe(500);
    expect(broken.errors).toMatchObject([{ message: 'away' }]);
    asked.length = 0;
  });

  test('is never asked with what is no text', async () => {
    const app = await start({ ok: true });
    await app.root.postJson('/admin/password/ticket', { ...about('alice'), yourPassword: {} });
    await app.root.post('/admin/password/ticket', 'accountKey=alice&yourPassword=a&yourPassword=b');
    expect(asked).toEqual([]);
  });
});

test.each(allLanguages.map((texts) => [texts.lang, texts] as const))(
  'the page speaks %s, and stays in it',
  async (lang, texts) => {
    const page = await accountPage(await startAdminApp(), `?ui_locales=${lang}`);
    expect(page).toContain(`<html lang="${lang}" dir="${texts.dir}">`);
    for (const action of ['setPassword', 'requireChange', 'sendReset', 'endSessions'] as const)
      expect(page).toContain(`<h2>${texts.admin[action].heading}</h2>`);
    expect(page).toContain(`action="/admin/password/ticket?ui_locales=${lang}"`);
  },
);

test('an instant is written as the language has it, in UTC', async () => {
  const app = await startAdminApp();
  const body = { ...about('alice'), newPassword: NEW_PASSWORD };
  await app.root.postJson('/admin/password/set-password', body);
  const page = await accountPage(app, '', { 'accept-language': 'de' });
  expect(page).toMatch(/<time datetime="[^"]+Z">\d+\. [^<]+ UTC<\/time>/);
});

test('the page can be one of the application’s own, and gets out escaped', async () => {
  const app = await startAdminApp({
    admin: {
      pages: {
        admin: (_view, props) =>
          props.step === 'account'
            ? html`<h1>${props.account.displayName}</h1>${props.actions.join()}`
            : `<h1>${props.step}</h1>`,
      },
    },
  });
  await app.stores.accounts.update('alice', { displayName: '<b>Alice</b>' });
  expect(await accountPage(app)).toBe(
    '<h1>&lt;b&gt;Alice&lt;/b&gt;</h1>setPassword,requireChange,sendReset,ticketLink,revokeTickets,lock,endSessions',
  );
  expect(await (await app.root.get('/admin/password')).text()).toBe('&lt;h1&gt;find&lt;/h1&gt;');
});

test('who is refused is led to the sign-in page, where there is one', async () => {
  const app = await startAdminApp({ admin: { authorizeAdmin: () => null, loginUrl: '/login' } });
  const response = await app.root.get('/admin/password');
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('<a class="button" href="/login">');
});

test('sentences of one’s own take the place of ours', async () => {
  const yourPassword = { ...german.admin.yourPassword, label: 'Code aus der App' };
  const mine = { ...german, admin: { ...german.admin, yourPassword } };
  const page = await accountPage(await startAdminApp({ admin: { languages: [mine] } }));
  expect(page.match(/Code aus der App<\/label>/g)).toHaveLength(7);
});

test.each([
  ['authorizeAdmin', undefined],
  ['authorizeAdmin', { accountId: 'root' }],
  ['reauthenticate', true],
  ['publicUrl', 'password'],
  ['loginUrl', 'javascript:alert(1)'],
  ['pages', { administrator: () => '' }],
])('an option "%s" of %j is refused at construction', async (name, value) => {
  const { passwords } = await startAdminApp();
  const options = { passwords, publicUrl: ADMIN_URL, authorizeAdmin: () => null, [name]: value };
  expect(() => adminHandler(options as never)).toThrow(
    expect.objectContaining({
      code: 'ERR_INVALID_OPTION',
      message: expect.stringMatching(`"${name}.*of adminHandler`),
    }),
  );
});
