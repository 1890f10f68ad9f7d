import { beforeEach, describe, expect, test } from 'vitest';
import { type App, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

let app: App;
let visitor: Visitor;

beforeEach(async () => {
  app = await startApp();
  visitor = new Visitor(app.handler);
});

const EVERY_KIND = [
  'alice@example.com',
  'disabled@example.com',
  'carol@example.com',
  'newcomer@example.com',
  'nobody@example.com',
];

test('a form leads to "Check your mail", and the mail arrives', async () => {
  const response = await visitor.post('/password/forgot', { identifier: 'alice@example.com' });
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/password/check-mail');
  await app.passwords.drainOutbox();
  expect(app.mails.map(({ to }) => to)).toEqual(['alice@example.com']);

  const page = await (await visitor.get('/password/check-mail')).text();
  expect(page).toContain('spam');
  expect(page).toContain('one hour');
});

describe('attack 35: status, headers and body tell nothing of the account', () => {
  test.each(['json', 'form'] as const)('%s', async (kind) => {
    const answers = [];
    for (const identifier of EVERY_KIND) {
      const response = await (kind === 'json'
        ? visitor.postJson('/password/forgot', { identifier })
        : visitor.post('/password/forgot', { identifier }));
      answers.push({
        status: response.status,
        headers: [...response.headers],
        body: await response.text(),
      });
    }
    expect(answers[0]?.status).toBe(kind === 'json' ? 200 : 303);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test('and a throttled client hears it alike for all', async () => {
    app = await startApp({
      service: { limits: { requestsPerClient: { points: 1, windowSeconds: 60 } } },
      handler: { clientAddress: (request) => request.headers.get('x-test-ip') ?? undefined },
    });
    const ip = '192.0.2.7';
    visitor = new Visitor(app.handler, { 'x-test-ip': ip });
    await visitor.postJson('/password/forgot', { identifier: 'alice@example.com' });
    for (const identifier of EVERY_KIND) {
      const response = await visitor.postJson('/password/forgot', { identifier });
      expect(response.status).toBe(429);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await response.json()).toMatchObject({ ok: false, reason: 'throttled' });
    }
    const page = await visitor.post('/password/forgot', { identifier: 'alice@example.com' });
    expect(page.status).toBe(429);
    expect(await page.text()).toContain('Too many tries');
  });
});

test('attack 37: known and unknown cause the same store calls, wrong input none', async () => {
  // The first request of a while looks at the backlog, whoever it is for.
  await visitor.postJson('/password/forgot', { identifier: 'first@example.com' });
  const seen = [];
  for (const identifier of EVERY_KIND) {
    app.calls.length = 0;
    await visitor.postJson('/password/forgot', { identifier });
    seen.push([...app.calls]);
  }
  for (const calls of seen) {
    expect(calls).toEqual(seen[0]);
    expect(calls.join()).not.toMatch(/users|tickets/);
  }
  app.calls.length = 0;
  expect((await visitor.postJson('/password/forgot', { identifier: 'a b' })).status).toBe(400);
  expect(app.calls).toEqual([]);
});

test('attack 57: the answer carries neither token nor link', async () => {
  const response = await visitor.postJson('/password/forgot', { identifier: 'alice@example.com' });
  expect(await response.json()).toEqual({ ok: true });
});

test('attack 4: extra keys cannot redirect the mail', async () => {
  await visitor.postJson('/password/forgot', {
    identifier: 'alice@example.com',
    email: 'evil@example.net',
    to: 'evil@example.net',
    recipient: 'evil@example.net',
    link: 'https://evil.example',
  });
  await app.passwords.drainOutbox();
  expect(app.mails.map(({ to }) => to)).toEqual(['alice@example.com']);
});

test('attack 58: what was typed comes back escaped, under a policy that runs no inline script', async () => {
  const identifier = '"><script>alert(1)</script>@x';
  const response = await visitor.post('/password/forgot', { identifier });
  expect(response.status).toBe(400);
  const page = await response.text();
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('&quot;&gt;&lt;script&gt;');
  expect(page).toContain('aria-invalid="true"');
  expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)/);
});

test('the language and the address that the host tells reach the mail', async () => {
  app = await startApp({ handler: { clientAddress: () => '192.0.2.1' } });
  visitor = new Visitor(app.handler, {
    'accept-language': 'de-AT,de;q=0.9,en;q=0.8',
    'user-agent': 'x'.repeat(5000),
  });
  await visitor.postJson('/password/forgot', { identifier: 'alice@example.com' });
  await app.passwords.drainOutbox();
  const [mail] = app.mails;
  expect(mail?.locale).toBe('de-AT');
  expect(mail?.context.ip).toBe('192.0.2.1');
  expect(mail?.context.userAgent?.length ?? 0).toBeLessThanOrEqual(256);
});
