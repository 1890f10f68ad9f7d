import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { fastifyHandler } from 'latchkey/fastify';
import { passwordHandler } from 'latchkey/http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, PUBLIC_URL, startApp } from './support/app.js';
import { JSON_TYPE, post } from './support/serve.js';

let app: App;
let host: FastifyInstance;

beforeEach(async () => {
  app = await startApp();
  host = Fastify();
});

afterEach(() => host.close());

const pages = (publicUrl = PUBLIC_URL) =>
  fastifyHandler(passwordHandler<string, FastifyRequest>({ passwords: app.passwords, publicUrl }));
const start = () => host.listen({ port: 0, host: '127.0.0.1' });
const ASKING = '{"identifier":"alice@example.com"}';

test("the host's own routes keep their parsers and its error handler", async () => {
  host.post('/echo', async ({ body }) => ({ body }));
  host.setErrorHandler((error, _request, reply) => {
    reply.code(418).send((error as Error).message);
  });
  await host.register(pages(), { prefix: '/password' });
  const base = await start();
  expect(await (await post(`${base}/echo`, '{"a":1}', JSON_TYPE)).json()).toEqual({
    body: { a: 1 },
  });
  expect((await post(`${base}/echo`, 'a=1', 'no type at all')).status).toBe(418);
  expect((await post(`${base}/password/forgot`, 'a=1', 'no type at all')).status).toBe(415);
  expect((await post(`${base}/password/forgot`, ASKING, JSON_TYPE)).status).toBe(200);
});

test("the host's hooks run, and may add to the answer", async () => {
  host.addHook('onRequest', async (_request, reply) => {
    reply.header('set-cookie', 'before=1');
  });
  host.addHook('onSend', async (_request, reply, payload) => {
    reply.header('set-cookie', 'after=1');
    reply.header('x-length', String((payload as Buffer | null)?.length ?? 0));
  });
  await host.register(pages(), { prefix: '/password' });
  const base = await start();
  const token = await app.mailedToken('alice@example.com');
  const moved = await fetch(`${base}/password/reset?token=${token}`, { redirect: 'manual' });
  const names = moved.headers.getSetCookie().map((cookie) => cookie.split('=', 1)[0]);
  expect(names).toEqual(['before', expect.stringMatching(/^__Secure-latchkey-flow-/), 'after']);
  const page = await fetch(`${base}/password/forgot`);
  expect(page.headers.get('x-length')).toBe(page.headers.get('content-length'));
});

test('a hook of the host that refuses has the last word', async () => {
  host.addHook('onRequest', async () => {
    throw Object.assign(new Error('closed today'), { statusCode: 401 });
  });
  await host.register(pages(), { prefix: '/password' });
  const answer = await post(`${await start()}/password/forgot`, ASKING, JSON_TYPE);
  expect([answer.status, await answer.json()]).toMatchObject([401, { message: 'closed today' }]);
  expect(app.calls).toEqual([]);
});

test.each([
  ['/inner', '/inner'],
  ['/inner/', '/inner'],
  ['/:tenant/inner', '/acme/inner'],
])('below the prefix %s people see the public path', async (prefix, path) => {
  await host.register(pages('https://app.example/account/password'), { prefix });
  const base = (await start()) + path;
  expect(await (await fetch(`${base}/forgot`)).text()).toContain(
    'action="/account/password/forgot"',
  );
  const root = await fetch(`${base}/`, { redirect: 'manual' });
  expect([root.status, root.headers.get('location')]).toEqual([303, '/account/password/forgot']);
});

test('two handlers stand side by side', async () => {
  await host.register(pages());
  await host.register(pages('https://app.example/staff/password'));
  const base = await start();
  for (const path of ['/password', '/staff/password'])
    expect(await (await fetch(`${base}${path}/forgot`)).text()).toContain(`"${path}/forgot"`);
  expect((await fetch(`${base}/staff`)).status).toBe(404);
});

test("what a handler throws is the host's to answer", async () => {
  const fault = new Error('a detail');
  const heard: unknown[] = [];
  host.setErrorHandler((error, _request, reply) => {
    heard.push(error);
    reply.code(500).send('sorry');
  });
  await host.register(
    fastifyHandler({ publicUrl: PUBLIC_URL, fetch: () => Promise.reject(fault) }),
  );
  expect(await (await fetch(`${await start()}/password`)).text()).toBe('sorry');
  expect(heard).toEqual([fault]);
});
