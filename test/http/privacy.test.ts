import { LatchkeyError } from 'latchkey';
import { passwordHandler } from 'latchkey/http';
import { beforeAll, describe, expect, test } from 'vitest';
import { type App, KEYS, NEW_PASSWORD, ORIGIN, PUBLIC_URL, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

let app: App;

beforeAll(async () => {
  app = await startApp({ service: { keys: KEYS }, handler: { deliver: 'choice' } });
});

describe('every answer', () => {
  test.each([
    '/password/forgot',
    '/password/check-mail',
    '/password/reset',
    '/password/reset/AAAAAAAAAAAAAAAAAAAAAA',
    '/password/done',
    '/password/welcome',
    '/password/code/AAAAAAAAAAAAAAAAAAAAAA',
    '/password/disavow',
    '/password/disavow/AAAAAAAAAAAAAAAAAAAAAA',
    '/password/disavowed',
    '/password/disavowed/contact',
    '/password/change',
    '/password/nothing',
  ])('of %s is private, unframeable and loads nothing from elsewhere', async (path) => {
    const response = await new Visitor(app.handler).get(path);
    const header = (name: string) => response.headers.get(name);
    expect(header('cache-control')).toBe('no-store');
    // A mangled link is nearly a genuine one, and it stands in the URL of this page.
    const opensMail = path === '/password/reset' || path === '/password/disavow';
    const policy = opensMail ? 'no-referrer' : 'same-origin';
    expect(header('referrer-policy')).toBe(policy);
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('x-frame-options')).toBe('DENY');
    expect(header('content-security-policy')?.split('; ').sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "script-src 'self'",
      "style-src 'self'",
    ]);
    expect(header('x-powered-by')).toBeNull();
    expect(await response.text()).not.toMatch(/https?:\/\//);
  });
});

test('attack 56: the token is in no page, no location and no error', async () => {
  const visitor = new Visitor(app.handler);
  const token = await app.mailedToken('alice@example.com');
  const moved = await visitor.get(`/password/reset?token=${token}`);
  expect(moved.headers.get('referrer-policy')).toBe('no-referrer');
  expect(moved.headers.get('cache-control')).toBe('no-store');
  expect(moved.headers.get('location')).not.toContain(token);
  expect(await moved.text()).not.toContain(token);
  const location = moved.headers.get('location') ?? '';
  expect(await (await visitor.get(location)).text()).not.toContain(token);
  const refused = await visitor.post('/password/reset', {
    flow: location.split('/').at(-1) ?? '',
    newPassword: 'short',
  });
  expect(await refused.text()).not.toContain(token);
});

test('stylesheet and script are cached for good, under names that carry their hash', async () => {
  const visitor = new Visitor(app.handler);
  const page = await (await visitor.get('/password/forgot')).text();
  const paths = [...page.matchAll(/(?:href|src)="(\/password\/assets\/[^"]+)"/g)].map(([, p]) => p);
  expect(paths).toHaveLength(2);
  for (const path of paths) {
    const asset = await visitor.get(path ?? '');
    expect(asset.status).toBe(200);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-type')).toMatch(/^text\/(css|javascript)/);
    expect(await asset.text()).not.toMatch(/https?:|@import/);
  }
});

describe('what only an operator can cause', () => {
  const failing = (error: unknown) => ({
    policy: app.passwords.policy,
    lifetimeSeconds: app.passwords.lifetimeSeconds,
    deliversCodes: true,
    codeChannels: ['mail'],
    codeLifetimeSeconds: 600,
    requestReset: () => Promise.reject(error),
    exchangeCode: () => Promise.reject(error),
    inspectDisavowal: () => Promise.reject(error),
    disavowChange: () => Promise.reject(error),
    inspectTicket: () => Promise.reject(error),
    redeemTicket: () => Promise.reject(error),
    verifySecondFactor: () => Promise.reject(error),
    changePassword: () => Promise.reject(error),
    setInitialPassword: () => Promise.reject(error),
  });

  test.each(['ERR_HASHER_BUSY', 'ERR_OUTBOX_FULL', 'ERR_STORE'] as const)(
    '%s is 503 with Retry-After, as a page and as JSON',
    async (code) => {
      const heard: unknown[] = [];
      const error = new LatchkeyError(code, 'postgres://secret@db', { retryAfterSeconds: 7 });
      const handler = passwordHandler({
        passwords: failing(error),
        publicUrl: PUBLIC_URL,
        onError: (thrown) => heard.push(thrown),
      });
      const visitor = new Visitor(handler);
      const body = { token: 'A'.repeat(43), newPassword: NEW_PASSWORD };
      const json = await visitor.postJson('/password/reset', body);
      expect(json.status).toBe(503);
      expect(json.headers.get('retry-after')).toBe('7');
      expect(await json.json()).toEqual({ ok: false, reason: 'unavailable', retryAfterSeconds: 7 });
      const page = await visitor.post('/password/reset', body);
      expect(page.status).toBe(503);
      expect(page.headers.get('retry-after')).toBe('7');
      expect(await page.text()).not.toContain('secret');
      expect(heard).toEqual([error, error]);
    },
  );

  test.each([new Error('secret stack'), 'secret text', null])(
    'a throw of %s is a 500 that shows nothing',
    async (thrown) => {
      const handler = passwordHandler({ passwords: failing(thrown), publicUrl: PUBLIC_URL });
      const response = await new Visitor(handler).postJson('/password/forgot', {
        identifier: 'a@b.c',
      });
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ ok: false, reason: 'internal_error' });
    },
  );

  test('a flow outlives a busy moment', async () => {
    const token = await app.mailedToken('bob@example.com');
    const visitor = new Visitor(app.handler);
    const { flowId: flow } = await visitor.open(token);
    let busy = true;
    const handler = passwordHandler({
      passwords: {
        policy: app.passwords.policy,
        lifetimeSeconds: app.passwords.lifetimeSeconds,
        deliversCodes: false,
        codeChannels: [],
        codeLifetimeSeconds: 600,
        exchangeCode: () => Promise.reject(new Error('unused')),
        inspectDisavowal: () => Promise.reject(new Error('unused')),
        disavowChange: () => Promise.reject(new Error('unused')),
        requestReset: (input) => app.passwords.requestReset(input),
        inspectTicket: (input) => app.passwords.inspectTicket(input),
        verifySecondFactor: () => Promise.reject(new Error('unused')),
        changePassword: () => Promise.reject(new Error('unused')),
        setInitialPassword: () => Promise.reject(new Error('unused')),
        redeemTicket: async (input) => {
          if (busy) throw new LatchkeyError('ERR_HASHER_BUSY', 'full', { retryAfterSeconds: 1 });
          return app.passwords.redeemTicket(input);
        },
      },
      publicUrl: PUBLIC_URL,
    });
    const again = new Visitor(handler);
    await again.open(token);
    const { flowId } = await again.open(token);
    expect(
      (await again.post('/password/reset', { flow: flowId, newPassword: NEW_PASSWORD })).status,
    ).toBe(503);
    busy = false;
    expect(
      (await again.post('/password/reset', { flow: flowId, newPassword: NEW_PASSWORD })).status,
    ).toBe(303);
    expect(
      (await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD })).status,
    ).toBe(410);
  });
});

test.each([
  { publicUrl: 'password' },
  { publicUrl: 'ftp://app.example/password' },
  { publicUrl: `${ORIGIN}/password?x=1` },
  { publicUrl: 'https://me:secret@app.example/password' },
  { publicUrl: `${ORIGIN}/pass;word` },
  { loginUrl: 'javascript:alert(1)' },
  { loginUrl: '//evil.example' },
  { homeUrl: 'javascript:alert(1)' },
  { homeUrl: '//evil.example' },
  { brand: { name: 'Acme', accentColor: 'red; } body { display: none' } },
])('an option like %j is refused at construction', (wrong) => {
  expect(() =>
    passwordHandler({ passwords: app.passwords, publicUrl: PUBLIC_URL, ...wrong }),
  ).toThrow(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }));
});
