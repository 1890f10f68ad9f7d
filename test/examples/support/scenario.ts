import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVIL, FORM, JSON_TYPE, speak } from '../../http/support/serve.js';
import { Browser, tokenOf } from './browser.js';
import { OLD_PASSWORD, type Running } from './running.js';

const NEW_PASSWORD = 'seven wet umbrellas on a tram';

/** What every example must do, whatever it is written in. */
export function scenario(name: string, start: () => Promise<Running>): void {
  describe(name, () => {
    let app: Running;
    let path: string;

    beforeAll(async () => {
      app = await start();
      path = new Browser(app).path;
    });
    afterAll(() => app?.close());

    const json = async (answer: Response) => [answer.status, await answer.json()];
    const signedIn = async (email: string) => {
      const browser = new Browser(app);
      expect(await json(await browser.signIn(email))).toEqual([200, { ok: true }]);
      return browser;
    };
    const opens = async (email: string, password: string) =>
      (await new Browser(app).signIn(email, password)).status === 200;

    test('signs in by JSON, and tells who is signed in', async () => {
      const email = app.person();
      const browser = await signedIn(email);
      const id = email.split('@')[0];
      expect(await json(await browser.get('/me'))).toEqual([200, { id, email }]);
      const stranger = new Browser(app);
      expect((await stranger.signIn(email, 'not the password')).status).toBe(401);
      expect(stranger.cookies).toEqual([]);
      expect(await stranger.signedIn()).toBe(false);
    });

    test('resets by pages: the old password and the old session are dead', async () => {
      const email = app.person();
      const before = await signedIn(email);
      const browser = new Browser(app);
      const asked = await browser.submit(`${path}/forgot`, { identifier: email });
      expect([asked.status, asked.headers.get('location')]).toEqual([303, `${path}/check-mail`]);
      const token = tokenOf(await app.newestLink(email));

      const moved = await browser.get(`${path}/reset?token=${token}`);
      expect(moved.status).toBe(303);
      expect(moved.headers.get('location')).not.toContain(token);
      expect(moved.headers.get('referrer-policy')).toBe('no-referrer');
      const { flow, page } = await browser.open(token);
      expect(page).toContain(`action="${path}/reset"`);
      expect(page).not.toContain(token);
      const refused = await browser.submit(`${path}/reset`, { flow, newPassword: 'short' });
      expect(refused.status).toBe(422);
      expect(await before.signedIn()).toBe(true);
      const done = await browser.submit(`${path}/reset`, { flow, newPassword: NEW_PASSWORD });
      expect([done.status, done.headers.get('location')]).toEqual([303, `${path}/done`]);
      expect((await browser.get(`${path}/done`)).status).toBe(200);

      expect(await before.signedIn()).toBe(false);
      expect(await browser.signedIn()).toBe(false);
      expect(await opens(email, OLD_PASSWORD)).toBe(false);
      expect(await opens(email, NEW_PASSWORD)).toBe(true);
    });

    test('resets by JSON, once', async () => {
      const email = app.person();
      const before = await signedIn(email);
      const browser = new Browser(app);
      const token = await browser.mailedToken(email);
      const inspected = await browser.post(`${path}/inspect`, { token });
      expect(await inspected.json()).toMatchObject({ ok: true, purpose: 'reset', email });
      const redeem = (newPassword: string) => browser.post(`${path}/reset`, { token, newPassword });
      expect(await json(await redeem('short'))).toMatchObject([
        422,
        { ok: false, reason: 'policy_violation' },
      ]);
      expect((await redeem(NEW_PASSWORD)).status).toBe(200);
      expect(await json(await redeem('another password that would do'))).toEqual([
        410,
        { ok: false, reason: 'token_used' },
      ]);
      expect(await before.signedIn()).toBe(false);
      expect(await opens(email, OLD_PASSWORD)).toBe(false);
      expect(await opens(email, NEW_PASSWORD)).toBe(true);
    });

    test('attack 50: a change keeps its own session, and ends the others', async () => {
      const email = app.person();
      const [mine, other] = [await signedIn(email), await signedIn(email)];
      const change = (browser: Browser, currentPassword: string) =>
        browser.post(`${path}/change`, { currentPassword, newPassword: NEW_PASSWORD });
      expect((await change(new Browser(app), OLD_PASSWORD)).status).toBe(401);
      expect((await change(mine, 'not the password')).status).toBe(403);
      expect(await json(await change(mine, OLD_PASSWORD))).toEqual([200, { ok: true }]);
      expect(await mine.signedIn()).toBe(true);
      expect(await other.signedIn()).toBe(false);
      expect(await opens(email, OLD_PASSWORD)).toBe(false);
      expect(await opens(email, NEW_PASSWORD)).toBe(true);
    });

    test('the change page is for who is signed in', async () => {
      const email = app.person();
      const browser = await signedIn(email);
      const page = await browser.get(`${path}/change`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain(`action="${path}/change"`);
      const fields = { currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD };
      const done = await browser.submit(`${path}/change`, fields);
      expect([done.status, done.headers.get('location')]).toEqual([303, `${path}/changed`]);
      expect(await browser.signedIn()).toBe(true);
      expect([303, 401]).toContain((await new Browser(app).get(`${path}/change`)).status);
    });

    test('a password that must be changed opens nothing but its own change', async () => {
      const email = app.person();
      await app.requireChange(email);
      const browser = new Browser(app);
      const refused = await browser.signIn(email);
      const answer = (await refused.json()) as { reason: string; changeUrl: string };
      expect([refused.status, answer.reason]).toEqual([401, 'change_required']);
      expect(new URL(answer.changeUrl).origin).toBe(app.linkOrigin);
      expect(await browser.signedIn()).toBe(false);
      const { flow } = await browser.open(tokenOf(answer.changeUrl));
      const done = await browser.submit(`${path}/reset`, { flow, newPassword: NEW_PASSWORD });
      expect(done.status).toBe(303);
      expect(await opens(email, NEW_PASSWORD)).toBe(true);
    });

    test('what it cannot use is a clear 4xx', async () => {
      const browser = new Browser(app);
      const put = await browser.send(`${path}/forgot`, { method: 'PUT' });
      expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
      // A parser of the host's in front has the first word on what is no JSON.
      const malformed = await browser.post(`${path}/forgot`, '{"identifier":');
      expect(malformed.status).toBe(400);
      expect(await malformed.text()).not.toMatch(/ at .*\.[jt]s:/);
      const asPage = { origin: new URL(app.publicUrl).origin, 'sec-fetch-site': 'same-origin' };
      const asText = { ...asPage, 'content-type': 'text/plain', accept: JSON_TYPE };
      const refusals: [unknown, Record<string, string>, number, string][] = [
        [{ identifier: 'x'.repeat(20_000) }, {}, 413, 'body_too_large'],
        ['[]', {}, 400, 'invalid_input'],
        [{ identifier: ['a@example.com'] }, {}, 400, 'invalid_input'],
        ['x=1', asText, 415, 'unsupported_media_type'],
      ];
      for (const [body, headers, status, reason] of refusals)
        expect(await json(await browser.post(`${path}/forgot`, body, headers))).toMatchObject([
          status,
          { ok: false, reason },
        ]);
      const nothing = await browser.get(`${path}/nothing`);
      expect(nothing.status).toBe(404);
      expect(await nothing.text()).not.toMatch(/ at .*\.[jt]s:/);
    });

    test('attack 11: a sign-in of another form is a 4xx, never a stack', async () => {
      for (const body of ['{"', '[]', 'null', {}, { email: ['a'], password: {} }]) {
        const answer = await new Browser(app).post('/login', body);
        expect([400, 401], `${JSON.stringify(body)}`).toContain(answer.status);
        expect(await answer.text()).not.toMatch(/ at .*\.[jt]s:|node_modules/);
      }
    });

    test('attack 2: parameters that come twice are refused, not picked from', async () => {
      const [victim, witness] = [app.person(), app.person()];
      const evil = 'evil@example.net';
      const browser = new Browser(app);
      for (const fields of [
        `identifier=${victim}&identifier=${evil}`,
        `identifier[]=${victim}&identifier[]=${evil}`,
        `identifier[0]=${victim}`,
      ])
        expect((await browser.submit(`${path}/forgot`, fields)).status, fields).toBe(400);
      const token = await browser.mailedToken(witness);
      const twice = await browser.get(`${path}/reset?token=${token}&token=${token}`);
      expect([twice.status, twice.headers.getSetCookie()]).toEqual([400, []]);
      expect(await app.recipients()).not.toContain(victim);
      expect(await app.recipients()).not.toContain(evil);
    });

    test('attack 3: no line break reaches a mail or a header', async () => {
      const [victim, witness] = [app.person(), app.person()];
      const browser = new Browser(app);
      for (const more of ['%0d%0aBcc:%20evil@example.net', '%0aevil', ',evil@example.net', '%00'])
        await browser.submit(`${path}/forgot`, `identifier=${victim}${more}`);
      await browser.mailedToken(witness);
      expect(await app.recipients()).not.toContain(victim);
      for (const place of ['reset?token=', 'reset/', '']) {
        const answer = await browser.get(`${path}/${place}%0d%0aX-Injected:%20yes`);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.headers.get('x-injected')).toBeNull();
      }
    });

    test('attack 7: no header of a request reaches a link, a redirect or a page', async () => {
      const email = app.person();
      const body = `identifier=${email}`;
      const headers = { ...EVIL, 'content-type': FORM, 'content-length': `${body.length}` };
      const asked = await speak(app.base, `POST ${path}/forgot`, headers, body);
      expect(asked).toMatch(/^HTTP\/1.1 303/);
      const link = await app.newestLink(email);
      expect(new URL(link).origin).toBe(app.linkOrigin);
      const moved = await speak(app.base, `GET ${path}/reset?token=${tokenOf(link)}`, EVIL);
      expect(moved).toMatch(/^HTTP\/1.1 303/);
      const page = await speak(app.base, `GET ${path}/forgot`, EVIL);
      expect(page).toContain(`action="${path}/forgot"`);
      for (const answer of [asked, moved, page]) expect(answer).not.toContain('evil');
    });

    test('attack 61: a page of another site changes nothing and signs nobody in', async () => {
      const email = app.person();
      const browser = await signedIn(email);
      const change = { currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD };
      for (const origin of ['https://evil.example', 'null']) {
        const headers = { origin, 'sec-fetch-site': 'cross-site' };
        for (const [place, body] of [
          [`${path}/change`, change],
          [`${path}/forgot`, { identifier: email }],
          ['/login', { email, password: OLD_PASSWORD }],
        ] as const) {
          const answer = await browser.post(place, body, headers);
          expect(answer.status, `${place} from ${origin}`).toBe(403);
          expect(answer.headers.get('access-control-allow-origin')).toBeNull();
          expect(answer.headers.getSetCookie()).toEqual([]);
        }
      }
      expect(await browser.signedIn()).toBe(true);
      expect(await opens(email, OLD_PASSWORD)).toBe(true);
    });
  });
}
