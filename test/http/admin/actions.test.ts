import { beforeEach, describe, expect, test } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD } from '../support/app.js';
import { Visitor } from '../support/visitor.js';
import {
  ADMIN_PASSWORD,
  type AdminApp,
  about,
  partOf,
  startAdminApp,
} from './support/admin-app.js';

let app: AdminApp;

beforeEach(async () => {
  app = await startAdminApp();
});

/** Posts the form, and tells what the page says of it. */
async function byForm(path: string, fields: Record<string, string>) {
  const response = await app.root.post(`/admin/password${path}`, { ...about('alice'), ...fields });
  const page = await response.text();
  return { status: response.status, page, notice: partOf(page, 'notice') };
}

async function byJson(path: string, fields: object, accountKey = 'alice') {
  const body = { ...about(accountKey), ...fields };
  const response = await app.root.postJson(`/admin/password${path}`, body);
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

async function recordOf(accountId: string) {
  const found = await app.passwords.findAccounts({ accountId });
  return found.ok ? found.accounts[0] : undefined;
}

const mailsTo = (address: string) => app.mails.filter(({ to }) => to === address);

describe('setting a password', () => {
  test('by the form: it is the account’s from then on, and only to be changed', async () => {
    const { status, notice, page } = await byForm('/set-password', {
      newPassword: NEW_PASSWORD,
      mustChange: 'on',
    });
    expect({ status, notice }).toEqual({ status: 200, notice: 'The password is set.' });
    expect(page).toContain('An administrator asks for it');
    expect(page).not.toContain(NEW_PASSWORD);
    expect(await app.signsIn('alice@example.com', OLD_PASSWORD)).toBe('invalid_credentials');
    expect(await app.signsIn('alice@example.com', NEW_PASSWORD)).toBe('change_required');
    await app.passwords.drainOutbox();
    expect(mailsTo('alice@example.com')).toEqual([]);
  });

  test('by JSON: it is a lasting one, unless that is asked for', async () => {
    expect(await byJson('/set-password', { newPassword: NEW_PASSWORD })).toEqual({
      status: 200,
      body: { ok: true, sessions: 'revoked' },
    });
    expect(await app.signsIn('alice@example.com', NEW_PASSWORD)).toBe('ok');
    await byJson('/set-password', { newPassword: `${NEW_PASSWORD}!`, mustChange: true });
    expect(await app.signsIn('alice@example.com', `${NEW_PASSWORD}!`)).toBe('change_required');
  });

  test.each([
    ['form', () => byForm('/set-password', { newPassword: NEW_PASSWORD, notify: 'on' })],
    ['JSON', () => byJson('/set-password', { newPassword: NEW_PASSWORD, notify: true })],
  ])('tells the owner where the administrator says so, by %s', async (_as, set) => {
    await set();
    await app.passwords.drainOutbox();
    expect(mailsTo('alice@example.com')).toMatchObject([{ kind: 'password_changed' }]);
  });

  test('gives an account without a password its first one', async () => {
    const body = { newPassword: NEW_PASSWORD };
    expect((await byJson('/set-password', body, 'newcomer')).status).toBe(200);
    expect(await app.signsIn('newcomer@example.com', NEW_PASSWORD)).toBe('ok');
  });

  test('that breaks rules lists each beside the field, and keeps what was ticked', async () => {
    const { status, page } = await byForm('/set-password', { newPassword: 'alice', notify: 'on' });
    expect(status).toBe(422);
    const faults = partOf(page, 'fault');
    for (const sentence of ['at least 15 characters', 'not contain your name or address'])
      expect(faults).toContain(sentence);
    expect(page).toContain('<details open>');
    expect(page).toContain('aria-describedby="newPassword-fault rules" aria-invalid="true"');
    expect(page).toMatch(/name="notify" value="on" checked/);
    expect(page).not.toMatch(/name="mustChange" value="on" checked/);
    const json = await byJson('/set-password', { newPassword: 'alice' });
    expect(json.status).toBe(422);
    expect(json.body).toMatchObject({
      ok: false,
      reason: 'policy_violation',
      violations: [
        { code: 'too_short' },
        { code: 'common_password' },
        { code: 'contains_account_data' },
      ],
    });
    expect(await app.signsIn('alice@example.com', OLD_PASSWORD)).toBe('ok');
  });
});

describe('requiring a change', () => {
  test.each(['administrative', 'expired', 'policy'])(
    'for "%s", from the next sign-in',
    async (reason) => {
      const { notice } = await byForm('/require-change', { reason });
      expect(notice).toBe('A change is required from the next sign-in on.');
      expect((await recordOf('alice'))?.changeRequired).toBe(reason);
      expect(await app.signsIn('alice@example.com', OLD_PASSWORD)).toBe('change_required');
    },
  );

  test('after a breach, at once', async () => {
    const stillOpen = await app.openSession('alice');
    expect(await byJson('/require-change', { reason: 'breached' })).toEqual({
      status: 200,
      body: { ok: true },
    });
    expect(await stillOpen()).toBe(false);
    expect(await app.signsIn('alice@example.com', OLD_PASSWORD)).toBe('reset_required');
  });

  test.each(['', 'because', 'on'])('for the reason "%s" is refused', async (reason) => {
    expect((await byForm('/require-change', { reason })).status).toBe(400);
    expect(await byJson('/require-change', { reason })).toMatchObject({
      status: 400,
      body: { ok: false, issues: [{ path: 'reason', code: 'invalid_value' }] },
    });
    expect((await recordOf('alice'))?.changeRequired).toBeNull();
  });
});

describe('sending a reset mail', () => {
  test('mails a link to the stored address', async () => {
    const { notice, page } = await byForm('/send-reset', { identifier: 'evil@example.com' });
    expect(notice).toBe('The mail is on its way.');
    expect(page).not.toContain('token');
    await app.passwords.drainOutbox();
    expect(app.mails).toMatchObject([{ to: 'alice@example.com', kind: 'reset_link' }]);
  });

  test('is in the account’s language, and tells nothing of the administrator’s browser', async () => {
    await app.stores.accounts.update('alice', { locale: 'fr' });
    const headers = { 'accept-language': 'de', 'user-agent': 'Firefox of the administrator' };
    await app.root.post('/admin/password/send-reset', about('alice'), headers);
    await app.passwords.drainOutbox();
    expect(app.mails).toMatchObject([{ locale: 'fr', context: { ip: null, userAgent: null } }]);
  });
});

describe('making a link', () => {
  test('shows it once, and it sets the password', async () => {
    const { page, notice } = await byForm('/ticket', {});
    expect(notice).toContain('It is shown only once.');
    expect(page).toMatch(/<time datetime="[^"]+Z">Works until [^<]+ UTC<\/time>/);
    const url = /id="ticket-link"[^>]* readonly[^>]* value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(url).toMatch(/^https:\/\/app\.example\/password\/reset\?token=[\w-]{43}$/);
    const visitor = new Visitor(app.handler);
    const { flowId } = await visitor.open(new URL(url).searchParams.get('token') ?? '');
    const body = { flow: flowId, newPassword: NEW_PASSWORD };
    expect((await visitor.post('/password/reset', body)).status).toBe(303);
    expect(await app.signsIn('alice@example.com', NEW_PASSWORD)).toBe('ok');
  });

  test('as JSON hands over the link and its end, and no token besides', async () => {
    const { body } = await byJson('/ticket', {});
    expect(Object.keys(body).sort()).toEqual(['expiresAt', 'ok', 'url']);
    expect(Date.parse(body.expiresAt ?? '')).toBeGreaterThan(Date.now());
  });
});

describe('ending all sessions', () => {
  test('ends this account’s and no other’s, and leaves the password', async () => {
    const [one, two, others] = [
      await app.openSession('alice'),
      await app.openSession('alice'),
      await app.openSession('bob'),
    ];
    expect(await byJson('/end-sessions', {})).toEqual({
      status: 200,
      body: { ok: true, revoked: 2 },
    });
    expect([await one(), await two(), await others()]).toEqual([false, false, true]);
    expect(await app.signsIn('alice@example.com', OLD_PASSWORD)).toBe('ok');
    expect((await byForm('/end-sessions', {})).notice).toBe('There was no session to end.');
  });

  test('says on the page how many', async () => {
    await app.openSession('alice');
    expect((await byForm('/end-sessions', {})).notice).toBe('One session has ended.');
  });
});

describe('the audit log', () => {
  test.each([
    ['/set-password', { newPassword: NEW_PASSWORD }, 'password.changed', { cause: 'direct_set' }],
    ['/require-change', { reason: 'breached' }, 'change.required', { reason: 'breached' }],
    ['/ticket', {}, 'ticket.issued', { purpose: 'administrative' }],
    ['/end-sessions', {}, 'sessions.revoked', { revoked: 0 }],
  ])('of %s names administrator and account', async (path, fields, type, more) => {
    await byJson(path, fields);
    const event = app.events.find((each) => each.type === type);
    expect(event).toMatchObject({ accountKey: 'alice', context: { actor: 'admin:root' }, ...more });
  });

  test('names the administrator of a mail, as the host calls them', async () => {
    app = await startAdminApp({
      admin: {
        authorizeAdmin: () => ({ accountId: 'root', actor: 'support:42' }),
        clientAddress: () => '192.0.2.9',
      },
    });
    await byJson('/send-reset', {});
    expect(app.events).toMatchObject([
      { type: 'reset.requested', context: { actor: 'support:42', ip: '192.0.2.9' } },
    ]);
  });
});

test('a reset mail goes to the chosen account alone, where several share an address', async () => {
  const app = await startAdminApp();
  for (const id of ['twin-one', 'twin-two'])
    await app.stores.accounts.add({ id, email: 'twins@example.com', emailVerified: true });
  const body = { accountKey: 'twin-two', yourPassword: ADMIN_PASSWORD };
  expect((await app.root.postJson('/admin/password/send-reset', body)).status).toBe(200);
  await app.passwords.drainOutbox();
  expect(app.mails.map((mail) => 'account' in mail && mail.account?.id)).toEqual(['twin-two']);
});
