import { english } from 'latchkey/http';
import { beforeEach, describe, expect, test } from 'vitest';
import { type App, NEW_PASSWORD, OLD_PASSWORD } from './support/app.js';
import { startCodeApp } from './support/code-app.js';
import { Visitor } from './support/visitor.js';

const identifier = 'alice@example.com';
let app: App;
let visitor: Visitor;
let now: Date;

beforeEach(async () => {
  now = new Date('2030-01-01T12:00:00Z');
  ({ app, visitor } = await startCodeApp(() => now));
});

const signsIn = async (password: string) =>
  (await app.passwords.authenticate({ identifier, password })).ok;

/** A code of the same length that is not the right one. */
const wrong = (code: string, by = 1) =>
  String((Number(code) + by) % 10 ** code.length).padStart(code.length, '0');

describe('attack 29: guessing', () => {
  test('five wrong codes kill the code, and the sixth is refused though it is right', async () => {
    const { flow } = await visitor.askForCode(identifier);
    const code = await app.mailedCode(identifier);
    for (let turn = 1; turn <= 5; turn += 1) {
      const refused = await visitor.post('/password/code', { flow, code: wrong(code, turn) });
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain(english.code.invalid);
    }
    const sixth = await visitor.post('/password/code', { flow, code });
    expect(sixth.status).toBe(400);
    expect(await sixth.text()).toContain(english.code.invalid);
    expect(sixth.headers.getSetCookie()).toEqual([]);
    expect(await signsIn(OLD_PASSWORD)).toBe(true);
  });

  test('ten a day for an address, however often a code is asked for: the page says when', async () => {
    let tries = 0;
    for (let request = 0; request < 2; request += 1) {
      const { flow } = await visitor.askForCode(identifier);
      for (let turn = 0; turn < 5; turn += 1) {
        tries += 1;
        const code = String(tries).padStart(8, '0');
        expect((await visitor.post('/password/code', { flow, code })).status).toBe(400);
      }
    }
    const { flow } = await visitor.askForCode(identifier);
    const code = await app.mailedCode(identifier);
    const full = await visitor.post('/password/code', { flow, code });
    expect(full.status).toBe(429);
    expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(3600);
    const page = await full.text();
    expect(page).toMatch(/Please wait \d+ hours before/);
    const link = `href="/password/forgot?deliver=link">${english.code.linkInstead}`;
    expect(page, 'a link still works').toContain(link);
    const json = await visitor.postJson('/password/code', await jsonFlow(identifier, code));
    expect(json.status).toBe(429);

    const token = await app.mailedToken(identifier);
    const body = { token, newPassword: NEW_PASSWORD };
    expect((await visitor.postJson('/password/reset', body)).status).toBe(200);
  });

  test('attack 35: wrong codes are told the same for everyone, to the last try and beyond', async () => {
    const people = ['alice', 'nobody', 'disabled', 'carol', 'newcomer'];
    const said = new Set<string>();
    for (const person of people) {
      const one = new Visitor(app.handler);
      const { flow, location } = await one.askForCode(`${person}@example.com`);
      await app.passwords.drainOutbox();
      const heard: string[] = [];
      heard.push(await (await one.get(location)).text());
      for (let turn = 0; turn < 7; turn += 1) {
        const answer = await one.post('/password/code', { flow, code: '12345678' });
        heard.push(
          `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`,
        );
      }
      const asJson = await jsonFlow(`${person}@example.com`, '12345678');
      for (const [path, body] of [
        ['/password/code', asJson],
        ['/password/reset', { ...asJson, newPassword: NEW_PASSWORD }],
      ] as const) {
        const answer = await one.postJson(path, body);
        heard.push(`${answer.status} ${await answer.text()}`);
      }
      said.add(heard.join('\n').replaceAll(flow, 'FLOW'));
    }
    expect(said.size).toBe(1);
  });
});

test('attack 23: a code lives ten minutes, whatever a request says', async () => {
  const body = { identifier, deliver: 'code', expiresAt: null, lifetimeSeconds: 10 ** 9 };
  const asked = await visitor.postJson('/password/forgot', body);
  const { flowId } = (await asked.json()) as { flowId: string };
  const code = await app.mailedCode(identifier);
  now = new Date(now.getTime() + 600_000 - 1);
  const still = await visitor.postJson('/password/code', { flowId, code });
  expect(still.status).toBe(200);
  now = new Date(now.getTime() + 1);
  const late = await visitor.postJson('/password/code', { flowId, code, expiresAt: null });
  expect([late.status, await late.json()]).toEqual([410, { ok: false, reason: 'token_expired' }]);
});

describe('attack 35: the request itself tells nothing', () => {
  test.each(['json', 'form'] as const)('%s', async (kind) => {
    const answers = new Set<string>();
    for (const person of ['alice', 'nobody', 'disabled', 'carol', 'newcomer']) {
      const body = { identifier: `${person}@example.com`, deliver: 'code' };
      const answer = await (kind === 'json'
        ? visitor.postJson('/password/forgot', body)
        : visitor.post('/password/forgot', body));
      // Ids are random, and of one length.
      const text = `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`;
      answers.add(text.replace(/[\w-]{64}/g, 'ID').replace(/[\w-]{22}(?=["=])/g, 'FLOW'));
    }
    expect(answers.size).toBe(1);
  });
});

describe('a code as JSON', () => {
  test('is exchanged for a token, or redeemed at once', async () => {
    const first = await jsonFlow(identifier);
    const exchanged = await visitor.postJson('/password/code', first);
    expect(exchanged.status).toBe(200);
    const { ok, token, purpose } = (await exchanged.json()) as Record<string, string>;
    expect([ok, purpose]).toEqual([true, 'reset']);
    expect(token).toMatch(/^[\w-]{43}$/);
    const opened = await visitor.postJson('/password/inspect', { token });
    expect(await opened.json()).toMatchObject({ ok: true, email: identifier });

    const weak = { ...first, newPassword: 'short' };
    expect((await visitor.postJson('/password/reset', weak)).status).toBe(422);
    const good = { ...first, newPassword: NEW_PASSWORD };
    const done = await visitor.postJson('/password/reset', good);
    expect(await done.json()).toEqual({ ok: true });
    expect(await signsIn(NEW_PASSWORD)).toBe(true);
    const dead = await visitor.postJson('/password/inspect', { token });
    expect((await dead.json()) as object, 'and so died the token').toMatchObject({ ok: false });
  });

  test('attack 57: the answer to a request is the flow and no more; a link’s has none', async () => {
    const asked = await visitor.postJson('/password/forgot', { identifier, deliver: 'code' });
    expect(await asked.json()).toEqual({ ok: true, flowId: expect.stringMatching(/^[\w-]{64}$/) });
    const link = await visitor.postJson('/password/forgot', { identifier });
    expect(await link.json()).toEqual({ ok: true });
  });

  test.each([
    [{ flowId: 'A'.repeat(63) }, 'flowId'],
    [{ flowId: ['A'.repeat(64)] }, 'flowId'],
    [{ flowId: { $ne: null } }, 'flowId'],
    [{ flowId: undefined }, 'flowId'],
    [{ code: 12345678 }, 'code'],
    [{ code: ['12345678', '87654321'] }, 'code'],
    [{ code: null }, 'code'],
    [{ code: 'x'.repeat(10_000) }, 'code'],
  ])('with %j is refused before any store is asked', async (odd, path) => {
    const body = { ...(await jsonFlow(identifier)), newPassword: NEW_PASSWORD, ...odd };
    app.calls.length = 0;
    for (const route of ['/password/code', '/password/reset']) {
      const answer = await visitor.postJson(route, body);
      expect(answer.status).toBe(400);
      const { issues } = (await answer.json()) as { issues?: { path: string }[] };
      expect(issues?.map((issue) => issue.path)).toContain(path);
    }
    expect(app.calls).toEqual([]);
  });

  test('of nobody’s flow is "code_invalid", with no store asked', async () => {
    app.calls.length = 0;
    const body = { flowId: 'A'.repeat(64), code: '12345678' };
    const answer = await visitor.postJson('/password/code', body);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { ok: false, reason: 'code_invalid' },
    ]);
    expect(app.calls).toEqual([]);
  });
});

/** Asks by JSON; with no code given, the mailed one comes along. */
async function jsonFlow(address: string, code?: string) {
  const body = { identifier: address, deliver: 'code' };
  const asked = await visitor.postJson('/password/forgot', body);
  const { flowId } = (await asked.json()) as { flowId: string };
  return { flowId, code: code ?? (await app.mailedCode(address)) };
}
