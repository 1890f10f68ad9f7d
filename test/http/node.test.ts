import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { passwordHandler } from 'latchkey/http';
import { nodeHandler, publicTarget, type WebHandler } from 'latchkey/node';
import { afterEach, describe, expect, test } from 'vitest';
import { startApp } from './support/app.js';
import { type Served, serve } from './support/serve.js';

let served: Served | undefined;

afterEach(async () => {
  await served?.close();
  served = undefined;
});

/** A handler of the same shape as ours, for what ours never does. */
const handlerOf = (
  answer: (request: Request, native?: IncomingMessage) => Response | Promise<Response>,
): WebHandler<IncomingMessage> => ({
  publicUrl: 'https://app.example/account/password',
  fetch: async (request, native) => answer(request, native),
});

describe('publicTarget', () => {
  const publicUrl = new URL('https://app.example/account/password');
  const at = (url: string, prefix?: string) => publicTarget(url, publicUrl, prefix);

  test.each([
    ['/account/password', undefined, ''],
    ['/account/password?x=1', undefined, '?x=1'],
    ['/account/password/reset?token=a#b', undefined, '/reset?token=a#b'],
    ['/inner/reset', '/inner', '/reset'],
    ['/inner/reset', '/inner/', '/reset'],
    ['/reset', '', '/reset'],
    ['', '', ''],
    ['http://evil.example/account/password/reset', undefined, '/reset'],
    ['//evil.example/reset', '', '//evil.example/reset'],
  ])('takes %s below %s', (url, prefix, rest) => {
    expect(at(url, prefix)).toBe(`https://app.example/account/password${rest}`);
  });

  test.each(['/', '/account', '/account/passwords', '/account/password%2freset', 'evil', '*'])(
    'leaves %s alone',
    (url) => {
      expect(at(url)).toBeNull();
    },
  );

  test.each(['//evil.example', '/@evil.example', '/.evil.example', '/:8080'])(
    'attack 7: %s at the root of the origin stays on the origin',
    (url) => {
      const target = publicTarget(url, new URL('https://app.example')) ?? '';
      expect(new URL(target).origin).toBe('https://app.example');
    },
  );

  test.each([
    '/./reset',
    '/x/../reset',
    '/%2e/reset',
    '/x/%2E%2e/reset',
    '/.',
    '\\reset',
    '/..\\x',
  ])('a path that would be tidied into another is no route of ours: %s', (rest) => {
    expect(at(`/account/password${rest}`)).toBeNull();
  });
});

describe('nodeHandler', () => {
  test('a prefix that a proxy rewrites is replaced by the public path', async () => {
    const { passwords } = await startApp();
    const pages = passwordHandler<string, IncomingMessage>({
      passwords,
      publicUrl: 'https://app.example/account/password',
    });
    served = await serve(nodeHandler(pages, { prefix: '/inner' }));
    const page = await (await fetch(`${served.base}/inner/forgot`)).text();
    expect(page).toContain('action="/account/password/forgot"');
    expect((await fetch(`${served.base}/account/password/forgot`)).status).toBe(404);
  });

  test('below a mount that takes its path off the URL, the rest is looked at', async () => {
    const seen: string[] = [];
    const handler = nodeHandler(
      handlerOf(({ url }) => {
        seen.push(url);
        return new Response('x');
      }),
    );
    served = await serve((request, response) => {
      // As Connect does.
      Object.assign(request, {
        originalUrl: request.url,
        url: request.url?.slice('/inner'.length),
      });
      handler(request, response);
    });
    await fetch(`${served.base}/inner/forgot?a=1`);
    expect(seen).toEqual(['https://app.example/account/password/forgot?a=1']);
  });

  test('headers and cookies that the host has set stay beside those of the answer', async () => {
    const headers = new Headers({ 'content-type': 'text/plain' });
    for (const name of ['a', 'b']) headers.append('set-cookie', `${name}=1; Path=/`);
    const handler = nodeHandler(handlerOf(() => new Response('text', { status: 201, headers })));
    served = await serve((request, response) => {
      response.setHeader('Set-Cookie', 'host=1');
      response.setHeader('X-Host', 'yes');
      handler(request, response);
    });
    const answer = await fetch(`${served.base}/account/password`);
    expect([answer.status, await answer.text()]).toEqual([201, 'text']);
    expect(answer.headers.getSetCookie()).toEqual(['host=1', 'a=1; Path=/', 'b=1; Path=/']);
    expect(answer.headers.get('x-host')).toBe('yes');
    expect(answer.headers.get('content-length')).toBe('4');
  });

  test('what a handler throws goes to the host, or is a bare 500', async () => {
    const fault = new Error('a detail');
    const handler = nodeHandler(
      handlerOf(() => {
        throw fault;
      }),
    );
    let told: unknown;
    served = await serve((request, response) =>
      request.url?.endsWith('/told')
        ? handler(request, response, (error) => {
            told = error;
            response.writeHead(502).end();
          })
        : handler(request, response),
    );
    expect((await fetch(`${served.base}/account/password/told`)).status).toBe(502);
    expect(told).toBe(fault);
    const bare = await fetch(`${served.base}/account/password`);
    expect([bare.status, await bare.text()]).toEqual([500, '']);
  });

  test('a client that goes away aborts the request of the handler', async () => {
    let asked = (_request: Request) => {};
    const request = new Promise<Request>((resolve) => {
      asked = resolve;
    });
    const handler = nodeHandler(
      handlerOf((each) => {
        asked(each);
        return new Promise(() => {});
      }),
    );
    served = await serve(handler);
    const socket = connect(Number(new URL(served.base).port), '127.0.0.1');
    socket.write('GET /account/password HTTP/1.1\r\nHost: app.example\r\n\r\n');
    const { signal } = await request;
    expect(signal.aborted).toBe(false);
    const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve));
    socket.destroy();
    await aborted;
  });

  test('attack 7: a Host header that is no host is 400, and no crash', async () => {
    const handler = nodeHandler(handlerOf(() => new Response('text')));
    const server = createServer({ requireHostHeader: false }, handler);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const speak = async (head: string) => {
      const socket = connect(port, '127.0.0.1');
      socket.end(`GET /account/password HTTP/1.1\r\n${head}Connection: close\r\n\r\n`);
      let answer = '';
      for await (const chunk of socket) answer += String(chunk);
      return answer.split('\r\n', 1)[0];
    };
    expect(await speak('Host: a b@evil.example\r\n')).toBe('HTTP/1.1 400 Bad Request');
    expect(await speak('')).toBe('HTTP/1.1 200 OK');
    await new Promise((resolve) => server.close(resolve));
  });

  test('the global Request and Response stay those of Node', async () => {
    const before = [globalThis.Request, globalThis.Response];
    served = await serve(nodeHandler(handlerOf(() => new Response('text'))));
    await fetch(`${served.base}/account/password`);
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });
});
