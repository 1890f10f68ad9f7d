import { PasswordService, unwrap } from 'latchkey';
import { passwordHandler } from 'latchkey/http';
import { memoryStores } from 'latchkey/memory';
import { describe, expect, test } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD, ORIGIN, SIGNED_IN_AS, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

const identifier = 'alice@example.com';

/** Attacks that are proved against the core on every engine, and here where they come in by HTTP. */
describe('over HTTP', () => {
  test.each([
    'a@example.com,evil@example.net',
    'alice@example.com;evil@example.net',
    '"evil@example.net, "@example.com',
    '<alice@example.com>evil@example.net',
    'alice@example.com\r\nBcc: evil@example.net',
    'alice@example.com%0d%0aBcc:evil@example.net',
    `${'a'.repeat(10_000)}@example.com`,
  ])('attack 3: %j reaches no store and no mailbox', async (odd) => {
    const { handler, calls, mails, passwords } = await startApp();
    const visitor = new Visitor(handler);
    for (const way of ['post', 'postJson'] as const) {
      const answer = await visitor[way]('/password/forgot', { identifier: odd });
      // `%0d` is text like any other: it is asked for as it is, and is nobody's.
      if (!odd.includes('%')) expect(answer.status).toBe(400);
    }
    if (!odd.includes('%')) expect(calls).toEqual([]);
    await passwords.drainOutbox();
    expect(mails).toEqual([]);
  });

  test('attack 5: a name and an address with markup are text on every page that shows them', async () => {
    const app = await startApp();
    const email = '"><script>alert(1)</script>@example.com';
    await app.stores.accounts.add({
      id: 'mallory',
      email,
      displayName: '<a href=//evil.example>Prize</a>',
      emailVerified: true,
      passwordHash: null,
    });
    const issued = await app.passwords.issueTicket({ accountId: 'mallory', purpose: 'invite' });
    const { page } = await new Visitor(app.handler).open(unwrap(issued).ticket.token);
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<a href=//evil');
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  test('attack 6: an address that was never verified gets a link only where the application says so', async () => {
    for (const [resetUnverified, mailed] of [
      [true, 1],
      [false, 0],
    ] as const) {
      const app = await startApp({ service: { resetUnverified } });
      await app.stores.accounts.add({
        id: 'unsure',
        email: 'unsure@example.com',
        emailVerified: false,
        passwordHash: null,
      });
      const visitor = new Visitor(app.handler);
      const body = { identifier: 'unsure@example.com' };
      const answer = await visitor.postJson('/password/forgot', body);
      expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
      await app.passwords.drainOutbox();
      expect(app.mails).toHaveLength(mailed);
    }
  });

  test('attack 10: neither links nor pages are plain http unless somebody says that it is dangerous', async () => {
    const stores = memoryStores();
    const links = { reset: 'http://app.example/password/reset' };
    const mailer = async () => {};
    expect(() => new PasswordService({ stores, mailer, links })).toThrow(/links.reset/);
    const secure = await startApp();
    const visitor = new Visitor(secure.handler);
    const moved = await visitor.get(`/password/reset?token=${'A'.repeat(43)}`);
    const [cookie = ''] = moved.headers.getSetCookie();
    expect(cookie).toMatch(/^__Secure-.*; Secure/);
  });

  test('attack 23: no field of a request gives a link a life of its own', async () => {
    const app = await startApp();
    const visitor = new Visitor(app.handler);
    const odd = { expiresAt: null, lifetimeSeconds: 10 ** 9, ttl_sec: null };
    await visitor.postJson('/password/forgot', { identifier, ...odd });
    await app.passwords.drainOutbox();
    const mail = app.mails.at(-1);
    if (mail === undefined || !('url' in mail)) throw new Error('no mail with a link came');
    const lives = mail.expiresAt.getTime() - Date.now();
    expect(lives).toBeLessThanOrEqual(3_600_000);
    const token = new URL(mail.url).searchParams.get('token') ?? '';
    const body = { token, newPassword: NEW_PASSWORD, ...odd };
    expect((await visitor.postJson('/password/reset', body)).status).toBe(200);
  });

  test('attack 26: a token of one realm opens nothing at the pages of another', async () => {
    const staff = await startApp();
    const stores = memoryStores({ realm: 'customers' });
    await stores.accounts.add({ id: 'alice', email: identifier, emailVerified: true });
    const customers = new PasswordService<string>({
      stores,
      mailer: async () => {},
      links: { reset: `${ORIGIN}/customers/reset` },
      outbox: 'external',
    });
    const pages = passwordHandler({ passwords: customers, publicUrl: `${ORIGIN}/customers` });
    const token = await staff.mailedToken(identifier);
    const visitor = new Visitor(pages);
    const body = { token, newPassword: NEW_PASSWORD, accountId: 'alice', realm: 'default' };
    const answer = await visitor.postJson('/customers/reset', body);
    expect(await answer.json()).toEqual({ ok: false, reason: 'token_invalid' });
    const still = await staff.passwords.inspectTicket({ token });
    expect(still.ok, 'and it was not spent by that').toBe(true);
  });

  test('attack 31: no spelling, field or header buys further tries', async () => {
    const app = await startApp({
      service: { limits: { requestsPerClient: { points: 3, windowSeconds: 900 } } },
      handler: { clientAddress: (request) => request.headers.get('x-socket') ?? undefined },
    });
    const visitor = new Visitor(app.handler);
    const spellings = ['alice@example.com', 'ALICE@example.com', ' alice@Example.COM'];
    const statuses: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const body = {
        identifier: spellings[turn % 3],
        clientAddress: `10.0.0.${turn}`,
        ip: `${turn}`,
      };
      const headers = {
        'x-socket': '192.0.2.7',
        'x-forwarded-for': `10.0.0.${turn}`,
        'x-real-ip': `10.0.0.${turn}`,
        forwarded: `for=10.0.0.${turn}`,
      };
      statuses.push((await visitor.postJson('/password/forgot', body, headers)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429]);
  });

  test('attack 32: the addresses of one IPv6 network count as one client, and v4-in-v6 as v4', async () => {
    const app = await startApp({
      service: { limits: { requestsPerClient: { points: 2, windowSeconds: 900 } } },
      handler: { clientAddress: (request) => request.headers.get('x-socket') ?? undefined },
    });
    const visitor = new Visitor(app.handler);
    const ask = async (address: string) =>
      (await visitor.postJson('/password/forgot', { identifier }, { 'x-socket': address })).status;
    expect(await ask('2001:db8:1:2::1')).toBe(200);
    expect(await ask('2001:DB8:1:2:ffff::9')).toBe(200);
    expect(await ask('2001:0db8:0001:0002:1:2:3:4')).toBe(429);
    expect(await ask('2001:db8:1:3::1'), 'the neighbour network').toBe(200);
    expect(await ask('192.0.2.9')).toBe(200);
    expect(await ask('::ffff:192.0.2.9')).toBe(200);
    expect(await ask('::ffff:c000:209')).toBe(429);
  });

  test('attack 33: the limit holds on every way in, and re-arms after its window', async () => {
    const app = await startApp({
      service: { limits: { checksPerAccount: { points: 2, windowSeconds: 1 } } },
    });
    const visitor = new Visitor(app.handler);
    const as = { [SIGNED_IN_AS]: 'alice' };
    const body = { currentPassword: 'a wrong one', newPassword: NEW_PASSWORD };
    const began = Date.now();
    expect((await visitor.postJson('/password/change', body, as)).status).toBe(403);
    expect((await visitor.post('/password/change', body, as)).status).toBe(403);
    const page = await visitor.post('/password/change', body, as);
    const json = await visitor.postJson('/password/change', body, as);
    if (Date.now() - began < 1000) expect([page.status, json.status]).toEqual([429, 429]);
    const right = { ...body, currentPassword: OLD_PASSWORD };
    await expect
      .poll(async () => (await visitor.postJson('/password/change', right, as)).status, {
        timeout: 10_000,
      })
      .toBe(200);
  });

  test('attack 35: a request says the same of known, unknown, disabled, provider and passwordless', async () => {
    const app = await startApp();
    const visitor = new Visitor(app.handler);
    const people = ['alice', 'nobody', 'disabled', 'carol', 'newcomer'];
    const said = new Set<string>();
    for (const person of people)
      for (const way of ['post', 'postJson'] as const) {
        const answer = await visitor[way]('/password/forgot', {
          identifier: `${person}@example.com`,
        });
        said.add(
          `${way} ${answer.status} ${answer.headers.get('location')} ${await answer.text()}`,
        );
      }
    expect(said.size, 'one answer for each way of asking').toBe(2);
  });
});
