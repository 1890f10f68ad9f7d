import { memoryThrottle, type Throttle } from 'latchkey';
import { testPasswords } from 'latchkey/testing';
import { describe, expect, it } from 'vitest';

const OWNER = { email: 'owner@example.org', password: 'the owner chose this one' };
const BETTER = 'and then thought of a better one';
const identifier = OWNER.email;
const here = { context: { ip: '192.0.2.1' } };
const elsewhere = { context: { ip: '198.51.100.9' } };

const open = (throttle: Throttle = memoryThrottle()) =>
  testPasswords({ accounts: [OWNER], throttle });

describe('sign-in limits', () => {
  it('admit ten failures for one identifier from one client, and no eleventh try', async () => {
    const { passwords } = open();
    const fail = (who: string) => passwords.authenticate({ identifier: who, password: 'no' }, here);
    for (const who of [identifier, 'nobody@example.org']) {
      for (let turn = 0; turn < 10; turn += 1)
        expect(await fail(who)).toMatchObject({ reason: 'invalid_credentials' });
      expect(await fail(who), 'attack 38: known and unknown alike').toMatchObject({
        reason: 'throttled',
        retryAfterSeconds: expect.any(Number),
      });
    }
    const right = { identifier, password: OWNER.password };
    expect(await passwords.authenticate(right, here)).toMatchObject({ reason: 'throttled' });
    expect(await passwords.authenticate(right, elsewhere), 'the owner, elsewhere').toMatchObject({
      ok: true,
    });
  });

  it('count no success', async () => {
    const { passwords } = open();
    for (let turn = 0; turn < 30; turn += 1)
      expect(
        await passwords.authenticate({ identifier, password: OWNER.password }, here),
      ).toMatchObject({ ok: true });
  });

  it('count spellings of one identifier as one', async () => {
    const { passwords } = open();
    for (let turn = 0; turn < 10; turn += 1)
      await passwords.authenticate(
        { identifier: turn % 2 ? 'OWNER@example.org' : ' owner@Example.ORG', password: 'no' },
        here,
      );
    expect(await passwords.authenticate({ identifier, password: 'no' }, here)).toMatchObject({
      reason: 'throttled',
    });
  });

  it('let in at once who failed ten times and then reset the password', async () => {
    const { passwords, mailer } = open();
    for (let turn = 0; turn < 11; turn += 1)
      await passwords.authenticate({ identifier, password: 'forgot it' }, here);
    await passwords.requestReset({ identifier }, here);
    await passwords.drainOutbox();
    const token = mailer.lastToken();
    expect(await passwords.redeemTicket({ token, newPassword: BETTER }, here)).toMatchObject({
      ok: true,
    });
    expect(await passwords.authenticate({ identifier, password: BETTER }, here)).toMatchObject({
      ok: true,
    });
  });

  it('hold for the current password of a signed-in account as well', async () => {
    const { passwords, stores } = open();
    const [account] = await stores.users.findByAddress({ spellings: [identifier], limit: 1 });
    const accountId = account?.id as string;
    for (let turn = 0; turn < 10; turn += 1)
      await passwords.verifyPassword({ accountId, password: 'no' });
    expect(
      await passwords.changePassword({
        accountId,
        currentPassword: OWNER.password,
        newPassword: BETTER,
      }),
    ).toMatchObject({ reason: 'throttled' });
  });
});

describe('a throttle that is away', () => {
  const away: Throttle = {
    consume: () => Promise.reject(new Error('gone')),
    refund: () => Promise.reject(new Error('gone')),
    clear: () => Promise.reject(new Error('gone')),
  };

  it('closes the door with 503 rather than to let everybody try', async () => {
    const { passwords } = open(away);
    await expect(
      passwords.authenticate({ identifier, password: OWNER.password }, here),
    ).rejects.toMatchObject({ code: 'ERR_STORE', statusCode: 503 });
  });

  it('takes nothing back from a success', async () => {
    const { passwords } = open({ ...away, consume: async () => ({ allowed: true }) });
    expect(
      await passwords.authenticate({ identifier, password: OWNER.password }, here),
    ).toMatchObject({ ok: true });
  });
});

describe('a client that nobody names', () => {
  it('is told once, and turns the limits per client off', async () => {
    const { passwords, events } = open();
    for (let turn = 0; turn < 150; turn += 1) await passwords.requestReset({ identifier });
    expect(events.filter(({ type }) => type === 'throttle.client_unknown')).toHaveLength(1);
    for (let turn = 0; turn < 100; turn += 1) await passwords.requestReset({ identifier }, here);
    expect(await passwords.requestReset({ identifier }, here)).toMatchObject({
      reason: 'throttled',
    });
  });
});

describe('sessions', () => {
  it('attack 52: are good for their version only, and a JWT not in the second of the change', async () => {
    const { passwords, stores, clock } = open();
    const [account] = await stores.users.findByAddress({ spellings: [identifier], limit: 1 });
    const accountId = account?.id as string;
    const check = (session: object) =>
      passwords.checkSession({ accountId, ...session } as {
        accountId: string;
        issuedAtSeconds: 0;
      });
    clock.advance({ milliseconds: 500 });
    await passwords.adminSetPassword({ accountId, newPassword: BETTER });
    const second = Math.floor(clock.now().getTime() / 1000);
    expect(await check({ credentialsVersion: 1 })).toEqual({ ok: true });
    expect(await check({ credentialsVersion: 0 })).toMatchObject({ reason: 'session_revoked' });
    expect(await check({ issuedAtSeconds: second - 1 })).toMatchObject({ ok: false });
    expect(await check({ issuedAtSeconds: second })).toMatchObject({ ok: false });
    expect(await check({ issuedAtSeconds: second + 0.9 })).toMatchObject({ ok: false });
    expect(await check({ issuedAtSeconds: second + 1 })).toEqual({ ok: true });
    // A version of another type must not fall back to the weaker check.
    expect(await check({ credentialsVersion: '1', issuedAtSeconds: second + 1 })).toMatchObject({
      reason: 'invalid_input',
    });
  });
});

describe('a check of the password', () => {
  it('that fails is told, with who asked for it, since an administrator may be guessed at', async () => {
    const { passwords, events, stores } = open();
    const [account] = await stores.users.findByAddress({ spellings: [identifier], limit: 1 });
    const accountId = account?.id ?? '';
    const call = { context: { ip: '192.0.2.1', actor: 'admin:7' } };
    for (let turn = 0; turn < 11; turn += 1)
      await passwords.verifyPassword({ accountId, password: 'wrong' }, call);
    const told = events.filter((event) => event.type === 'password.check_failed');
    expect(told).toHaveLength(11);
    expect(told[0]).toMatchObject({
      accountKey: accountId,
      reason: 'wrong_password',
      context: { actor: 'admin:7' },
    });
    expect(told.at(-1)).toMatchObject({ reason: 'throttled' });
  });
});
