import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type App, NEW_PASSWORD, SIGNED_IN_AS, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

let app: App;
let visitor: Visitor;
const TOKEN = 'A'.repeat(43);

beforeAll(async () => {
  app = await startApp();
  visitor = new Visitor(app.handler, { [SIGNED_IN_AS]: 'alice' });
});

beforeEach(() => {
  app.calls.length = 0;
});

const NOT_TEXT: readonly (readonly [string, unknown])[] = [
  ['an operator object', { $ne: null }],
  ['a list', ['alice@example.com', 'evil@example.net']],
  ['a list of one', [TOKEN]],
  ['a number', 0],
  ['true', true],
  ['null', null],
  ['undefined', undefined],
  ['empty text', ''],
  ['the word null', 'null'],
  ['NUL', 'a\0@b.example'],
  ['a lone surrogate', '\ud800@b.example'],
  ['text of 10 kB', 'x'.repeat(10_000)],
];

describe.each(NOT_TEXT)('attacks 2, 11 and 12: %s', (_what, value) => {
  test.each([
    ['/password/forgot', (bad: unknown) => ({ identifier: bad })],
    ['/password/reset', (bad: unknown) => ({ token: bad, newPassword: NEW_PASSWORD })],
    ['/password/reset', (bad: unknown) => ({ token: TOKEN, newPassword: bad })],
    ['/password/change', (bad: unknown) => ({ currentPassword: bad, newPassword: NEW_PASSWORD })],
  ])('%s refuses it and asks no store', async (path, body) => {
    // A word is no odd password, and it is refused elsewhere for what it is.
    const sent = body(value);
    if (value === 'null' && !('token' in sent && sent.token === value)) return;
    const response = await visitor.postJson(path, sent);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ ok: false, reason: 'invalid_input' });
    expect(app.calls).toEqual([]);
  });
});

test.each([
  'identifier=alice%40example.com&identifier=evil%40example.net',
  'identifier[0]=alice%40example.com',
  'identifier[]=alice%40example.com',
  'identifier[$ne]=',
  'identifier=',
  '',
])('attack 2: a form with %s is refused and nobody gets mail', async (body) => {
  const response = await visitor.post('/password/forgot', body);
  expect(response.status).toBe(400);
  expect(app.calls).toEqual([]);
});

test.each([
  'token=A&token=B',
  `token=${'A'.repeat(42)}`,
  `token=${'A'.repeat(44)}`,
  `token=${TOKEN}&token=${TOKEN}`,
  `token[]=${TOKEN}`,
  'token=null',
  'token=',
  '',
  `token=${'A'.repeat(42)}%00`,
  `token=${encodeURIComponent('"><script>alert(1)</script>')}`,
])('attacks 12 and 58: a link with "%s" gets no cookie and no look-up', async (query) => {
  const response = await visitor.get(`/password/reset?${query}`);
  expect(response.status).toBe(400);
  expect(response.headers.getSetCookie()).toEqual([]);
  expect(await response.text()).not.toContain('<script>alert');
  expect(app.calls).toEqual([]);
});

test('attack 59: a token of a megabyte is refused at once', async () => {
  const huge = 'A'.repeat(1_000_000);
  const started = performance.now();
  expect((await visitor.get(`/password/reset?token=${huge}`)).status).toBe(400);
  expect((await visitor.postJson('/password/reset', { token: huge })).status).toBe(413);
  expect(performance.now() - started).toBeLessThan(1000);
  expect(app.calls).toEqual([]);
});

describe('bodies', () => {
  test.each([
    ['form', 'application/x-www-form-urlencoded'],
    ['JSON', 'application/json'],
  ])('a %s above 16 KiB is 413 before it is parsed, streamed or not', async (_kind, type) => {
    const text = 'x'.repeat(16 * 1024 + 1);
    const sized = await visitor.send('/password/forgot', {
      method: 'POST',
      body: text,
      headers: { 'content-type': type },
    });
    expect(sized.status).toBe(413);
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    });
    const init = {
      method: 'POST',
      body: stream,
      duplex: 'half' as const,
      headers: { 'content-type': type },
    };
    expect((await visitor.send('/password/forgot', init)).status).toBe(413);
    expect(app.calls).toEqual([]);
  });

  test.each(['{', '[]', '"text"', 'null', '42', ''])('JSON %s is 400', async (body) => {
    const response = await visitor.postJson('/password/forgot', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ ok: false, reason: 'invalid_input' });
    expect(app.calls).toEqual([]);
  });

  test('bytes that are no UTF-8 are 400, not another password', async () => {
    const response = await visitor.send('/password/forgot', {
      method: 'POST',
      body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]),
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
  });

  test.each([
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
  ])('%s is 415', async (type) => {
    const response = await visitor.send('/password/forgot', {
      method: 'POST',
      body: '{"identifier":"alice@example.com"}',
      headers: { 'content-type': type },
    });
    expect(response.status).toBe(415);
    expect(app.calls).toEqual([]);
  });

  test('a compressed body is 415, since nothing unpacks it', async () => {
    const response = await visitor.postJson(
      '/password/forgot',
      { identifier: 'alice@example.com' },
      { 'content-encoding': 'gzip' },
    );
    expect(response.status).toBe(415);
  });
});

test.each([
  ['/password/forgot', 'GET, HEAD, POST'],
  ['/password/reset', 'GET, HEAD, POST'],
  ['/password/change', 'GET, HEAD, POST'],
  ['/password/done', 'GET, HEAD'],
])('%s answers other methods 405 with Allow', async (path, allow) => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const response = await visitor.send(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
  }
});

test.each([
  '/password/nothing',
  '/password//forgot',
  '/passwordx/forgot',
  '/forgot',
  '/password/assets/x',
])('%s is 404', async (path) => {
  expect((await visitor.get(path)).status).toBe(404);
});

test.each([
  '{"identifier":"nobody@example.com","identifier":"alice@example.com"}',
  '{"identifier":"nobody@example.com","\\u0069dentifier":"alice@example.com"}',
])('a key that comes twice is refused: %s', async (body) => {
  const app = await startApp();
  const answer = await new Visitor(app.handler).postJson('/password/forgot', body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ ok: false, reason: 'invalid_input' });
  expect(app.calls).toEqual([]);
});

test('percent-encoded bytes that are no UTF-8 do not become another password', async () => {
  const app = await startApp();
  const token = await app.mailedToken('alice@example.com');
  app.calls.length = 0;
  const body = `token=${token}&newPassword=Zuf%E4llig+gr%F6%DFer+als+%D6lt%FCrmchen`;
  const answer = await new Visitor(app.handler).post('/password/reset', body);
  expect(answer.status).toBe(400);
  expect(app.calls).toEqual([]);
});
