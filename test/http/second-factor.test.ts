import type { SecondFactor } from 'latchkey';
import { describe, expect, test } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

const identifier = 'alice@example.com';
const FACTOR = '/password/reset/second-factor';

/** Alice's factor: each listed code works once. */
function factorOf(...codes: string[]): SecondFactor {
  const left = new Set(codes);
  return {
    methods: async ({ accountKey }) => (accountKey === 'alice' ? ['totp', 'recovery_code'] : []),
    verify: async ({ code }) => left.delete(code),
  };
}

async function open(...codes: string[]) {
  const app = await startApp({ service: { secondFactor: factorOf(...codes) } });
  return { ...app, visitor: new Visitor(app.handler) };
}

describe('the second factor on the pages', () => {
  test('attack 54: comes between the link and the new password, and cannot be stepped over', async () => {
    const { mailedToken, visitor, passwords } = await open('111111');
    const { flowId: flow, page } = await visitor.open(await mailedToken(identifier));
    expect(page).toContain('name="code"');
    expect(page).not.toContain('name="newPassword"');
    expect(page).toContain('autocomplete="one-time-code"');

    const skipped = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
    expect(skipped.status).toBe(303);
    expect(skipped.headers.get('location')).toBe(`/password/reset/${flow}`);
    const still = { identifier, password: OLD_PASSWORD };
    expect(await passwords.authenticate(still)).toMatchObject({ ok: true });

    const passed = await visitor.post(FACTOR, { flow, method: 'totp', code: '111111' });
    expect(passed.status).toBe(303);
    const form = await (await visitor.get(passed.headers.get('location') ?? '')).text();
    expect(form).toContain('name="newPassword"');
    const refused = await visitor.post('/password/reset', { flow, newPassword: 'short' });
    expect(refused.status, 'and needs no second code after a refused password').toBe(422);
    const done = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
    expect(done.headers.get('location')).toBe('/password/done');
    expect(done.headers.getSetCookie().join(), 'no session comes of it').toMatch(/Max-Age=0/);
  });

  test('a wrong code is said beside its field, and the other method is offered', async () => {
    const { mailedToken, visitor } = await open();
    const { flowId: flow, page } = await visitor.open(await mailedToken(identifier));
    expect(page).toContain(`href="/password/reset/${flow}?method=recovery_code"`);
    const other = await visitor.get(`/password/reset/${flow}?method=recovery_code`);
    expect(await other.text()).toContain('name="method" value="recovery_code"');
    const odd = await visitor.get(`/password/reset/${flow}?method=%22%3E%3Cscript%3E`);
    expect(await odd.text()).toContain('name="method" value="totp"');

    const wrong = await visitor.post(FACTOR, { flow, method: 'totp', code: '000000' });
    expect(wrong.status).toBe(403);
    expect(await wrong.text()).toContain('aria-invalid="true"');
    const empty = await visitor.post(FACTOR, { flow, method: 'totp', code: '' });
    expect(empty.status).toBe(400);
    expect(await empty.text()).toContain('Enter the code');
  });

  test('attack 29: the eleventh try of a day is 429, by page and by JSON', async () => {
    const { mailedToken, visitor } = await open('111111');
    const token = await mailedToken(identifier);
    const { flowId: flow } = await visitor.open(token);
    for (let turn = 0; turn < 10; turn += 1)
      await visitor.post(FACTOR, { flow, method: 'totp', code: `00000${turn}` });
    const page = await visitor.post(FACTOR, { flow, method: 'totp', code: '111111' });
    expect(page.status).toBe(429);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    const json = await visitor.postJson(FACTOR, { token, method: 'totp', code: '111111' });
    expect(json.status).toBe(429);
    expect(await json.json()).toMatchObject({ ok: false, reason: 'throttled' });
  });

  test('a flow of another browser opens nothing', async () => {
    const { mailedToken, visitor, handler } = await open('111111');
    const { flowId: flow } = await visitor.open(await mailedToken(identifier));
    const elsewhere = new Visitor(handler);
    const answer = await elsewhere.post(FACTOR, { flow, method: 'totp', code: '111111' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Open the link again');
  });
});

describe('the second factor as JSON', () => {
  test('a proof stands for the code, with its own token alone', async () => {
    const { mailedToken, visitor } = await open('111111');
    const [token, other] = [await mailedToken(identifier), await mailedToken(identifier)];
    const inspected = await visitor.postJson('/password/inspect', { token: other });
    expect(await inspected.json()).toMatchObject({
      ok: true,
      purpose: 'reset',
      email: identifier,
      secondFactor: { methods: ['totp', 'recovery_code'], passed: false },
    });
    const without = await visitor.postJson('/password/reset', {
      token: other,
      newPassword: NEW_PASSWORD,
    });
    expect(without.status).toBe(403);
    expect(await without.json()).toEqual({
      ok: false,
      reason: 'second_factor_required',
      methods: ['totp', 'recovery_code'],
    });
    const code = { method: 'totp', code: '111111' };
    const shown = await visitor.postJson(FACTOR, { token: other, ...code });
    expect(shown.status).toBe(200);
    const { secondFactorProof } = (await shown.json()) as { secondFactorProof: string };
    const swapped = { token, newPassword: NEW_PASSWORD, secondFactorProof };
    expect((await visitor.postJson('/password/reset', swapped)).status).not.toBe(200);
    const right = { token: other, newPassword: NEW_PASSWORD, secondFactorProof };
    expect((await visitor.postJson('/password/reset', right)).status).toBe(200);
    expect((await visitor.postJson('/password/reset', right)).status, 'once').toBe(410);
  });

  test.each([
    [{}, 'token'],
    [{ token: ['a'], method: 'totp', code: '1' }, 'token'],
    [{ token: 'A'.repeat(43), method: { $ne: null }, code: '1' }, 'method'],
    [{ token: 'A'.repeat(43), method: 'totp', code: 111111 }, 'code'],
  ])('attack 11: %j is 400 and says which field', async (body, path) => {
    const { visitor, calls } = await open();
    const answer = await visitor.postJson(FACTOR, body);
    expect(answer.status).toBe(400);
    const { issues } = (await answer.json()) as { issues: { path: string }[] };
    expect(issues.map((issue) => issue.path)).toContain(path);
    expect(calls).toEqual([]);
  });
});
