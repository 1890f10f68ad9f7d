import express from 'express';
import { expressHandler } from 'latchkey/express';
import { publicTarget } from 'latchkey/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NodeRequest } from '../../adapters/node/exchange.js';
import { parsedBody } from '../../adapters/node/parsed-body.js';
import { leastCpuTime } from '../support/least-cpu-time.js';
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

/** Serves the pages behind a parser, and answers with the form that takes an address. */
async function formBehind(parser: express.RequestHandler): Promise<string> {
  const host = express().use(parser);
  host.use('/password', expressHandler({ passwords: app.passwords, publicUrl: PUBLIC_URL }));
  served = await serve(host);
  return `${served.base}/password/forgot`;
}

const unparsed: express.RequestHandler = (_request, _response, next) => next();

describe('a field that comes thousands of times', () => {
  test('attack 59: in a form of 16 KiB it is refused at once', async () => {
    const url = await formBehind(unparsed);
    await post(url, 'identifier=a&identifier=b', FORM);
    const before = process.cpuUsage();
    const answer = await post(url, 'identifier&'.repeat(1489), FORM);
    const many = await post(url, 'a&'.repeat(8192), FORM);
    const { user, system } = process.cpuUsage(before);
    expect([answer.status, many.status]).toEqual([400, 400]);
    expect((user + system) / 1000).toBeLessThan(500);
    expect(app.calls).toEqual([]);
  });

  test.each(['__proto__', 'constructor', 'toString'])('%s is a name as any other', async (name) => {
    const url = await formBehind(unparsed);
    for (const times of [1, 2, 3]) {
      const answer = await post(url, `${`${name}=x&`.repeat(times)}identifier=a@b.example`, FORM);
      expect(answer.ok || answer.status === 303, `${answer.status}`).toBe(true);
    }
  });
});

describe('what a parser has nested', () => {
  /** With a leaf in each layer, whose name is as long as the way to it. */
  const nested = (depth: number) => {
    let body: object = { x: '1' };
    for (let layer = 1; layer < depth; layer += 1) body = { x: '1', a: body };
    return { identifier: body };
  };
  const headers = { 'content-type': FORM };
  const read = { readableDidRead: true, headers } as unknown as NodeRequest;

  test.each([2000, 4000, 100_000])('attack 59: %i layers are left at once', (depth) => {
    const body = nested(depth);
    expect(leastCpuTime(() => parsedBody(read, { body }))).toBeLessThan(20);
    expect(parsedBody(read, { body })).toHaveLength(0);
  });

  test('attack 59: more than is read is written no further, and no part of it is', () => {
    const body = { identifier: 'a@b.example', list: new Array<string>(100_000).fill('x') };
    const written = parsedBody(read, { body }) ?? new Uint8Array();
    expect(written.length).toBe(16 * 1024 + 1);
    expect(Buffer.from(written).includes('identifier')).toBe(false);
  });

  test.each([
    ['in 2000 layers', nested(2000), 400],
    ['in 4000 layers', nested(4000), 400],
    ['with 100,000 entries', { identifier: new Array(100_000).fill('a') }, 413],
    ['with a long text', { identifier: 'a@b.example', more: 'x'.repeat(16_384) }, 413],
  ])('attack 59: a form %s is refused', async (_what, body, status) => {
    const url = await formBehind((request, response, next) =>
      express.text({ type: () => true })(request, response, () => {
        request.body = body;
        next();
      }),
    );
    expect((await post(url, 'x=1', FORM)).status).toBe(status);
    expect(app.calls).toEqual([]);
  });

  test.each([
    [16_384, 'more='],
    [16_385, '\0'],
  ])('a form of %i bytes is as long as it was, whatever it says', (length, start) => {
    const body = { more: 'x'.repeat(length - 'more='.length) };
    const written = Buffer.from(parsedBody(read, { body }) ?? []);
    expect(written).toHaveLength(length);
    expect(written.toString()).toMatch(new RegExp(`^${start}`));
  });

  test('a form that is nested little stays as it is', () => {
    const body = { identifier: ['a', 'b'], [`${'n'.repeat(300)}`]: '1', a: { b: { c: '2' } } };
    const written = new URLSearchParams(Buffer.from(parsedBody(read, { body }) ?? []).toString());
    expect([...written.values()]).toEqual(['a', 'b', '1', '2']);
    expect([...written.keys()]).toContain('a[b][c]');
  });
});

describe('a request line that names a host', () => {
  const publicUrl = new URL('https://app.example/account/password');
  const at = (host: string, rest = '/account/password/reset') =>
    publicTarget(`http://${host}${rest}`, publicUrl);

  test.each(['例', '%E4%BE%8B', 'ü.'])(
    'attack 59: 16 KiB of %s are no host, and are left at once',
    (part) => {
      const host = part.repeat(16_384 / part.length);
      expect(leastCpuTime(() => at(host))).toBeLessThan(1);
      expect(at(host)).toBeNull();
    },
  );

  test.each([
    `${'a'.repeat(63)}.`.repeat(3).concat('b'.repeat(61), ':65535'),
    '例え.example',
    '[::1]:80',
  ])('one of the longest is still taken off: %s', (host) => {
    expect(at(host)).toBe('https://app.example/account/password/reset');
  });

  test.each([
    ['', '/account/password/reset'],
    ['a b', '/account/password/reset'],
    ['evil.example:99999', '/account/password/reset'],
    ['[::1', '/account/password/reset'],
    ['evil%00example', '/account/password/reset'],
    ['evil.example', '\\..\\account'],
    ['evil.example', '/account/password/../x'],
    ['evil.example', '/account/password/%2e%2e/x'],
    ['evil.example', '/account/passwords'],
    ['evil.example\\account', '/x'],
  ])('what was refused is refused: http://%s%s', (host, rest) => {
    expect(at(host, rest)).toBeNull();
  });
});
