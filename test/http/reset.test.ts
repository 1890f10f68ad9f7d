import { beforeEach, describe, expect, test } from 'vitest';
import { type App, NEW_PASSWORD, OLD_PASSWORD, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

let app: App;
let visitor: Visitor;
let now: Date;

beforeEach(async () => {
  now = new Date('2030-01-01T12:00:00Z');
  app = await startApp({ service: { clock: () => now } });
  visitor = new Visitor(app.handler);
});

async function signsIn(identifier: string, password: string): Promise<boolean> {
  return (await app.passwords.authenticate({ identifier, password })).ok;
}

test('a link becomes a cookie, a form, and a new password', async () => {
  const token = await app.mailedToken('alice@example.com');
  const moved = await visitor.get(`/password/reset?token=${token}`);
  expect(moved.status).toBe(303);
  const location = moved.headers.get('location') ?? '';
  expect(location).toMatch(/^\/password\/reset\/[A-Za-z0-9_-]{22}$/);
  expect(moved.headers.get('referrer-policy')).toBe('no-referrer');
  const [cookie = ''] = moved.headers.getSetCookie();
  for (const attribute of [
    'HttpOnly',
    'Secure',
    'SameSite=Lax',
    'Path=/password/reset',
    'Max-Age=900',
  ])
    expect(cookie.split('; ')).toContain(attribute);

  const page = await (await visitor.get(location)).text();
  expect(page).toContain('autocomplete="new-password"');
  expect(page).toContain('value="alice@example.com"');

  const flow = location.split('/').at(-1) ?? '';
  const done = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
  expect(done.status).toBe(303);
  expect(done.headers.get('location')).toBe('/password/done');
  expect(visitor.cookies).toEqual([]);
  expect(await signsIn('alice@example.com', NEW_PASSWORD)).toBe(true);
  expect(await signsIn('alice@example.com', OLD_PASSWORD)).toBe(false);
});

test('a scanner that opens the link a hundred times spends nothing', async () => {
  const token = await app.mailedToken('alice@example.com');
  for (let visit = 0; visit < 50; visit += 1) {
    const scanner = new Visitor(app.handler);
    const head = await scanner.send(`/password/reset?token=${token}`, { method: 'HEAD' });
    const opened = await scanner.send(head.headers.get('location') ?? '', { method: 'HEAD' });
    expect(opened.status).toBe(200);
    await scanner.open(token);
  }
  const response = await visitor.postJson('/password/reset', { token, newPassword: NEW_PASSWORD });
  expect(await response.json()).toEqual({ ok: true });
});

test('a refused password keeps the flow, with the faults beside the field', async () => {
  const { flowId: flow } = await visitor.open(await app.mailedToken('alice@example.com'));
  const refused = await visitor.post('/password/reset', { flow, newPassword: 'short' });
  expect(refused.status).toBe(422);
  const page = await refused.text();
  expect(page).toContain('aria-describedby="newPassword-fault rules"');
  expect(page).toContain('There is a problem');
  expect(page).not.toContain('value="short"');

  const empty = await visitor.post('/password/reset', { flow, newPassword: '' });
  expect(empty.status).toBe(400);
  expect(await empty.text()).toContain('Enter a password');

  const done = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
  expect(done.status).toBe(303);
});

test('JSON lists every violation and takes the same token again', async () => {
  const token = await app.mailedToken('alice@example.com');
  const refused = await visitor.postJson('/password/reset', { token, newPassword: 'short' });
  expect(refused.status).toBe(422);
  const body = (await refused.json()) as { reason: string; violations: { code: string }[] };
  expect(body.reason).toBe('policy_violation');
  expect(body.violations.length).toBeGreaterThan(0);
  expect(JSON.stringify(body)).not.toContain('"short"');
  const done = await visitor.postJson('/password/reset', { token, newPassword: NEW_PASSWORD });
  expect(done.status).toBe(200);
});

describe('two links in two tabs of one browser', () => {
  test('both work, each for its own account', async () => {
    const alice = await visitor.open(await app.mailedToken('alice@example.com'));
    const bob = await visitor.open(await app.mailedToken('bob@example.com'));
    expect(alice.page).toContain('alice@example.com');
    expect(bob.page).toContain('bob@example.com');
    const first = await visitor.post('/password/reset', {
      flow: alice.flowId,
      newPassword: NEW_PASSWORD,
    });
    expect(first.status).toBe(303);
    expect(await signsIn('bob@example.com', OLD_PASSWORD)).toBe(true);
    const second = await visitor.post('/password/reset', {
      flow: bob.flowId,
      newPassword: `${NEW_PASSWORD}, too`,
    });
    expect(second.status).toBe(303);
    expect(await signsIn('alice@example.com', NEW_PASSWORD)).toBe(true);
    expect(await signsIn('bob@example.com', `${NEW_PASSWORD}, too`)).toBe(true);
  });

  test("a flow without its own cookie does not fall back to the other one's", async () => {
    const alice = await visitor.open(await app.mailedToken('alice@example.com'));
    const stranger = new Visitor(app.handler);
    await stranger.open(await app.mailedToken('bob@example.com'));
    app.calls.length = 0;
    const response = await stranger.post('/password/reset', {
      flow: alice.flowId,
      newPassword: NEW_PASSWORD,
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Open the link again');
    expect(app.calls).toEqual([]);
    expect(await signsIn('alice@example.com', OLD_PASSWORD)).toBe(true);
    expect(await signsIn('bob@example.com', OLD_PASSWORD)).toBe(true);
  });
});

test.each(['../../etc/passwd', 'AAAAAAAAAAAAAAAAAAAAAA', '__proto__', '', 'A'.repeat(5000)])(
  'a forged flow id %# asks to open the link again',
  async (flow) => {
    await visitor.open(await app.mailedToken('alice@example.com'));
    app.calls.length = 0;
    const response = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
    expect(response.status).toBe(400);
    expect(app.calls).toEqual([]);
  },
);

test('a cookie that holds no token opens nothing', async () => {
  const flow = 'A'.repeat(22);
  app.calls.length = 0;
  const response = await visitor.get(`/password/reset/${flow}`, {
    cookie: `__Secure-latchkey-flow-${flow}=not-a-token`,
  });
  expect(response.status).toBe(400);
  expect(app.calls).toEqual([]);
});

describe('a link that opens nothing says why, and offers a new one', () => {
  async function expectEnding(token: string, status: number, title: string) {
    const moved = await visitor.get(`/password/reset?token=${token}`);
    const opened = await visitor.get(moved.headers.get('location') ?? '');
    expect(opened.status).toBe(status);
    const page = await opened.text();
    expect(page).toContain(title);
    expect(page).toContain('href="/password/forgot"');
    expect(visitor.cookies).toEqual([]);
    const reason = { status: (await spend(token)).status };
    expect(reason).toEqual({ status });
  }
  const spend = (token: string) =>
    visitor.postJson('/password/reset', { token, newPassword: NEW_PASSWORD });

  test('used', async () => {
    const token = await app.mailedToken('alice@example.com');
    await spend(token);
    await expectEnding(token, 410, 'already used');
  });

  test('expired', async () => {
    const token = await app.mailedToken('alice@example.com');
    now = new Date(now.getTime() + 60 * 60 * 1000);
    await expectEnding(token, 410, 'expired');
  });

  test('superseded', async () => {
    const token = await app.mailedToken('alice@example.com');
    await app.mailedToken('alice@example.com');
    await expectEnding(token, 410, 'no longer works');
  });

  test('never issued', async () => {
    await expectEnding('A'.repeat(43), 400, 'does not work');
  });

  test('attack 21: expired between form and post', async () => {
    const { flowId: flow } = await visitor.open(await app.mailedToken('alice@example.com'));
    now = new Date(now.getTime() + 60 * 60 * 1000);
    const response = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
    expect(response.status).toBe(410);
    expect(visitor.cookies).toEqual([]);
    expect(await signsIn('alice@example.com', OLD_PASSWORD)).toBe(true);
  });
});

test('attack 48: neither account nor address of the request has a say in a reset', async () => {
  const token = await app.mailedToken('alice@example.com');
  const response = await visitor.postJson('/password/reset', {
    token,
    newPassword: NEW_PASSWORD,
    accountId: 'bob',
    userId: 'bob',
    email: 'bob@example.com',
  });
  expect(response.status).toBe(200);
  expect(await signsIn('alice@example.com', NEW_PASSWORD)).toBe(true);
  expect(await signsIn('bob@example.com', OLD_PASSWORD)).toBe(true);
});

test('attack 60: no field of the request reaches the users table, and no account comes back', async () => {
  const token = await app.mailedToken('alice@example.com');
  const before = await app.stores.accounts.get('alice');
  const response = await visitor.postJson('/password/reset', {
    token,
    newPassword: NEW_PASSWORD,
    passwordHash: 'x',
    enabled: false,
    email: 'evil@example.net',
    extra: { role: 'admin' },
    __proto__: { role: 'admin' },
  });
  expect(await response.json()).toEqual({ ok: true });
  const after = await app.stores.accounts.get('alice');
  expect(after?.passwordHash).not.toBe(before?.passwordHash);
  expect(after?.passwordHash).toMatch(/^\$/);
  expect({ ...after, passwordHash: null }).toEqual({ ...before, passwordHash: null });
});

test('attack 54: no session comes out of a reset', async () => {
  const { flowId: flow } = await visitor.open(await app.mailedToken('alice@example.com'));
  const done = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
  expect(done.headers.getSetCookie().every((cookie) => cookie.includes('Max-Age=0'))).toBe(true);
});

test('an account without a password chooses its first one', async () => {
  const { page } = await visitor.open(await app.mailedToken('newcomer@example.com'));
  expect(page).toContain('<h1>Choose a password</h1>');
});
