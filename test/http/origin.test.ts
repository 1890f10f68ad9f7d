import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type App,
  KEYS,
  NEW_PASSWORD,
  OLD_PASSWORD,
  ORIGIN,
  SIGNED_IN_AS,
  startApp,
} from './support/app.js';
import { Visitor } from './support/visitor.js';

let app: App;

beforeAll(async () => {
  app = await startApp({ service: { keys: KEYS }, handler: { deliver: 'choice' } });
});

beforeEach(() => {
  app.calls.length = 0;
});

const POSTS = [
  ['/password/forgot', { identifier: 'alice@example.com' }],
  ['/password/reset', { token: 'A'.repeat(43), newPassword: NEW_PASSWORD }],
  ['/password/code', { flowId: 'A'.repeat(64), code: '12345678' }],
  ['/password/disavow', { token: 'A'.repeat(43), address: 'alice@example.com' }],
  ['/password/change', { currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD }],
] as const;

const FOREIGN: readonly Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  // Attack 9: nothing but the exact origin counts.
  { origin: 'https://app.example.evil' },
  { origin: 'https://evil-app.example' },
  { origin: 'https://app.example:8443' },
  { origin: 'http://app.example' },
  { origin: 'https://app.example@evil.example' },
  { origin: 'https://sub.app.example' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'nonsense' },
  { 'sec-fetch-site': 'same-site', origin: ORIGIN },
  { 'sec-fetch-site': 'cross-site', origin: ORIGIN },
  { 'sec-fetch-site': 'none', origin: 'https://evil.example' },
];

describe.each(FOREIGN.map((headers) => [JSON.stringify(headers), headers] as const))(
  'attack 61: a post with %s',
  (_name, headers) => {
    test.each(POSTS)('to %s is refused as form and as JSON', async (path, body) => {
      const visitor = new Visitor(app.handler, { [SIGNED_IN_AS]: 'alice' });
      const form = await visitor.send(path, {
        method: 'POST',
        body: new URLSearchParams(body),
        headers,
      });
      const json = await visitor.postJson(path, body, headers);
      expect([form.status, json.status]).toEqual([403, 403]);
      expect(await json.json()).toEqual({ ok: false, reason: 'origin_refused' });
      expect(app.calls).toEqual([]);
    });
  },
);

test.each([
  {},
  { origin: ORIGIN },
  { 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'same-origin', origin: 'null' },
  { 'sec-fetch-site': 'none' },
])('a post with %j is answered', async (headers) => {
  const visitor = new Visitor(app.handler);
  const response = await visitor.send('/password/forgot', {
    method: 'POST',
    body: new URLSearchParams({ identifier: 'nobody@example.com' }),
    headers,
  });
  expect(response.status).toBe(303);
});

test('attack 7: the request may come to any host, the origin compared with is the configured one', async () => {
  const send = (origin: string) =>
    app.handler.fetch(
      new Request('https://evil.example/password/forgot', {
        method: 'POST',
        body: new URLSearchParams({ identifier: 'nobody@example.com' }),
        headers: { origin, host: 'evil.example', 'x-forwarded-host': 'evil.example' },
      }),
    );
  expect((await send('https://evil.example')).status).toBe(403);
  const answered = await send(ORIGIN);
  expect(answered.status).toBe(303);
  expect(answered.headers.get('location')).toBe('/password/check-mail');
});
