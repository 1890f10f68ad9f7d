import { english } from 'latchkey/http';
import { beforeEach, describe, expect, test } from 'vitest';
import { NEW_PASSWORD } from '../support/app.js';
import { Visitor } from '../support/visitor.js';
import { type AdminApp, about, partOf, startAdminApp } from './support/admin-app.js';

let app: AdminApp;

beforeEach(async () => {
  app = await startAdminApp();
  await app.stores.accounts.update('newcomer', { emailVerified: false });
});

const invite = (accountKey = 'newcomer') =>
  app.root.postJson('/admin/password/invite', about(accountKey));

async function mailedInvitation(): Promise<string> {
  await app.passwords.drainOutbox();
  const mail = app.mails.findLast(({ kind }) => kind === 'invitation');
  if (mail?.kind !== 'invitation') throw new Error('no invitation came');
  return new URL(mail.url).searchParams.get('token') ?? '';
}

async function openTickets(accountKey: string) {
  const answer = await app.root.postJson('/admin/password/tickets', { accountKey });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { tickets: Record<string, string>[] }).tickets;
}

describe('an invitation', () => {
  test('is mailed by the administrator, and welcomes the person to a first password', async () => {
    const form = await app.root.post('/admin/password/invite', about('newcomer'));
    expect(partOf(await form.text(), 'notice')).toBe('The invitation is on its way.');
    const token = await mailedInvitation();
    expect(app.mails).toMatchObject([{ kind: 'invitation', to: 'newcomer@example.com' }]);

    const person = new Visitor(app.handler);
    const { flowId: flow, page } = await person.open(token);
    expect(page).toContain(`<h1>${english.invite.title}</h1>`);
    expect(page).toContain(english.invite.lead);
    const done = await person.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
    expect(done.headers.get('location')).toBe('/password/welcome');
    const end = await (await person.get('/password/welcome')).text();
    expect(end).toContain(english.invited.title);
    expect(end).toContain('href="/login"');
    expect(await app.signsIn('newcomer@example.com', NEW_PASSWORD)).toBe('ok');
    expect((await app.stores.accounts.get('newcomer'))?.emailVerified).toBe(true);
  });

  test('sent again: the new one works, the one before no longer', async () => {
    await invite();
    const first = await mailedInvitation();
    await invite();
    const second = await mailedInvitation();
    const visitor = new Visitor(app.handler);
    const reset = (token: string) =>
      visitor.postJson('/password/reset', { token, newPassword: NEW_PASSWORD });
    expect((await reset(first)).status).toBe(410);
    expect((await reset(second)).status).toBe(200);
  });

  test('is offered and sent only where there is no password yet', async () => {
    const page = await app.root.post('/admin/password/find', { accountKey: 'newcomer' });
    expect(await page.text()).toContain('action="/admin/password/invite"');
    const refused = await app.root.post('/admin/password/invite', about('alice'));
    expect(refused.status).toBe(409);
    expect(partOf(await refused.text(), 'summary')).toContain('has a password already');
    expect((await (await invite('carol')).json()) as object).toMatchObject({
      reason: 'identity_provider_account',
    });
    await app.passwords.drainOutbox();
    expect(app.mails).toEqual([]);
  });
});

describe('open links and codes', () => {
  test('are listed, newest first, with nothing that opens them', async () => {
    await invite();
    await mailedInvitation();
    await app.mailedToken('newcomer@example.com');
    const tickets = await openTickets('newcomer');
    expect(tickets.map(({ purpose }) => purpose)).toEqual(['reset', 'invite']);
    expect(tickets[1]).toEqual({
      ticketId: expect.any(String),
      purpose: 'invite',
      delivery: 'link',
      address: 'newcomer@example.com',
      issuedAt: expect.any(String),
      expiresAt: expect.any(String),
    });
    const found = await app.root.post('/admin/password/find', { accountKey: 'newcomer' });
    const page = await found.text();
    expect(page).toContain('<dt>Open links and codes</dt><dd>2</dd>');
    expect(page).toMatch(/Invitation · <bdi dir="ltr">newcomer@example.com<\/bdi> · <time/);
    expect(page).not.toMatch(/token|[\w-]{43}/);
  });

  test('of nobody are 404, and a question of another form is 400', async () => {
    const post = (body: object) => app.root.postJson('/admin/password/tickets', body);
    expect((await post({ accountKey: 'nobody' })).status).toBe(404);
    for (const accountKey of [undefined, null, 7, ['alice'], { $ne: null }])
      expect((await post({ accountKey })).status).toBe(400);
    const form = await app.root.post('/admin/password/tickets', { accountKey: 'alice' });
    expect(form.status).toBe(415);
  });

  test('are revoked one by one, or all with the mails that still wait', async () => {
    await invite();
    const invitation = await mailedInvitation();
    const link = await app.mailedToken('newcomer@example.com');
    const [reset] = await openTickets('newcomer');
    const one = { ...about('newcomer'), ticketId: reset?.ticketId ?? '' };
    const form = await app.root.post('/admin/password/revoke-tickets', one);
    expect(partOf(await form.text(), 'notice')).toBe('One link or code is revoked.');
    expect((await openTickets('newcomer')).map(({ purpose }) => purpose)).toEqual(['invite']);
    const visitor = new Visitor(app.handler);
    const inspect = async (token: string) =>
      (await visitor.postJson('/password/inspect', { token })).status;
    expect([await inspect(link), await inspect(invitation)]).toEqual([410, 200]);

    await invite();
    const all = await app.root.postJson('/admin/password/revoke-tickets', about('newcomer'));
    expect(await all.json()).toEqual({ ok: true, revoked: 2 });
    const before = app.mails.length;
    await app.passwords.drainOutbox();
    expect([app.mails.length, await inspect(invitation)]).toEqual([before, 410]);
    const none = await app.root.post('/admin/password/revoke-tickets', {
      ...about('newcomer'),
      ticketId: '',
    });
    expect(partOf(await none.text(), 'notice')).toBe('There was nothing to revoke.');
  });

  test('do not include the way to disavow a change, which no administrator takes away', async () => {
    const token = await app.disavowalToken();
    expect(await openTickets('alice')).toEqual([]);
    await app.root.postJson('/admin/password/revoke-tickets', about('alice'));
    const listed = await app.passwords.listTickets({ accountId: 'alice', purposes: ['disavow'] });
    const [ticketId] = listed.ok ? listed.tickets.map(({ id }) => id) : [];
    const byId = { ...about('alice'), ticketId };
    const answer = await app.root.postJson('/admin/password/revoke-tickets', byId);
    expect(await answer.json()).toEqual({ ok: true, revoked: 0 });
    const visitor = new Visitor(app.handler);
    const looked = await visitor.postJson('/password/disavow/inspect', { token });
    expect(looked.status).toBe(200);
  });
});
