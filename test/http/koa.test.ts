import Router from '@koa/router';
import Koa from 'koa';
import { passwordHandler } from 'latchkey/http';
import { koaHandler } from 'latchkey/koa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, PUBLIC_URL, startApp } from './support/app.js';
import { FORM, post, type Served, serve } from './support/serve.js';

let app: App;
let served: Served | undefined;

beforeEach(async () => {
  app = await startApp();
});

afterEach(async () => {
  await served?.close();
  served = undefined;
});

const pages = (publicUrl = PUBLIC_URL) =>
  passwordHandler<string, Koa.Context>({ passwords: app.passwords, publicUrl });

async function start(configure: (host: Koa) => void): Promise<string> {
  const host = new Koa();
  configure(host);
  served = await serve(host.callback());
  return served.base;
}

test('middleware around it sees the answer, and adds to it', async () => {
  const seen: unknown[] = [];
  const base = await start((host) => {
    host.use(async (ctx, next) => {
      ctx.append('Set-Cookie', 'before=1');
      await next();
      seen.push([ctx.status, ctx.type, Buffer.isBuffer(ctx.body)]);
      ctx.cookies.set('after', '1');
      ctx.set('X-Response-Time', '1ms');
    });
    host.use(koaHandler(pages()));
  });
  const token = await app.mailedToken('alice@example.com');
  const moved = await fetch(`${base}/password/reset?token=${token}`, { redirect: 'manual' });
  const names = moved.headers.getSetCookie().map((cookie) => cookie.split('=', 1)[0]);
  expect(names).toEqual(['before', expect.stringMatching(/^__Secure-latchkey-flow-/), 'after']);
  expect(moved.headers.get('x-response-time')).toBe('1ms');
  expect(moved.headers.get('content-type')).toBeNull();
  await fetch(`${base}/password/forgot`);
  expect(seen).toEqual([
    [303, '', false],
    [200, 'text/html', true],
  ]);
});

test('a router may lead to it', async () => {
  const base = await start((host) => {
    const router = new Router();
    router.all('/password{/*path}', koaHandler(pages()));
    host.use(router.routes());
  });
  const asked = await post(`${base}/password/forgot`, 'identifier=alice%40example.com', FORM);
  expect(asked.headers.get('location')).toBe('/password/check-mail');
});

test.each([
  ['a prefix that is named', (prefix: string) => koaHandler(pages(MOVED), { prefix })],
  ['a mount that takes its path off', (prefix: string) => mount(prefix, koaHandler(pages(MOVED)))],
])('below %s people see the public path', async (_name, middleware) => {
  const base = await start((host) => void host.use(middleware('/inner')));
  const page = await fetch(`${base}/inner/forgot`);
  expect(await page.text()).toContain('action="/account/password/forgot"');
  expect((await fetch(`${base}/elsewhere`)).status).toBe(404);
});

const MOVED = 'https://app.example/account/password';

/** As koa-mount does. */
function mount(prefix: string, middleware: Koa.Middleware): Koa.Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith(`${prefix}/`)) return next();
    const before = ctx.path;
    ctx.mountPath = prefix;
    ctx.path = before.slice(prefix.length);
    await middleware(ctx, async () => {
      ctx.path = before;
      await next();
    });
  };
}

test("what a handler throws is the host's to answer", async () => {
  const heard: unknown[] = [];
  const fault = new Error('a detail');
  const base = await start((host) => {
    host.on('error', (error) => heard.push(error));
    host.use(koaHandler({ publicUrl: PUBLIC_URL, fetch: () => Promise.reject(fault) }));
  });
  const answer = await fetch(`${base}/password/forgot`);
  expect([answer.status, await answer.text()]).toEqual([500, 'Internal Server Error']);
  expect(heard).toEqual([fault]);
});
