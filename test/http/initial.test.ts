import { describe, expect, test } from 'vitest';
import { NEW_PASSWORD, SIGNED_IN_AS, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

const as = (id: string) => ({ [SIGNED_IN_AS]: id });
const newPassword = NEW_PASSWORD;

async function open(fresh: boolean | undefined = true) {
  const app = await startApp({
    handler: fresh === undefined ? {} : { isFreshSession: () => fresh },
  });
  return { ...app, visitor: new Visitor(app.handler) };
}

describe('a first password', () => {
  test('is set by who is signed in afresh without one, by page and by JSON', async () => {
    for (const way of ['post', 'postJson'] as const) {
      const { visitor, passwords } = await open();
      const page = await visitor.get('/password/initial', as('newcomer'));
      expect(await page.text()).toContain('autocomplete="new-password"');
      const answer = await visitor[way]('/password/initial', { newPassword }, as('newcomer'));
      expect(answer.status).toBe(way === 'post' ? 303 : 200);
      const identifier = 'newcomer@example.com';
      expect(await passwords.authenticate({ identifier, password: newPassword })).toMatchObject({
        ok: true,
      });
    }
  });

  test('attack 47: a session that lay about is not enough, and an account that has one keeps it', async () => {
    const stale = await open(false);
    for (const way of ['post', 'postJson'] as const) {
      const answer = await stale.visitor[way]('/password/initial', { newPassword }, as('newcomer'));
      expect(answer.status).toBe(401);
    }
    expect((await stale.visitor.get('/password/initial', as('newcomer'))).status).toBe(401);
    expect(stale.calls).toEqual([]);

    const { visitor, passwords } = await open();
    const taken = await visitor.postJson('/password/initial', { newPassword }, as('alice'));
    expect(taken.status).toBe(409);
    expect(await taken.json()).toEqual({ ok: false, reason: 'has_password' });
    const identifier = 'alice@example.com';
    expect(await passwords.authenticate({ identifier, password: newPassword })).toMatchObject({
      ok: false,
    });
  });

  test('attack 48: the account comes from the session, never from a field', async () => {
    const { visitor, passwords } = await open();
    const body = { newPassword, accountId: 'alice', identifier: 'alice@example.com' };
    await visitor.postJson('/password/initial', body, as('newcomer'));
    const identifier = 'newcomer@example.com';
    expect(await passwords.authenticate({ identifier, password: newPassword })).toMatchObject({
      ok: true,
    });
  });

  test('attack 61: a post that another site caused is refused', async () => {
    const { visitor, calls } = await open();
    const cross = {
      ...as('newcomer'),
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
    };
    expect((await visitor.post('/password/initial', { newPassword }, cross)).status).toBe(403);
    expect(calls).toEqual([]);
  });

  test('there is no such page unless the host can tell how fresh a session is', async () => {
    const { visitor } = await open(undefined);
    const app = await startApp();
    expect((await new Visitor(app.handler).get('/password/initial', as('newcomer'))).status).toBe(
      404,
    );
    expect((await visitor.get('/password/initial')).status).toBe(303);
  });

  test('a weak one is refused beside its field', async () => {
    const { visitor } = await open();
    const answer = await visitor.post('/password/initial', { newPassword: 'x' }, as('newcomer'));
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('id="newPassword-fault"');
  });
});
