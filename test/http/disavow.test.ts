import type { AccountChange, Hooks } from 'latchkey';
import { allLanguages, english } from 'latchkey/http';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type App,
  NEW_PASSWORD,
  OLD_PASSWORD,
  ORIGIN,
  STOLEN_PASSWORD,
  startApp,
} from './support/app.js';
import { EVIL } from './support/serve.js';
import { Visitor } from './support/visitor.js';

const address = 'alice@example.com';
const { disavow: texts } = english;
let app: App;
let visitor: Visitor;
let now: Date;

beforeEach(async () => {
  now = new Date('2030-01-01T12:00:00Z');
  app = await startApp({ service: { clock: () => now } });
  visitor = new Visitor(app.handler);
});

const signsIn = async (password: string) => {
  const result = await app.passwords.authenticate({ identifier: address, password });
  return result.ok ? 'ok' : result.reason;
};

/** Opens a notice's link as a person does. */
async function open(token: string, as = visitor) {
  const moved = await as.get(`/password/disavow?token=${token}`);
  const location = moved.headers.get('location') ?? '';
  const shown = await as.get(location);
  const flow = location.split('/').at(-1) ?? '';
  return { moved, location, flow, status: shown.status, page: await shown.text() };
}

describe('a notice’s link', () => {
  test('becomes a cookie and a form that says what will happen, and does it', async () => {
    const token = await app.disavowalToken();
    const { moved, location, flow, page } = await open(token);
    expect(moved.status).toBe(303);
    expect(location).toMatch(/^\/password\/disavow\/[\w-]{22}$/);
    expect(moved.headers.get('referrer-policy')).toBe('no-referrer');
    const [cookie = ''] = moved.headers.getSetCookie();
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/password/disavow'])
      expect(cookie.split('; ')).toContain(attribute);
    for (const sentence of texts.consequences) expect(page).toContain(sentence);
    expect(page).toMatch(/name="address"[^>]* value=""/);
    expect(page).not.toContain('alice');
    expect(await signsIn(STOLEN_PASSWORD), 'so far nothing has happened').toBe('ok');

    const done = await visitor.post('/password/disavow', { flow, address });
    expect([done.status, done.headers.get('location')]).toEqual([303, '/password/disavowed']);
    expect(visitor.cookies).toEqual([]);
    const end = await (await visitor.get('/password/disavowed')).text();
    expect(end).toContain(texts.done.title);
    expect(end).toContain(`<p class="lead">${texts.done.further}</p>`);
    expect(await signsIn(STOLEN_PASSWORD)).toBe('reset_required');

    await app.passwords.drainOutbox();
    const mail = app.mails.at(-1);
    if (mail?.kind !== 'disavowal') throw new Error('no fresh link came');
    const fresh = new URL(mail.url).searchParams.get('token') ?? '';
    const body = { token: fresh, newPassword: NEW_PASSWORD };
    expect((await visitor.postJson('/password/reset', body)).status).toBe(200);
    expect(await signsIn(NEW_PASSWORD)).toBe('ok');
  });

  test('takes the address as people write it, and no other', async () => {
    const { flow } = await open(await app.disavowalToken());
    const other = await visitor.post('/password/disavow', { flow, address: 'bob@example.com' });
    expect(other.status).toBe(403);
    const page = await other.text();
    expect(page).toContain(texts.mismatch);
    // The sentence ends in a colon, and its list follows.
    const [lead, first] = [texts.lead, texts.consequences[0] ?? ''].map((text) =>
      page.indexOf(text),
    );
    expect(page.indexOf('data-summary')).toBeLessThan(lead ?? 0);
    expect(page.slice(lead, first)).toMatch(/:<\/p>\s*<ul [^>]*><li>$/);
    expect(page).toContain('value="bob@example.com"');
    expect(page).toContain('aria-describedby="address-fault"');
    for (const odd of ['', 'a@b,c@d', 'x'.repeat(2000)]) {
      const refused = await visitor.post('/password/disavow', { flow, address: odd });
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain(english.forgot.identifierInvalid);
    }
    expect(await signsIn(STOLEN_PASSWORD)).toBe('ok');
    const right = await visitor.post('/password/disavow', { flow, address: ' ALICE@example.com ' });
    expect(right.status).toBe(303);
  });

  test('says what it is no longer good for', async () => {
    const token = await app.disavowalToken();
    const { flow } = await open(token);
    await visitor.post('/password/disavow', { flow, address });
    const again = await open(token);
    expect(again.status).toBe(410);
    expect(again.page).toContain(texts.used.title);
    expect(visitor.cookies).toEqual([]);
    const never = await open('A'.repeat(43));
    expect([never.status, visitor.cookies]).toEqual([400, []]);
    expect(never.page).toContain(english.link.invalid.title);
  });

  test('lives for 72 hours', async () => {
    const token = await app.disavowalToken();
    const { flow } = await open(token);
    now = new Date(now.getTime() + 72 * 3_600_000 - 1);
    expect((await open(token)).status).toBe(200);
    now = new Date(now.getTime() + 1);
    const late = await open(token);
    expect(late.status).toBe(410);
    expect(late.page).toContain(texts.expired.lead);
    const posted = await visitor.post('/password/disavow', { flow, address });
    expect(posted.status).toBe(410);
    expect(await signsIn(STOLEN_PASSWORD)).toBe('ok');
  });

  test('of another browser is lost there, and no store is asked', async () => {
    const { flow, location } = await open(await app.disavowalToken());
    app.calls.length = 0;
    const elsewhere = new Visitor(app.handler);
    for (const lost of [
      await elsewhere.get(location),
      await elsewhere.post('/password/disavow', { flow, address }),
      await elsewhere.post('/password/disavow', { address }),
    ]) {
      expect(lost.status).toBe(400);
      expect(await lost.text()).toContain(english.link.cookieLost.title);
    }
    expect(app.calls).toEqual([]);
  });

  test('opens no password, and a reset link disavows nothing', async () => {
    const token = await app.disavowalToken();
    const body = { token, newPassword: NEW_PASSWORD };
    for (const path of ['/password/reset', '/password/inspect'])
      expect((await visitor.postJson(path, body)).status).toBe(400);
    const link = await app.mailedToken(address);
    const crossed = await visitor.postJson('/password/disavow', { token: link, address });
    expect(await crossed.json()).toEqual({ ok: false, reason: 'token_invalid' });
    expect(await signsIn(STOLEN_PASSWORD)).toBe('ok');
  });

  test('where the address is another one by now, support has to help', async () => {
    const token = await app.disavowalToken();
    await app.stores.accounts.update('alice', { email: 'thief@evil.example' });
    const { flow } = await open(token);
    const done = await visitor.post('/password/disavow', { flow, address });
    expect(done.headers.get('location')).toBe('/password/disavowed/contact');
    const page = await (await visitor.get('/password/disavowed/contact')).text();
    expect(page).toContain('get in touch with us');
    expect(page, 'nothing is put back in dispute').not.toContain(texts.done.further);
    const before = app.mails.length;
    await app.passwords.drainOutbox();
    expect(app.mails).toHaveLength(before);
  });
});

describe('the page after it', () => {
  test('sends the person to the links of other notices, which put back what those told of', async () => {
    const told: string[] = [];
    const hooks: Hooks<string> = {
      onDisavowal: ({ change, changedAt }) =>
        void told.push(`${change} ${changedAt.toISOString().slice(11, 16)}`),
    };
    app = await startApp({ service: { clock: () => now, hooks } });
    visitor = new Visitor(app.handler);
    const ofPassword = await app.disavowalToken();
    now = new Date(now.getTime() + 600_000);
    const ofFactor = await accountChanged('second_factor_added');
    for (const token of [ofFactor, ofPassword]) {
      const { flow } = await open(token);
      const done = await visitor.post('/password/disavow', { flow, address });
      expect([done.status, done.headers.get('location')]).toEqual([303, '/password/disavowed']);
    }
    expect(told).toEqual(['second_factor_added 12:10', 'password_changed 12:00']);
  });

  test.each(allLanguages.map((each) => [each.lang, each.disavow.done] as const))(
    'says so in %s, below the rest',
    async (lang, { lead, further }) => {
      const page = await (await visitor.get(`/password/disavowed?ui_locales=${lang}`)).text();
      const paragraphs = [...page.matchAll(/<p class="lead">(.*?)<\/p>/g)].map(([, text]) => text);
      expect(paragraphs).toEqual([lead, further]);
    },
  );

  /** As a thief who is in changes something else, with the token in its notice. */
  async function accountChanged(change: AccountChange): Promise<string> {
    await app.passwords.accountChanged({ accountId: 'alice', change });
    await app.passwords.drainOutbox();
    const notice = app.mails.findLast(({ kind }) => kind === 'account_changed');
    if (notice?.kind !== 'account_changed') throw new Error('no notice came');
    return new URL(notice.disavow?.url ?? '').searchParams.get('token') ?? '';
  }
});

describe('attack 55: a scanner of mails', () => {
  test('that fetches every link, and every link behind it, changes nothing', async () => {
    const token = await app.disavowalToken();
    const calls = () => app.calls.filter((name) => !/find|read/.test(name)).sort();
    const before = calls();
    for (let visit = 0; visit < 20; visit += 1) {
      const scanner = new Visitor(app.handler);
      for (const method of ['HEAD', 'GET']) {
        const seen = new Set<string>();
        const queue = [`/password/disavow?token=${token}`];
        for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
          if (seen.has(path)) continue;
          seen.add(path);
          const answer = await scanner.send(path, { method });
          const page = await answer.text();
          queue.push(...[answer.headers.get('location')].filter((to) => to !== null));
          queue.push(
            ...[...page.matchAll(/(?:href|action)="([^"#]+)"/g)].map(([, to]) => to ?? ''),
          );
        }
        expect([...seen].some((path) => /disavow\/[\w-]{22}/.test(path))).toBe(true);
      }
    }
    expect(calls(), 'no store was written').toEqual(before);
    expect(await signsIn(STOLEN_PASSWORD)).toBe('ok');
  });

  test('that sends the form as it stands, or with any address of its own, changes nothing', async () => {
    const token = await app.disavowalToken();
    const guesses = ['', 'scanner@filter.example', 'admin@example.com', 'test@test.com', 'x'];
    for (const guess of guesses) {
      const scanner = new Visitor(app.handler);
      const { flow } = await open(token, scanner);
      const form = new URLSearchParams({ flow, address: guess }).toString();
      const type = 'application/x-www-form-urlencoded';
      const headers = { 'content-type': type };
      const sent = await scanner.send('/password/disavow', { method: 'POST', body: form, headers });
      expect([400, 403]).toContain(sent.status);
    }
    expect(await signsIn(STOLEN_PASSWORD)).toBe('ok');
    const { flow } = await open(token);
    const owner = await visitor.post('/password/disavow', { flow, address });
    expect(owner.status, 'and leaves the owner the link').toBe(303);
  });

  test('that guesses on is stopped, and told when to come back', async () => {
    const token = await app.disavowalToken();
    const { flow } = await open(token);
    for (let guess = 0; guess < 10; guess += 1) {
      const body = { flow, address: `guess${guess}@example.com` };
      expect((await visitor.post('/password/disavow', body)).status).toBe(403);
    }
    const full = await visitor.post('/password/disavow', { flow, address });
    expect(full.status).toBe(429);
    expect(await full.text()).toMatch(/Please wait \d+ hours/);
    const json = await visitor.postJson('/password/disavow', { token, address });
    expect(json.status).toBe(429);
    expect(Number(json.headers.get('retry-after'))).toBeGreaterThan(3600);
    expect(await signsIn(STOLEN_PASSWORD)).toBe('ok');
  });
});

test('attack 61: a page of somebody else cannot send the form', async () => {
  const { flow } = await open(await app.disavowalToken());
  app.calls.length = 0;
  for (const from of [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'null', 'sec-fetch-site': 'none' },
    { origin: ORIGIN, 'sec-fetch-site': 'same-site' },
  ]) {
    const answer = await visitor.post('/password/disavow', { flow, address }, from);
    expect(answer.status).toBe(403);
  }
  expect(app.calls).toEqual([]);
  expect(await signsIn(STOLEN_PASSWORD)).toBe('ok');
});

test('attack 7: no header steers the redirect, nor the link of the notice', async () => {
  const token = await app.disavowalToken();
  const moved = await visitor.get(`/password/disavow?token=${token}`, EVIL);
  expect(moved.headers.get('location')).toMatch(/^\/password\/disavow\/[\w-]{22}$/);
  const notice = app.mails.find((mail) => mail.kind === 'password_changed');
  if (notice?.kind !== 'password_changed') throw new Error('no notice came');
  expect(notice.disavow?.url).toBe(`https://app.example/password/disavow?token=${token}`);
});

test('attack 56: the token is in no page, no location and no cookie of other pages', async () => {
  const token = await app.disavowalToken();
  const { moved, location, flow, page } = await open(token);
  expect(location + page + (await moved.text())).not.toContain(token);
  expect(moved.headers.get('cache-control')).toBe('no-store');
  const refused = await visitor.post('/password/disavow', { flow, address: 'x@example.com' });
  expect(await refused.text()).not.toContain(token);
  const odd = await visitor.get(`/password/disavow?token=${token}x`);
  expect([odd.status, odd.headers.get('referrer-policy')]).toEqual([400, 'no-referrer']);
  expect(odd.headers.getSetCookie()).toEqual([]);
});

test('attack 58: an address with markup comes back as text', async () => {
  const { flow } = await open(await app.disavowalToken());
  const evil = '"><script>alert(1)</script>@x';
  const page = await (await visitor.post('/password/disavow', { flow, address: evil })).text();
  expect(page).not.toContain('<script>alert');
  expect(page).toContain('&quot;&gt;&lt;script&gt;');
});

test.each([
  'token=A&token=B',
  `token=${'A'.repeat(42)}`,
  `token[]=${'A'.repeat(43)}`,
  'token=',
  '',
])('a link with "%s" gets no cookie and no look-up', async (query) => {
  app.calls.length = 0;
  const answer = await visitor.get(`/password/disavow?${query}`);
  expect([answer.status, answer.headers.getSetCookie(), app.calls]).toEqual([400, [], []]);
});

describe('as JSON', () => {
  test('tells whether the link is good, and disavows', async () => {
    const token = await app.disavowalToken();
    const looked = await visitor.postJson('/password/disavow/inspect', { token });
    expect(await looked.json()).toEqual({ ok: true, expiresAt: expect.any(String) });
    const wrong = await visitor.postJson('/password/disavow', { token, address: 'b@example.com' });
    expect([wrong.status, await wrong.json()]).toEqual([
      403,
      { ok: false, reason: 'address_mismatch' },
    ]);
    const done = await visitor.postJson('/password/disavow', { token, address });
    expect([done.status, await done.json()]).toEqual([200, { ok: true, linkFollows: true }]);
    const dead = await visitor.postJson('/password/disavow/inspect', { token });
    expect([dead.status, await dead.json()]).toEqual([410, { ok: false, reason: 'token_used' }]);
    expect(await signsIn(OLD_PASSWORD), 'the stolen one is locked, the old one is gone').toBe(
      'invalid_credentials',
    );
  });

  test.each([
    [{ token: ['A'.repeat(43)], address }, 'token'],
    [{ token: { $ne: null }, address }, 'token'],
    [{ token: 'A'.repeat(43), address: ['a@example.com', 'b@example.com'] }, 'address'],
    [{ token: 'A'.repeat(43), address: null }, 'address'],
    [{ token: 'A'.repeat(43) }, 'address'],
  ])('%j is refused before any store is asked', async (body, path) => {
    app.calls.length = 0;
    const answer = await visitor.postJson('/password/disavow', body);
    expect(answer.status).toBe(400);
    const { issues } = (await answer.json()) as { issues: { path: string }[] };
    expect(issues.map((issue) => issue.path)).toContain(path);
    expect(app.calls).toEqual([]);
  });
});
