import { afterEach, describe, expect, test } from 'vitest';
import {
  type App,
  KEYS,
  NEW_PASSWORD,
  OLD_PASSWORD,
  ORIGIN,
  PUBLIC_URL,
  SIGNED_IN_AS,
  startApp,
} from './support/app.js';
import { MOUNTS } from './support/mounts.js';
import { EVIL, FORM, JSON_TYPE, post, type Served, speak } from './support/serve.js';

let app: App;
let served: Served | undefined;

afterEach(async () => {
  await served?.close();
  served = undefined;
});

describe.each(Object.entries(MOUNTS))('%s', (name, mount) => {
  async function start(publicUrl = PUBLIC_URL): Promise<string> {
    app = await startApp({ publicUrl, service: { keys: KEYS } });
    served = await mount(app, publicUrl);
    return served.base;
  }

  test.each(['/password', '/a/b/password', ...(name.startsWith('Nest') ? [] : [''])])(
    'under "%s", forms and JSON arrive as they were sent',
    async (path) => {
      const base = (await start(`${ORIGIN}${path}`)) + path;
      const json = await post(`${base}/forgot`, '{"identifier":"bob@example.com"}', JSON_TYPE);
      expect([json.status, await json.json()]).toEqual([200, { ok: true }]);
      const form = await post(`${base}/forgot`, 'identifier=alice%40example.com', FORM);
      expect([form.status, form.headers.get('location')]).toEqual([303, `${path}/check-mail`]);
      expect(await form.text()).toBe('');
      await app.passwords.drainOutbox();
      expect(app.mails.map(({ to }) => to).sort()).toEqual([
        'alice@example.com',
        'bob@example.com',
      ]);

      const page = await fetch(`${base}/forgot?ui=1`);
      expect([page.status, page.headers.get('content-type')]).toEqual([
        200,
        'text/html; charset=UTF-8',
      ]);
      expect(await page.text()).toContain(`action="${path}/forgot"`);
      expect((await fetch(base || `${base}/`, { redirect: 'manual' })).status).toBe(303);
      expect((await fetch(`${base}/nothing`)).status).toBe(404);
    },
  );

  test('a password keeps every character', async () => {
    const base = await start();
    const token = await app.mailedToken('alice@example.com');
    const newPassword = ' ünïcode & spaces = 100% + 👍 ';
    const body = new URLSearchParams({ token, newPassword }).toString();
    expect((await post(`${base}/password/reset`, body, FORM)).status).toBe(303);
    const signIn = await app.passwords.authenticate({
      identifier: 'alice@example.com',
      password: newPassword,
    });
    expect(signIn.ok).toBe(true);
  });

  test.each([
    ['identifier=alice%40example.com&identifier=evil%40example.net', FORM],
    ['identifier[0]=alice%40example.com', FORM],
    ['identifier[$ne]=x', FORM],
    ['{"identifier":["alice@example.com"]}', JSON_TYPE],
    ['{"identifier":{"$ne":null}}', JSON_TYPE],
    ['[]', JSON_TYPE],
    ['{"', JSON_TYPE],
    ['', JSON_TYPE],
  ])('attack 2: %s is refused, not flattened', async (body, type) => {
    const base = await start();
    expect((await post(`${base}/password/forgot`, body, type)).status).toBe(400);
    expect(app.calls).toEqual([]);
  });

  test('too much, another type, no type, another method: 413, 415, 405', async () => {
    const base = await start();
    const big = JSON.stringify({ identifier: 'x'.repeat(16 * 1024) });
    const tooMuch = await post(`${base}/password/forgot`, big, JSON_TYPE);
    expect([tooMuch.status, tooMuch.headers.get('connection')]).toEqual([413, 'close']);
    for (const type of ['text/plain', 'no type at all', null])
      expect((await post(`${base}/password/forgot`, 'x=1', type)).status, `${type}`).toBe(415);
    const put = await fetch(`${base}/password/forgot`, { method: 'PUT' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    const trace = await speak(base, 'TRACE /password/forgot', { host: 'app.example' });
    expect(trace).toMatch(/^HTTP\/1.1 405 [\s\S]*\r\nallow: GET, HEAD, POST\r/i);
    const head = await fetch(`${base}/password/forgot`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('the native request tells who is signed in', async () => {
    const base = await start();
    const body = JSON.stringify({ currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD });
    expect((await post(`${base}/password/change`, body, JSON_TYPE)).status).toBe(401);
    const headers = { [SIGNED_IN_AS]: 'alice' };
    const changed = await post(`${base}/password/change`, body, JSON_TYPE, headers);
    expect(await changed.json()).toEqual({ ok: true });
  });

  test('what is not below publicUrl is left to the host', async () => {
    const base = await start();
    for (const path of ['/', '/elsewhere', '/passwords/forgot'])
      expect((await fetch(base + path)).status, path).toBe(418);
  });

  test('attack 7: no header steers a URL, and no host in the request line', async () => {
    const base = await start();
    const body = 'identifier=alice%40example.com';
    const headers = { ...EVIL, 'content-type': FORM, 'content-length': String(body.length) };
    const asked = await speak(base, 'POST /password/forgot', headers, body);
    expect(asked).toContain('303 See Other');
    expect(asked).toMatch(/location: \/password\/check-mail\r/i);
    await app.passwords.drainOutbox();
    const [mail] = app.mails;
    const url = mail && 'url' in mail ? mail.url : '';
    expect(url).toMatch(/^https:\/\/app\.example\/password\/reset\?token=/);

    const moved = await speak(base, `GET /password/reset${new URL(url).search}`, EVIL);
    expect(moved).toMatch(/location: \/password\/reset\/[\w-]{22}\r/i);
    expect(moved).toMatch(/Path=\/password\/reset; HttpOnly; Secure/);
    const wantsCode = `${body}&deliver=code`;
    const length = { 'content-length': String(wantsCode.length) };
    const coded = await speak(base, 'POST /password/forgot', { ...headers, ...length }, wantsCode);
    expect(coded).toMatch(/location: \/password\/code\/[\w-]{22}\r/i);
    expect(coded).toMatch(/Path=\/password\/code; HttpOnly; Secure/);
    const noticed = await speak(base, `GET /password/disavow?token=${'A'.repeat(43)}`, EVIL);
    expect(noticed).toMatch(/location: \/password\/disavow\/[\w-]{22}\r/i);
    const page = await speak(base, 'GET /password/forgot', EVIL);
    const absolute = await speak(base, 'GET http://evil.example/password/forgot', EVIL);
    expect(absolute).toMatch(/action="\/password\/forgot"|^HTTP\/1.1 4/);
    for (const answer of [asked, moved, coded, noticed, page, absolute])
      expect(answer).not.toContain('evil');
  });

  test('attack 61: a post of another site is refused', async () => {
    const base = await start();
    const body = JSON.stringify({ currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD });
    for (const by of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const headers = { [SIGNED_IN_AS]: 'alice', ...by } as Record<string, string>;
      expect((await post(`${base}/password/change`, body, JSON_TYPE, headers)).status).toBe(403);
    }
  });
});
