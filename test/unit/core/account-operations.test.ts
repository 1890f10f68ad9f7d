import { type Call, memoryThrottle } from 'latchkey';
import { type TestPasswordsOptions, testPasswords } from 'latchkey/testing';
import { describe, expect, it } from 'vitest';

const OWNER = { id: 'owner', email: 'owner@example.org', password: 'the owner chose this one' };
const BETTER = 'and then thought of a better one';
const accountId = OWNER.id;
const links = {
  reset: 'https://app.example/reset',
  disavow: 'https://app.example/not-me',
};

function open(options: TestPasswordsOptions<string, object> = {}) {
  const opened = testPasswords({ accounts: [OWNER], links, ...options });
  const eventsOf = (type: string) => opened.events.filter((event) => event.type === type);
  return { ...opened, eventsOf };
}

/** Changes the password, and resolves to the token of the notice's link. */
async function noticeToken({ passwords, mailer }: ReturnType<typeof open>): Promise<string> {
  await passwords.adminSetPassword({ accountId, newPassword: BETTER, notify: true });
  await passwords.drainOutbox();
  const mail = mailer.lastMail({ to: OWNER.email });
  const url = 'disavow' in mail ? mail.disavow?.url : undefined;
  return new URL(url ?? '').searchParams.get('token') ?? '';
}

describe('a call that is given up', () => {
  const call: Call = { signal: AbortSignal.abort(new Error('gone')) };
  it.each<[string, (at: ReturnType<typeof open>, token: string) => Promise<unknown>]>([
    ['lock', ({ passwords }) => passwords.lock({ accountId }, call)],
    ['unlock', ({ passwords }) => passwords.unlock({ accountId }, call)],
    ['inspectDisavowal', ({ passwords }, token) => passwords.inspectDisavowal({ token }, call)],
    [
      'disavowChange',
      ({ passwords }, token) => passwords.disavowChange({ token, address: OWNER.email }, call),
    ],
    [
      'issueTicket by mail',
      ({ passwords }) => passwords.issueTicket({ accountId, deliver: 'mail' }, call),
    ],
    ['listTickets', ({ passwords }) => passwords.listTickets({ accountId }, call)],
    ['revokeTickets', ({ passwords }) => passwords.revokeTickets({ accountId }, call)],
    [
      'requireChange',
      ({ passwords }) => passwords.requireChange({ accountId, reason: 'breached' }, call),
    ],
  ])('%s does nothing', async (_name, work) => {
    const at = open();
    const token = await noticeToken(at);
    const before = await at.stores.credentials.read(accountId);
    await expect(work(at, token)).rejects.toThrow('gone');
    expect(await at.stores.credentials.read(accountId)).toEqual(before);
    expect(await at.passwords.inspectDisavowal({ token })).toMatchObject({ ok: true });
    at.mailer.clear();
    await at.passwords.drainOutbox();
    expect(at.mailer.mails).toEqual([]);
  });
});

it('attack 55: who hangs up once his change is made silences no notice of it', async () => {
  const call: Call = { signal: AbortSignal.abort(new Error('gone')) };
  const { passwords, mailer } = open();
  await passwords.addressChanged({ accountId, oldAddress: 'old@b.example' }, call);
  await passwords.accountChanged({ accountId, change: 'passkey_added' }, call);
  await passwords.drainOutbox();
  // The address of before is told of the passkey, too.
  expect(mailer.mails.map(({ kind, to }) => `${kind} ${to}`).sort()).toEqual(
    [
      `account_changed ${OWNER.email}`,
      'account_changed old@b.example',
      'address_changed old@b.example',
    ].sort(),
  );
});

it('attack 38: accounts whose ids differ in case share no counter', async () => {
  const accounts = ['owner', 'OWNER'].map((id) => ({ ...OWNER, id, email: `${id}@${id}.example` }));
  const { passwords } = open({ accounts, throttle: memoryThrottle() });
  const check = (accountId: string, password: string) =>
    passwords.verifyPassword({ accountId, password });
  for (let n = 0; n < 10; n += 1) await check('OWNER', 'a wrong one, of course');
  expect(await check('OWNER', OWNER.password)).toMatchObject({ reason: 'throttled' });
  expect(await check('owner', OWNER.password)).toMatchObject({ ok: true });
});

describe('a full outbox', () => {
  it('turns invitations away, and neither notices, locks nor disavowals', async () => {
    const at = open({ maxPending: 1 });
    const { passwords, mailer } = at;
    const token = await noticeToken(at);
    const invite = () => passwords.issueTicket({ accountId, purpose: 'invite', deliver: 'mail' });
    at.clock.advance({ seconds: 2 });
    await invite();
    at.clock.advance({ seconds: 2 });
    await expect(invite()).rejects.toMatchObject({ code: 'ERR_OUTBOX_FULL', statusCode: 503 });
    expect(await passwords.addressChanged({ accountId, oldAddress: 'old@b.example' })).toEqual({
      ok: true,
    });
    expect(await passwords.accountChanged({ accountId, change: 'account_closed' })).toEqual({
      ok: true,
      noticeFollows: true,
    });
    expect(await passwords.lock({ accountId, notify: true })).toMatchObject({ ok: true });
    expect(await passwords.disavowChange({ token, address: OWNER.email })).toMatchObject({
      ok: true,
      linkFollows: true,
    });
    mailer.clear();
    await passwords.drainOutbox();
    expect(mailer.mails.map(({ kind }) => kind).sort()).toEqual([
      'account_changed',
      'account_changed',
      'address_changed',
      'disavowal',
    ]);
  });
});

describe('a store of tickets elsewhere', () => {
  it('that is away fails what is asked of it, and not the lock', async () => {
    const at = open();
    const { passwords, stores } = at;
    const away = () => Promise.reject(new Error('ECONNREFUSED'));
    const elsewhere = { transactional: false, revoke: away, close: away, listByAccount: away };
    Object.assign(stores.tickets, elsewhere);
    await expect(passwords.revokeTickets({ accountId })).rejects.toMatchObject({
      code: 'ERR_STORE',
    });
    await expect(passwords.revokeTickets({ accountId, ticketId: 'x' })).rejects.toMatchObject({
      code: 'ERR_STORE',
    });
    expect(await passwords.lock({ accountId })).toMatchObject({ ok: true });
    expect(await stores.credentials.read(accountId)).toMatchObject({ changeRequired: 'locked' });
  });

  it('that could not close a link lets it disavow once more, and harm nobody', async () => {
    const at = open();
    const { passwords, stores, mailer } = at;
    const token = await noticeToken(at);
    const away = () => Promise.reject(new Error('ECONNREFUSED'));
    Object.assign(stores.tickets, { transactional: false, close: away });
    for (let n = 0; n < 2; n += 1)
      expect(await passwords.disavowChange({ token, address: OWNER.email })).toMatchObject({
        ok: true,
      });
    await passwords.drainOutbox();
    expect(
      await passwords.redeemTicket({ token: mailer.lastToken(), newPassword: 'one for the owner' }),
    ).toMatchObject({ ok: true });
  });
});

describe('a users table elsewhere', () => {
  it('is read and not written by a lock, so no crash leaves half of one', async () => {
    const at = open();
    const { passwords, stores } = at;
    const written: string[] = [];
    const { users } = stores;
    Object.assign(users, {
      transactional: false,
      writePasswordHash: async () => written.push('hash'),
      replacePasswordHash: async () => written.push('rehash'),
      markEmailVerified: async () => written.push('verified'),
    });
    expect(await passwords.lock({ accountId, notify: true })).toMatchObject({ ok: true });
    expect(await passwords.unlock({ accountId })).toEqual({ ok: true });
    expect(written).toEqual([]);
  });
});

describe('where unverified addresses get no links', () => {
  const unverified = { accounts: [{ ...OWNER, emailVerified: false }], resetUnverified: false };

  it('a disavowal locks, and an operator has to help', async () => {
    const at = open(unverified);
    const { passwords, mailer, eventsOf } = at;
    const token = await noticeToken(at);
    expect(await passwords.disavowChange({ token, address: OWNER.email })).toMatchObject({
      ok: true,
      linkFollows: false,
    });
    expect(eventsOf('disavowal.needs_operator')).toMatchObject([{ because: 'no_link' }]);
    mailer.clear();
    await passwords.drainOutbox();
    expect(mailer.mails).toEqual([]);
  });

  it('a lock mails nobody, and an invitation still goes where its maker sends it', async () => {
    const { passwords, mailer } = open(unverified);
    await passwords.lock({ accountId, notify: true });
    await passwords.drainOutbox();
    expect(mailer.mails).toEqual([]);
    await passwords.issueTicket({ accountId, purpose: 'invite', deliver: 'mail' });
    await passwords.drainOutbox();
    expect(mailer.mails).toMatchObject([{ kind: 'invitation' }]);
  });
});

describe('a link that was promised', () => {
  it('and cannot be kept asks for an operator', async () => {
    for (const [columns, because] of [
      [{ enabled: false }, 'no_link'],
      [{ email: 'elsewhere@example.net' }, 'address_changed'],
    ] as const) {
      const at = open();
      const { passwords, stores, mailer, eventsOf } = at;
      const token = await noticeToken(at);
      const disavowed = await passwords.disavowChange({ token, address: OWNER.email });
      expect(disavowed).toMatchObject({ linkFollows: true });
      await stores.accounts.update(accountId, columns);
      mailer.clear();
      await passwords.drainOutbox();
      expect(mailer.mails).toEqual([]);
      expect(eventsOf('disavowal.needs_operator')).toMatchObject([{ because }]);
    }
  });

  it('survives being given up on', async () => {
    const at = open();
    const { passwords, mailer, clock } = at;
    mailer.failNext(Object.assign(new Error('no'), { permanent: true }));
    await passwords.lock({ accountId, notify: true });
    await passwords.drainOutbox();
    clock.advance({ seconds: 3600 });
    expect(await passwords.requeueGivenUp({ all: true })).toEqual({ ok: true, requeued: 1 });
    await passwords.drainOutbox();
    expect(mailer.lastMail()).toMatchObject({ kind: 'operator_lock' });
  });
});
