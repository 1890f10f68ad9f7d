import express from 'express';
import { expressHandler } from 'latchkey/express';
import { passwordHandler } from 'latchkey/http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type App, NEW_PASSWORD, OLD_PASSWORD, PUBLIC_URL, startApp } from './support/app.js';
import {
  EVIL,
  FORM,
  JSON_TYPE,
  serve as listen,
  post,
  type Served,
  speak,
} from './support/serve.js';

let app: App;
let served: Served | undefined;

beforeEach(async () => {
  app = await startApp();
});

afterEach(() => served?.close());

/** Serves an Express app and answers with its address. */
async function serve(configure: (host: express.Express) => void): Promise<string> {
  const host = express();
  configure(host);
  served = await listen(host);
  return served.base;
}

const mount =
  (prefix: string, publicUrl = PUBLIC_URL) =>
  (host: express.Express) => {
    host.use(
      prefix,
      expressHandler<string>({
        passwords: app.passwords,
        publicUrl,
        accountId: (request) => request.get('x-test-account') ?? null,
        clientAddress: (request) => request.ip,
      }),
    );
    host.use((_request, response) => void response.status(418).send('the host'));
  };

const PARSERS: readonly (readonly [string, (host: express.Express) => void])[] = [
  ['no body parser', () => {}],
  [
    'express.json() and simple urlencoded()',
    (host) => {
      host.use(express.json(), express.urlencoded({ extended: false }));
    },
  ],
  [
    'express.json() and extended urlencoded()',
    (host) => {
      host.use(express.json(), express.urlencoded({ extended: true }));
    },
  ],
  [
    'express.raw()',
    (host) => {
      host.use(express.raw({ type: () => true }));
    },
  ],
  [
    'express.text()',
    (host) => {
      host.use(express.text({ type: () => true }));
    },
  ],
];

describe.each(PARSERS)('behind %s', (_name, parsers) => {
  let base: string;

  beforeEach(async () => {
    base = await serve((host) => {
      parsers(host);
      mount('/password')(host);
    });
  });

  test('forms and JSON arrive as they were sent', async () => {
    const json = await post(
      `${base}/password/forgot`,
      '{"identifier":"bob@example.com"}',
      JSON_TYPE,
    );
    expect(await json.json()).toEqual({ ok: true });
    const form = await post(`${base}/password/forgot`, 'identifier=alice%40example.com', FORM);
    expect(form.status).toBe(303);
    await app.passwords.drainOutbox();
    expect(app.mails.map(({ to }) => to).sort()).toEqual(['alice@example.com', 'bob@example.com']);
  });

  test('a password keeps every character', async () => {
    const token = await app.mailedToken('alice@example.com');
    const newPassword = ' ünïcode & spaces = 100% + 👍 ';
    const body = new URLSearchParams({ token, newPassword }).toString();
    expect((await post(`${base}/password/reset`, body, FORM)).status).toBe(303);
    const signIn = await app.passwords.authenticate({
      identifier: 'alice@example.com',
      password: newPassword,
    });
    expect(signIn.ok).toBe(true);
  });

  test.each([
    'identifier=alice%40example.com&identifier=evil%40example.net',
    'identifier[0]=alice%40example.com',
    'identifier[]=alice%40example.com',
    'identifier[$ne]=x',
    'identifier[a][b]=x',
    'identifier%5B%5D=alice%40example.com',
  ])('attack 2: %s is refused, not flattened', async (body) => {
    app.calls.length = 0;
    expect((await post(`${base}/password/forgot`, body, FORM)).status).toBe(400);
    expect(app.calls).toEqual([]);
  });

  test.each(['{"identifier":["alice@example.com"]}', '{"identifier":{"$ne":null}}', '{}', '[]'])(
    'attack 11: %s is refused',
    async (body) => {
      app.calls.length = 0;
      expect((await post(`${base}/password/forgot`, body, JSON_TYPE)).status).toBe(400);
      expect(app.calls).toEqual([]);
    },
  );

  test('a body above 16 KiB is 413', async () => {
    const body = JSON.stringify({ identifier: 'x'.repeat(16 * 1024) });
    expect((await post(`${base}/password/forgot`, body, JSON_TYPE)).status).toBe(413);
  });

  test('a body of another type is 415', async () => {
    expect((await post(`${base}/password/forgot`, 'x=1', 'text/plain')).status).toBe(415);
  });
});

test('any prefix works, and people see the public one', async () => {
  const base = await serve((host) => {
    const router = express.Router();
    mount('/inner', 'https://app.example/account/password')(router as unknown as express.Express);
    host.use('/outer', router);
  });
  const page = await (await fetch(`${base}/outer/inner/forgot`)).text();
  expect(page).toContain('action="/account/password/forgot"');
  const form = await post(`${base}/outer/inner/forgot`, 'identifier=alice%40example.com', FORM);
  expect(form.headers.get('location')).toBe('/account/password/check-mail');
});

test('below its mount it answers everything, beside it nothing', async () => {
  const base = await serve(mount('/password'));
  expect((await fetch(`${base}/password/nothing`)).status).toBe(404);
  expect((await fetch(`${base}/passwords`)).status).toBe(418);
  expect((await fetch(`${base}/`)).status).toBe(418);
});

test('without a prefix it leaves to the host what is not below publicUrl', async () => {
  const base = await serve((host) => {
    host.use(expressHandler(passwordHandler({ passwords: app.passwords, publicUrl: PUBLIC_URL })));
    host.use((_request, response) => void response.status(418).send('the host'));
  });
  expect((await fetch(`${base}/password/forgot`)).status).toBe(200);
  expect((await fetch(`${base}/password?x=1`, { redirect: 'manual' })).status).toBe(303);
  expect((await fetch(`${base}/elsewhere`)).status).toBe(418);
  expect((await fetch(`${base}/passwords/forgot`)).status).toBe(418);
});

describe('attack 7: no header steers a URL', () => {
  test('mail, redirects, cookies and pages are as configured', async () => {
    const base = await serve((host) => {
      host.set('trust proxy', true);
      mount('/password')(host);
    });
    const body = 'identifier=alice%40example.com';
    const headers = { ...EVIL, 'content-type': FORM, 'content-length': String(body.length) };
    const asked = await speak(base, 'POST /password/forgot', headers, body);
    expect(asked).toContain('303 See Other');
    expect(asked).toMatch(/location: \/password\/check-mail\r/i);
    await app.passwords.drainOutbox();
    const [mail] = app.mails;
    const url = mail && 'url' in mail ? mail.url : '';
    expect(url).toMatch(/^https:\/\/app\.example\/password\/reset\?token=/);

    const moved = await speak(base, `GET /password/reset${new URL(url).search}`, EVIL);
    expect(moved).toMatch(/location: \/password\/reset\/[\w-]{22}\r/i);
    expect(moved).toMatch(/Path=\/password\/reset; HttpOnly; Secure/);
    const page = await speak(base, 'GET /password/forgot', EVIL);
    for (const answer of [asked, moved, page]) expect(answer).not.toContain('evil');
  });

  test('nor does a host in the request line', async () => {
    const base = await serve(mount('/password'));
    const page = await speak(base, 'GET http://evil.example/password/forgot', {
      host: 'evil.example',
    });
    expect(page).toContain('action="/password/forgot"');
    expect(page).not.toContain('evil');
  });

  test('a host that is no host is 400 or ignored, and no crash', async () => {
    const base = await serve(mount('/password'));
    const answer = await speak(base, 'GET /password/forgot', { host: 'a b@evil.example' });
    expect(answer).toMatch(/^HTTP\/1.1 (400|200)/);
    expect((await fetch(`${base}/password/forgot`)).status).toBe(200);
  });
});

test("Express' own request tells who is signed in", async () => {
  const base = await serve(mount('/password'));
  const body = JSON.stringify({ currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD });
  const stranger = await post(`${base}/password/change`, body, JSON_TYPE);
  expect(stranger.status).toBe(401);
  const alice = await post(`${base}/password/change`, body, JSON_TYPE, {
    'x-test-account': 'alice',
  });
  expect(await alice.json()).toEqual({ ok: true });
});

test('the global Request and Response stay those of Node', async () => {
  const before = [globalThis.Request, globalThis.Response];
  const base = await serve(mount('/password'));
  await fetch(`${base}/password/forgot`);
  expect([globalThis.Request, globalThis.Response]).toEqual(before);
});
