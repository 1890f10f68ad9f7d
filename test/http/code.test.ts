import type { SecondFactor } from 'latchkey';
import { english } from 'latchkey/http';
import { beforeEach, describe, expect, test } from 'vitest';
import { type App, KEYS, NEW_PASSWORD, OLD_PASSWORD, startApp } from './support/app.js';
import { startCodeApp } from './support/code-app.js';
import { Visitor } from './support/visitor.js';

const identifier = 'alice@example.com';
let app: App;
let visitor: Visitor;
let now: Date;

beforeEach(async () => {
  now = new Date('2030-01-01T12:00:00Z');
  ({ app, visitor } = await startCodeApp(() => now));
});

const signsIn = async (password: string) =>
  (await app.passwords.authenticate({ identifier, password })).ok;

describe('a code on the pages', () => {
  test('leads by a cookie and a form to the new password', async () => {
    const { asked, location, flow } = await visitor.askForCode(identifier);
    expect(location).toMatch(/^\/password\/code\/[\w-]{22}$/);
    const [cookie = ''] = asked.headers.getSetCookie();
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/password/code'])
      expect(cookie.split('; ')).toContain(attribute);
    expect(cookie).toMatch(new RegExp(`^__Secure-latchkey-code-${flow}=[\\w-]{64};`));

    const page = await (await visitor.get(location)).text();
    expect(page).toContain('inputmode="numeric" autocomplete="one-time-code"');
    expect(page).toContain('10 minutes');
    expect(page).not.toContain('alice');
    const code = await app.mailedCode(identifier);
    const opened = await visitor.post('/password/code', { flow, code });
    expect(opened.status).toBe(303);
    expect(opened.headers.get('location')).toBe(`/password/reset/${flow}`);
    expect(opened.headers.getSetCookie().join()).toMatch(
      /Path=\/password\/reset; HttpOnly; Secure/,
    );
    const form = await (await visitor.get(`/password/reset/${flow}`)).text();
    expect(form).toContain('value="alice@example.com"');
    const done = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
    expect(done.headers.get('location')).toBe('/password/done');
    expect([await signsIn(NEW_PASSWORD), await signsIn(OLD_PASSWORD)]).toEqual([true, false]);

    const again = await visitor.post('/password/code', { flow, code });
    expect(again.status).toBe(410);
    expect(await again.text()).toContain(english.code.dead);
  });

  test.each([
    ['spaces', (code: string) => ` ${code.slice(0, 4)} ${code.slice(4)} `],
    ['dashes', (code: string) => [...code].join('-')],
    ['no-break spaces', (code: string) => [...code].join('\u00a0')],
    ['full-width digits', (code: string) => shifted(code, 0xff10)],
    ['Arabic-Indic digits', (code: string) => shifted(code, 0x0660)],
    ['Persian digits', (code: string) => shifted(code, 0x06f0)],
  ])('may be typed with %s', async (_what, spell) => {
    const { flow } = await visitor.askForCode(identifier);
    const code = spell(await app.mailedCode(identifier));
    expect((await visitor.post('/password/code', { flow, code })).status).toBe(303);
  });

  test.each([
    '',
    '   ',
    'abcdefgh',
    '1234567O',
    '１２３４５６７ｌ',
    '1234',
    '1'.repeat(64),
    '\0',
    '½',
  ])('typed as %j is refused, and costs no try', async (code) => {
    const { flow } = await visitor.askForCode(identifier);
    const right = await app.mailedCode(identifier);
    for (let turn = 0; turn < 6; turn += 1) {
      const refused = await visitor.post('/password/code', { flow, code });
      expect(refused.status).toBe(400);
      const page = await refused.text();
      expect(page).toContain(code === '' ? english.code.required : english.code.malformed);
      expect(page).toContain('aria-describedby="code-fault"');
    }
    expect((await visitor.post('/password/code', { flow, code: right })).status).toBe(303);
  });

  test('attack 58: what was typed does not come back', async () => {
    const { flow } = await visitor.askForCode(identifier);
    const evil = '"><script>alert(1)</script>';
    const page = await visitor.post('/password/code', { flow, code: evil });
    expect(await page.text()).not.toContain('alert(1)');
    const lost = await visitor.get(`/password/code/${encodeURIComponent(evil)}`);
    expect(await lost.text()).not.toContain('alert(1)');
  });

  test('of two tabs opens each its own account, and none the other one’s', async () => {
    const alice = await visitor.askForCode(identifier);
    const code = await app.mailedCode(identifier);
    const bob = await visitor.askForCode('bob@example.com');
    const ofBob = await app.mailedCode('bob@example.com');
    const crossed = await visitor.post('/password/code', { flow: bob.flow, code });
    expect(crossed.status).toBe(400);
    expect((await visitor.post('/password/code', { flow: alice.flow, code })).status).toBe(303);
    const swapped = { flow: bob.flow, code: ofBob };
    expect((await visitor.post('/password/code', swapped)).status).toBe(303);
    const form = await (await visitor.get(`/password/reset/${bob.flow}`)).text();
    expect(form).toContain('bob@example.com');
  });

  test('opens nothing in another browser, which is told to ask again', async () => {
    const { flow, location } = await visitor.askForCode(identifier);
    const code = await app.mailedCode(identifier);
    const thief = new Visitor(app.handler);
    await thief.askForCode('bob@example.com');
    app.calls.length = 0;
    for (const lost of [
      await thief.get(location),
      await thief.post('/password/code', { flow, code }),
      await thief.post('/password/code', { flow: '', code }),
      await thief.post('/password/code', `flow=${flow}&flow=${flow}&code=${code}`),
    ]) {
      expect(lost.status).toBe(400);
      const page = await lost.text();
      expect(page).toContain(english.code.lost.title);
      expect(page).toContain('href="/password/forgot?deliver=code"');
    }
    expect(app.calls).toEqual([]);
  });

  test('with a cookie of a forged or a foreign flow opens nothing, and no store is asked', async () => {
    const { flow } = await visitor.askForCode(identifier);
    const code = await app.mailedCode(identifier);
    const name = `__Secure-latchkey-code-${flow}`;
    app.calls.length = 0;
    for (const value of ['A'.repeat(64), 'A'.repeat(63), `${'A'.repeat(64)}B`, '', '../x']) {
      const stranger = new Visitor(app.handler);
      const answer = await stranger.post(
        '/password/code',
        { flow, code },
        { cookie: `${name}=${value}` },
      );
      expect(answer.status).toBe(400);
    }
    expect(app.calls).toEqual([]);
  });

  test('asks for the second factor after it, as a link does', async () => {
    const secondFactor: SecondFactor = {
      methods: async () => ['totp'],
      verify: async ({ code }) => code === '111111',
    };
    app = await startApp({ service: { keys: KEYS, secondFactor }, handler: { deliver: 'code' } });
    visitor = new Visitor(app.handler);
    const { flow } = await visitor.askForCode(identifier);
    const code = await app.mailedCode(identifier);
    const opened = await visitor.post('/password/code', { flow, code });
    const page = await (await visitor.get(opened.headers.get('location') ?? '')).text();
    expect(page).toContain('name="method" value="totp"');
    expect(page).not.toContain('newPassword');
    const shown = { flow, method: 'totp', code: '111111' };
    expect((await visitor.post('/password/reset/second-factor', shown)).status).toBe(303);
    const set = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
    expect(set.headers.get('location')).toBe('/password/done');
  });

  test('sent twice by a double click leads to the same form', async () => {
    const { flow } = await visitor.askForCode(identifier);
    const code = await app.mailedCode(identifier);
    const [one, two] = await Promise.all([
      visitor.post('/password/code', { flow, code }),
      visitor.post('/password/code', { flow, code }),
    ]);
    expect([one.status, two.status]).toEqual([303, 303]);
    expect(one.headers.get('location')).toBe(two.headers.get('location'));
    expect((await visitor.get(`/password/reset/${flow}`)).status).toBe(200);
  });

  test('brings back the state that the application sent along', async () => {
    const page = await (await visitor.get('/password/forgot?state=xyz')).text();
    expect(page).toContain('name="state" value="xyz"');
    const body = { identifier, state: 'xyz', deliver: 'code' };
    const asked = await visitor.post('/password/forgot', body);
    const flow = asked.headers.get('location')?.split('/').at(-1) ?? '';
    await visitor.post('/password/code', { flow, code: await app.mailedCode(identifier) });
    const done = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
    expect(done.headers.get('location')).toBe('/password/done?state=xyz');
  });

  test('stays in its language along the way', async () => {
    const query = '?ui_locales=de';
    const asked = await visitor.post(`/password/forgot${query}`, { identifier, deliver: 'code' });
    const location = asked.headers.get('location') ?? '';
    expect(location).toMatch(/^\/password\/code\/[\w-]{22}\?ui_locales=de$/);
    const page = await (await visitor.get(location)).text();
    expect(page).toContain('action="/password/code?ui_locales=de"');
    expect(page).toContain('<html lang="de"');
    await app.passwords.drainOutbox();
    expect(app.mails[0]?.locale).toBe('de');
  });
});

function shifted(code: string, zero: number): string {
  return [...code].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
}
