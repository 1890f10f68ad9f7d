import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, type ShownMail, startDemo } from '../support/start-demo.js';
import { postSecondStep, turnOnSecondStep } from './support/second-step.js';

const PASSWORD = 'correct horse battery staple';
const BETTER = 'velvet otter tangerine 42';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo({ DEMO_ACCOUNTS: '12', MANAGEMENT_TOKEN: 'token-of-the-test' });
});
afterAll(() => demo.stop());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(demo.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    redirect: 'manual',
  });
const json = async (response: Promise<Response>) => {
  const answered = await response;
  return { status: answered.status, body: await answered.json() };
};
const cookieOf = (response: Response) =>
  (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const signIn = (email: string, password: string) => post('/login', { email, password });
const me = (cookie: string) => json(fetch(`${demo.origin}/me`, { headers: { cookie } }));

describe('the demo', () => {
  it('is ready, and shows its pages', async () => {
    expect((await fetch(`${demo.origin}/healthz`)).status).toBe(200);
    const login = await (await fetch(`${demo.origin}/login`)).text();
    expect(login).toContain("Don't remember your password?");
    expect(login).toContain('href="/password/forgot"');
    for (const path of ['/', '/password/forgot', '/mailbox'])
      expect((await fetch(demo.origin + path)).status, path).toBe(200);
  });

  it('says on each page of its own, for who comes from one in another language, that it is English', async () => {
    const session = cookieOf(await signIn('user7@example.com', PASSWORD));
    for (const cookie of ['', session])
      for (const path of [
        '/',
        '/login',
        '/mailbox',
        ...(cookie ? ['/address', '/two-step'] : []),
      ]) {
        const headers = { cookie, 'accept-language': 'ar' };
        const page = await (await fetch(demo.origin + path, { headers })).text();
        expect(page, path).toContain('<html lang="en" dir="ltr">');
      }
  });

  it('leads to the mailbox from where a person waits for a mail, signed in or not', async () => {
    const session = cookieOf(await signIn('user7@example.com', PASSWORD));
    for (const [path, cookie] of [
      ['/', ''],
      ['/', session],
      ['/login', ''],
    ] as const) {
      const page = await (await fetch(demo.origin + path, { headers: { cookie } })).text();
      expect(page, path).toContain('href="/mailbox"');
    }
  });

  it('leads from a changed password back to itself', async () => {
    const page = await (await fetch(`${demo.origin}/password/changed`)).text();
    expect(page).toContain('<a class="button" href="/">Continue</a>');
  });

  it('signs in by JSON and by form, and knows who is signed in', async () => {
    const response = await signIn('bob@example.com', PASSWORD);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ok: true });
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
    expect(await me(cookieOf(response))).toEqual({
      status: 200,
      body: { id: 'bob', email: 'bob@example.com' },
    });
    expect((await me('')).status).toBe(401);
    expect(await json(signIn('bob@example.com', 'wrong'))).toEqual({
      status: 401,
      body: { ok: false, reason: 'invalid_credentials' },
    });

    const form = await fetch(`${demo.origin}/login`, {
      method: 'POST',
      body: new URLSearchParams({ email: 'user12@example.com', password: PASSWORD }),
      redirect: 'manual',
    });
    expect(form.status).toBe(303);
  });

  it('signs in an account whose row came from Django, and upgrades its hash at the first sign-in', async () => {
    const rehashed = () => demo.output().match(/"password.rehashed","accountKey":"dave"/g) ?? [];
    for (let n = 0; n < 2; n += 1)
      expect((await signIn('dave@example.com', PASSWORD)).status).toBe(200);
    expect(rehashed()).toHaveLength(1);
    expect((await signIn('dave@example.com', 'wrong')).status).toBe(401);
  });

  it('resets a forgotten password, once, and ends every old session', async () => {
    const before = cookieOf(await signIn('alice@example.com', PASSWORD));
    expect((await me(before)).status).toBe(200);
    expect(await json(post('/password/forgot', { identifier: 'alice@example.com' }))).toEqual({
      status: 200,
      body: { ok: true },
    });
    const link = await demo.newestLink('alice@example.com');
    expect(link.startsWith(`${demo.origin}/password/reset?token=`)).toBe(true);
    const token = new URL(link).searchParams.get('token');

    const opened = await fetch(link, { redirect: 'manual' });
    expect(opened.status).toBe(303);
    expect(opened.headers.get('location')).not.toContain(token);
    expect(opened.headers.get('referrer-policy')).toBe('no-referrer');

    const weak = await json(post('/password/reset', { token, newPassword: 'short' }));
    expect(weak).toMatchObject({
      status: 422,
      body: { ok: false, reason: 'policy_violation', violations: [{ code: 'too_short' }, {}] },
    });
    expect(await json(post('/password/reset', { token, newPassword: BETTER }))).toEqual({
      status: 200,
      body: { ok: true },
    });
    expect(await json(post('/password/reset', { token, newPassword: `${BETTER}!` }))).toMatchObject(
      {
        status: 410,
        body: { ok: false, reason: 'token_used' },
      },
    );
    expect((await me(before)).status).toBe(401);
    expect((await signIn('alice@example.com', PASSWORD)).status).toBe(401);
    expect((await signIn('alice@example.com', BETTER)).status).toBe(200);
  });

  it('changes a password: this session stays under a new id, the others go', async () => {
    const mine = cookieOf(await signIn('user1@example.com', PASSWORD));
    const other = cookieOf(await signIn('user1@example.com', PASSWORD));
    const change = (currentPassword: string, cookie = mine) =>
      post('/password/change', { currentPassword, newPassword: BETTER }, { cookie });
    expect((await change('wrong')).status).toBe(403);
    expect((await change(PASSWORD, '')).status).toBe(401);
    const changed = await change(PASSWORD);
    expect(await changed.json()).toEqual({ ok: true });
    const kept = cookieOf(changed);
    expect(kept).toMatch(/^session=./);
    expect(kept).not.toBe(mine);
    expect((await me(kept)).body).toEqual({ id: 'user1', email: 'user1@example.com' });
    expect((await me(mine)).status).toBe(401);
    expect((await me(other)).status).toBe(401);
  });

  it('attack 35: answers alike for known, unknown and provider accounts', async () => {
    const answers = await Promise.all(
      ['bob@example.com', 'carol@example.com', 'nobody@example.com'].map(async (identifier) => {
        const response = await post('/password/forgot', { identifier });
        const headers = [...response.headers].filter(([name]) => name !== 'date');
        return JSON.stringify([response.status, headers, await response.text()]);
      }),
    );
    expect(new Set(answers).size).toBe(1);
  });

  it('mails a provider account the name of the provider and no link to a ticket', async () => {
    await post('/password/forgot', { identifier: 'carol@example.com' });
    await post('/password/forgot', { identifier: 'user5@example.com' });
    await demo.newestLink('user5@example.com');
    const mails = (await (await fetch(`${demo.origin}/mailbox.json`)).json()) as ShownMail[];
    const carol = mails.find(({ to }) => to === 'carol@example.com');
    expect(carol?.text).toContain('Google');
    expect(carol?.text).not.toContain('token=');
    expect(Object.keys(carol ?? {}).sort()).toEqual(['at', 'html', 'subject', 'text', 'to']);
    const instants = mails.map(({ at }) => Date.parse(at));
    expect(instants).toEqual([...instants].sort((a, b) => b - a));
  });

  it('attack 7: no header of a request reaches a link', async () => {
    await post(
      '/password/forgot',
      { identifier: 'user6@example.com' },
      {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example;proto=https',
      },
    );
    const link = await demo.newestLink('user6@example.com');
    expect(new URL(link).origin).toBe(demo.origin);
  });

  it('attack 61: refuses posts that another site makes a browser send', async () => {
    const cookie = cookieOf(await signIn('user2@example.com', PASSWORD));
    const body = { currentPassword: PASSWORD, newPassword: BETTER };
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: demo.origin },
    ] as Record<string, string>[]) {
      expect((await post('/password/change', body, { cookie, ...headers })).status).toBe(403);
      expect((await post('/login', body, headers)).status).toBe(403);
    }
    expect((await signIn('user2@example.com', PASSWORD)).status).toBe(200);
  });

  it.each([
    ['/login', [{}, { email: 1, password: {} }, [], 'x', { email: ['a'], password: null }]],
    ['/password/forgot', [{}, { identifier: ['a@x', 'b@x'] }, { identifier: {} }, [], 'x', null]],
    ['/password/reset', [{}, { token: { $ne: null }, newPassword: BETTER }, { token: '' }, []]],
  ])('refuses bad input to %s with a clear 4xx', async (path, bodies) => {
    for (const body of bodies) {
      const { status, body: answer } = await json(post(path, body));
      expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(answer).toMatchObject({ ok: false });
    }
    const malformed = await fetch(demo.origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"',
    });
    expect(malformed.status).toBe(400);
    expect(await malformed.text()).not.toMatch(/at .*\.ts/);
    const huge = await post(path, { identifier: 'x'.repeat(1_000_000) });
    expect(huge.status).toBe(413);
  });

  it('takes a code by JSON, and an old client that names no delivery gets a link', async () => {
    const identifier = 'user11@example.com';
    const link = await json(post('/password/forgot', { identifier }));
    expect(link).toEqual({ status: 200, body: { ok: true } });
    const { body } = await json(post('/password/forgot', { identifier, deliver: 'code' }));
    const { flowId } = body as { flowId: string };
    const code = await demo.newestCode(identifier);
    const reset = { flowId, code, newPassword: BETTER };
    expect(await json(post('/password/reset', reset))).toEqual({ status: 200, body: { ok: true } });
    expect((await signIn(identifier, BETTER)).status).toBe(200);
  });

  it('undoes a change for who holds the notice and knows its address', async () => {
    const email = 'user11@example.com';
    const cookie = cookieOf(await signIn(email, BETTER));
    const token = new URL(await demo.newestDisavowal(email)).searchParams.get('token');
    const wrong = await json(post('/password/disavow', { token, address: 'bob@example.com' }));
    expect([wrong.status, (await me(cookie)).status]).toEqual([403, 200]);
    const done = await json(post('/password/disavow', { token, address: email }));
    expect(done).toEqual({ status: 200, body: { ok: true, linkFollows: true } });
    expect((await me(cookie)).status).toBe(401);
    expect((await json(signIn(email, BETTER))).body).toMatchObject({ reason: 'reset_required' });
  });

  it('tells the owner of a second step that is turned on or off, and of none that never was on', async () => {
    const { origin } = demo;
    const only = cookieOf(await signIn('user9@example.com', PASSWORD));
    const begun = await postSecondStep(origin, only, { step: 'on', password: PASSWORD });
    expect(begun).toContain('Add it to your app');
    await postSecondStep(origin, only, { step: 'off', password: PASSWORD });

    const mine = cookieOf(await signIn('user10@example.com', PASSWORD));
    const [code = ''] = await turnOnSecondStep(origin, mine, PASSWORD);
    const off = await postSecondStep(origin, mine, { step: 'off', password: PASSWORD, code });
    expect(off).toContain('Two-step sign-in is off');
    const subjects = (to: string) => async () => {
      const mails = (await (await fetch(`${origin}/mailbox.json`)).json()) as ShownMail[];
      return mails.flatMap((each) => (each.to === to ? [each.subject] : [])).sort();
    };
    await expect
      .poll(subjects('user10@example.com'), { timeout: 20_000 })
      .toEqual([
        'A second sign-in step was added to your Latchkey Demo account',
        'A second sign-in step was removed from your Latchkey Demo account',
      ]);
    expect(await subjects('user9@example.com')()).toEqual([]);
  });

  it('attack 56: prints no token, link or password', () => {
    const printed = demo.output().split('management')[1] ?? '';
    expect(printed).toContain('password.changed');
    expect(printed).not.toMatch(/token=|[?&]token|otter|horse/);
  });

  it('empties the mailbox on request', async () => {
    await fetch(`${demo.origin}/mailbox.json`, { method: 'DELETE' });
    const left = (await (await fetch(`${demo.origin}/mailbox.json`)).json()) as ShownMail[];
    expect(left.filter(({ to }) => to === 'alice@example.com')).toEqual([]);
  });
});
