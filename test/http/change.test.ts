import type { KeptSession } from 'latchkey/http';
import { beforeEach, describe, expect, test } from 'vitest';
import { type App, NEW_PASSWORD, OLD_PASSWORD, SIGNED_IN_AS, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

let app: App;
let alice: Visitor;
const goodChange = { currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD };

beforeEach(async () => {
  app = await startApp();
  alice = new Visitor(app.handler, { [SIGNED_IN_AS]: 'alice' });
});

async function signsIn(identifier: string, password: string): Promise<boolean> {
  return (await app.passwords.authenticate({ identifier, password })).ok;
}

test('a signed-in person changes the password by the form', async () => {
  const page = await (await alice.get('/password/change')).text();
  expect(page).toContain('autocomplete="current-password"');
  const response = await alice.post('/password/change', goodChange);
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/password/changed');
  expect(await signsIn('alice@example.com', NEW_PASSWORD)).toBe(true);
});

test.each([
  ['/settings?a=b&c', '/settings?a=b&amp;c', 'Continue'],
  [undefined, '/login', 'Go to sign-in'],
])('with homeUrl %s the end of a change leads on to %s', async (homeUrl, href, label) => {
  app = await startApp({ handler: { homeUrl } });
  const page = await (await new Visitor(app.handler).get('/password/changed')).text();
  expect(page).toContain(`<a class="button" href="${href}">${label}</a>`);
});

test('attack 47: without the current password nothing changes', async () => {
  const wrong = { currentPassword: 'not this one at all', newPassword: NEW_PASSWORD };
  const json = await alice.postJson('/password/change', wrong);
  expect(json.status).toBe(403);
  expect(await json.json()).toEqual({ ok: false, reason: 'wrong_password' });
  const form = await alice.post('/password/change', wrong);
  expect(form.status).toBe(403);
  expect(await form.text()).toContain('This is not your current password');
  expect((await alice.postJson('/password/change', { newPassword: NEW_PASSWORD })).status).toBe(
    400,
  );
  expect(await signsIn('alice@example.com', OLD_PASSWORD)).toBe(true);
});

test('attack 48: the account comes from the session, never from a field', async () => {
  const response = await alice.postJson('/password/change', {
    ...goodChange,
    accountId: 'bob',
    userId: 'bob',
    keepSession: 'somebody-elses',
  });
  expect(response.status).toBe(200);
  expect(await signsIn('bob@example.com', OLD_PASSWORD)).toBe(true);
  expect(await signsIn('alice@example.com', NEW_PASSWORD)).toBe(true);
});

test('a refused password names its faults beside the field', async () => {
  const body = { currentPassword: OLD_PASSWORD, newPassword: 'short' };
  const form = await alice.post('/password/change', body);
  expect(form.status).toBe(422);
  expect(await form.text()).toContain('id="newPassword-fault"');
  const json = await alice.postJson('/password/change', body);
  expect(json.status).toBe(422);
  expect(await json.json()).toMatchObject({ ok: false, reason: 'policy_violation' });
});

test('too many wrong tries are answered 429', async () => {
  app = await startApp({
    service: { limits: { checksPerAccount: { points: 1, windowSeconds: 60 } } },
  });
  alice = new Visitor(app.handler, { [SIGNED_IN_AS]: 'alice' });
  await alice.postJson('/password/change', { ...goodChange, currentPassword: 'wrong' });
  const response = await alice.postJson('/password/change', goodChange);
  expect(response.status).toBe(429);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
});

describe('who is not signed in', () => {
  test('goes to the sign-in page, or hears 401 as JSON', async () => {
    const stranger = new Visitor(app.handler);
    for (const response of [
      await stranger.get('/password/change'),
      await stranger.post('/password/change', goodChange),
    ]) {
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe('/login');
    }
    const json = await stranger.postJson('/password/change', goodChange);
    expect(json.status).toBe(401);
    expect(await json.json()).toEqual({ ok: false, reason: 'not_signed_in' });
    expect(app.calls).toEqual([]);
  });

  test('sees a 401 page where the host has no sign-in page', async () => {
    app = await startApp({ handler: { loginUrl: undefined } });
    expect((await new Visitor(app.handler).get('/password/change')).status).toBe(401);
  });
});

test('a host that tells nobody who is signed in has no such page', async () => {
  app = await startApp({ handler: { accountId: undefined } });
  expect((await new Visitor(app.handler).get('/password/change')).status).toBe(404);
});

test('attack 50: this session stays under a new id, the others end', async () => {
  const kept: KeptSession<string, Request>[] = [];
  const { sessions } = app.stores;
  const create = () =>
    sessions.create({
      accountKey: 'alice',
      credentialsVersion: 0,
      expiresAt: new Date(Date.now() + 60_000),
    });
  const [here, elsewhere] = [await create(), await create()];
  const { passwordHandler } = await import('latchkey/http');
  const handler = passwordHandler<string>({
    passwords: app.passwords,
    publicUrl: 'https://app.example/password',
    accountId: () => 'alice',
    sessionId: () => here,
    onSessionKept: (session) => {
      kept.push(session);
      session.headers.append('Set-Cookie', `sid=${session.sessionId}; HttpOnly`);
    },
  });
  const response = await new Visitor(handler).postJson('/password/change', goodChange);
  expect(await response.json()).toEqual({ ok: true });
  expect(kept).toHaveLength(1);
  const [session] = kept;
  expect(session).toMatchObject({ accountId: 'alice', credentialsVersion: 1 });
  expect(session?.sessionId).not.toBe(here);
  expect(response.headers.getSetCookie()).toEqual([`sid=${session?.sessionId}; HttpOnly`]);
  expect(await sessions.find({ sessionId: elsewhere, now: new Date() })).toBeNull();
});
