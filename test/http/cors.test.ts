import { beforeAll, describe, expect, test } from 'vitest';
import { type App, SIGNED_IN_AS, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

const SPA = 'https://spa.example';
const from = (origin: string) => ({ origin, 'sec-fetch-site': 'cross-site' });
const identifier = 'alice@example.com';

let app: App;
let visitor: Visitor;
beforeAll(async () => {
  app = await startApp({ handler: { cors: { origins: [SPA] } } });
  visitor = new Visitor(app.handler);
});

describe('a frontend of another origin', () => {
  test('may use the JSON API when it is listed', async () => {
    const preflight = await visitor.send('/password/forgot', {
      method: 'OPTIONS',
      headers: {
        ...from(SPA),
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(SPA);
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    const answer = await visitor.postJson('/password/forgot', { identifier }, from(SPA));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(SPA);
    expect(answer.headers.get('vary')).toContain('Origin');
    const refused = await visitor.postJson('/password/forgot', {}, from(SPA));
    expect(refused.status, 'a refusal can be read, too').toBe(400);
    expect(refused.headers.get('access-control-allow-origin')).toBe(SPA);
  });

  test.each([
    'https://evil.example',
    'https://spa.example.evil',
    'http://spa.example',
    'https://spa.example:8443',
    'null',
  ])('attack 9: %s gets nothing', async (origin) => {
    app.calls.length = 0;
    const answer = await visitor.postJson('/password/forgot', { identifier }, from(origin));
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(app.calls).toEqual([]);
  });

  test('attack 61: may send no form, which needs no leave', async () => {
    const headers = { ...from(SPA), [SIGNED_IN_AS]: 'alice' };
    const body = { currentPassword: 'a', newPassword: 'b' };
    expect((await visitor.post('/password/change', body, headers)).status).toBe(403);
    expect((await visitor.post('/password/forgot', { identifier }, headers)).status).toBe(403);
  });

  test('acts in the name of who is signed in only where that is said', async () => {
    const { handler } = await startApp({
      handler: { cors: { origins: [SPA], credentials: true } },
    });
    const answer = await new Visitor(handler).postJson(
      '/password/forgot',
      { identifier },
      from(SPA),
    );
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
  });

  test('gets no pages: their HTML stays with their own origin', async () => {
    const page = await visitor.get('/password/reset', from(SPA));
    expect(page.headers.get('access-control-allow-origin') ?? 'none').not.toBe('*');
    const check = await visitor.get('/password/check-mail', from(SPA));
    expect(check.headers.get('access-control-allow-origin')).toBeNull();
  });
});
