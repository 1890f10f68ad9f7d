import { unwrap } from 'latchkey';
import type { HandlerOptions } from 'latchkey/http';
import { describe, expect, test } from 'vitest';
import { NEW_PASSWORD, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

const ELSEWHERE = 'https://shop.example';

async function land(
  ticket: { resultUrl?: string; state?: string; includeEmailInRedirect?: boolean },
  handler: Partial<HandlerOptions<string>> = {},
) {
  const app = await startApp({ handler: { resultOrigins: [ELSEWHERE], ...handler } });
  const issued = await app.passwords.issueTicket({ accountId: 'alice', ...ticket });
  const visitor = new Visitor(app.handler);
  const { flowId: flow } = await visitor.open(unwrap(issued).ticket.token);
  const answer = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
  expect(answer.status).toBe(303);
  return { answer, location: answer.headers.get('location') ?? '', visitor };
}

describe('after a reset', () => {
  test('a resultUrl gets the outcome before its fragment, and no address unless asked', async () => {
    const resultUrl = `${ELSEWHERE}/welcome?from=mail&state=a%20b#top`;
    const { location, answer } = await land({ resultUrl });
    expect(location).toBe(
      `${ELSEWHERE}/welcome?from=mail&state=a%20b&success=true&message=Your%20password%20is%20saved.#top`,
    );
    // Browsers apply form-action to the redirects of a form.
    expect(answer.headers.get('content-security-policy')).toContain(
      `form-action 'self' ${ELSEWHERE}`,
    );
    const asked = await land({ resultUrl, includeEmailInRedirect: true });
    expect(new URL(asked.location).searchParams.get('email')).toBe('alice@example.com');
  });

  test('a state comes back untouched, to a resultUrl and to the sign-in page', async () => {
    const state = 'é&=%20#"<x> +';
    const there = await land({ resultUrl: ELSEWHERE, state });
    expect(new URL(there.location).searchParams.get('state')).toBe(state);
    const here = await land({ state });
    const done = await (await here.visitor.get(here.location)).text();
    const href = /href="(\/login[^"]*)"/.exec(done)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(new URL(href, ELSEWHERE).searchParams.get('state')).toBe(state);
    expect(done).not.toContain('<x>');
  });

  test('a state that came with the request comes back with the mailed link', async () => {
    const app = await startApp({ handler: { resultOrigins: [ELSEWHERE] } });
    const visitor = new Visitor(app.handler);
    const form = await (await visitor.get('/password/forgot?state=xyz%22%3E')).text();
    expect(form).toContain('name="state" value="xyz&quot;&gt;"');
    await visitor.post('/password/forgot', { identifier: 'alice@example.com', state: 'xyz">' });
    await app.passwords.drainOutbox();
    const mail = app.mails.at(-1);
    const url = mail !== undefined && 'url' in mail ? mail.url : '';
    const { flowId: flow } = await visitor.open(new URL(url).searchParams.get('token') ?? '');
    const answer = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
    expect(answer.headers.get('location')).toBe('/password/done?state=xyz%22%3E');
  });

  test('attack 8: a resultUrl of an origin that is not listed is passed over', async () => {
    for (const resultUrl of [
      'https://evil.example/',
      'https://shop.example.evil/',
      'https://shop.example:8443/',
      'https://SHOP.example/',
      'http://localhost/',
    ]) {
      const { location } = await land({ resultUrl });
      expect(location, resultUrl).toBe('/password/done');
    }
  });

  test.each([
    ['an origin with a slash', { resultOrigins: [`${ELSEWHERE}/`] }],
    ['a wildcard', { resultOrigins: ['https://*.example'] }],
    ['no origin', { resultOrigins: ['shop.example'] }],
    ['another scheme', { resultOrigins: ['javascript:alert(1)'] }],
    ['login without a loginUrl', { afterReset: 'login' as const, loginUrl: undefined }],
  ])('attack 9: %s is refused at construction', async (_what, handler) => {
    await expect(startApp({ handler })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' });
  });

  test('afterReset: "login" goes straight to the sign-in page', async () => {
    const { location } = await land(
      { state: 's' },
      { afterReset: 'login', loginUrl: '/login?a=b' },
    );
    expect(location).toBe('/login?a=b&success=true&message=Your%20password%20is%20saved.&state=s');
  });

  test('as JSON the client is told where to send the person, and only a listed place', async () => {
    for (const [resultUrl, told] of [
      [`${ELSEWHERE}/x`, { resultUrl: `${ELSEWHERE}/x` }],
      ['https://evil.example/', {}],
    ] as const) {
      const app = await startApp({ handler: { resultOrigins: [ELSEWHERE] } });
      const issued = await app.passwords.issueTicket({ accountId: 'alice', resultUrl, state: 's' });
      const { token } = unwrap(issued).ticket;
      const body = { token, newPassword: NEW_PASSWORD };
      const answer = await new Visitor(app.handler).postJson('/password/reset', body);
      expect(await answer.json()).toEqual({ ok: true, ...told, state: 's' });
    }
  });

  test('the pages say what a link is for: an invitation, a forced change', async () => {
    const app = await startApp();
    const visitor = new Visitor(app.handler);
    const invited = await app.passwords.issueTicket({ accountId: 'newcomer', purpose: 'invite' });
    expect((await visitor.open(unwrap(invited).ticket.token)).page).toContain('<h1>Welcome</h1>');
    await app.passwords.requireChange({ accountId: 'alice', reason: 'administrative' });
    const signIn = await app.passwords.authenticate({
      identifier: 'alice@example.com',
      password: 'correct horse battery staple',
    });
    if (signIn.ok || signIn.reason !== 'change_required') throw new Error('no change required');
    const { flowId: flow, page } = await visitor.open(signIn.ticket.token);
    expect(page).toContain('<h1>Choose a new password to go on</h1>');
    const same = { flow, newPassword: 'correct horse battery staple' };
    expect((await visitor.post('/password/reset', same)).status).toBe(422);
  });

  test('the application denies, and the person is told without its reason', async () => {
    const app = await startApp({
      service: { hooks: { beforeRedemption: () => ({ deny: 'under_investigation' }) } },
    });
    const visitor = new Visitor(app.handler);
    const token = await app.mailedToken('alice@example.com');
    const { page } = await visitor.open(token);
    expect(page).toContain('This is not possible');
    expect(page).not.toContain('under_investigation');
    const json = await visitor.postJson('/password/reset', { token, newPassword: NEW_PASSWORD });
    expect(json.status).toBe(403);
    expect(await json.json()).toMatchObject({ reason: 'denied', code: 'under_investigation' });
  });
});
