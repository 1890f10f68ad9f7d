import { policy, unwrap } from 'latchkey';
import {
  fixedClock,
  insecureTestHash,
  insecureTestHasher,
  seededRandom,
  testMailer,
  testPasswords,
} from 'latchkey/testing';
import { describe, expect, expectTypeOf, test } from 'vitest';

const email = 'alice@example.com';
const password = 'correct horse battery staple';
const newPassword = 'seven purple lanterns sing';

describe('testPasswords', () => {
  test('walks from the request to the new password', async () => {
    const { passwords, mailer, events } = testPasswords({ accounts: [{ email, password }] });
    expect(await passwords.requestReset({ identifier: email })).toEqual({ ok: true, flowId: null });
    expect(mailer.mails).toEqual([]);
    await passwords.drainOutbox();
    expect(mailer.lastMail().to).toBe(email);
    unwrap(await passwords.redeemTicket({ token: mailer.lastToken(), newPassword }));
    const old = await passwords.authenticate({ identifier: email, password });
    expect(old).toEqual({ ok: false, reason: 'invalid_credentials' });
    const signedIn = unwrap(
      await passwords.authenticate({ identifier: email, password: newPassword }),
    );
    expect(signedIn.credentialsVersion).toBe(1);
    expect(events.map(({ type }) => type)).toContain('password.changed');
  });

  test('walks from a code to the new password', async () => {
    const { passwords, mailer } = testPasswords({ accounts: [{ email, password }] });
    const bob = 'bob@example.com';
    expect(() => mailer.lastCode()).toThrow('No mail with a code was sent.');
    const { flowId } = unwrap(await passwords.requestReset({ identifier: email, deliver: 'code' }));
    await passwords.requestReset({ identifier: email });
    await passwords.drainOutbox();
    expect(() => mailer.lastCode({ to: bob })).toThrow(bob);
    const key = { flowId: flowId ?? '', code: mailer.lastCode({ to: email }) };
    unwrap(await passwords.redeemTicket({ ...key, newPassword }));
  });

  test('a link is good until the clock is moved to its end', async () => {
    const { passwords, mailer, clock } = testPasswords({ accounts: [{ email, password }] });
    await passwords.requestReset({ identifier: email });
    await passwords.drainOutbox();
    const token = mailer.lastToken();
    clock.advance({ seconds: 3600, milliseconds: -1 });
    expect((await passwords.inspectTicket({ token })).ok).toBe(true);
    clock.advance({ milliseconds: 1 });
    const late = await passwords.redeemTicket({ token, newPassword });
    expect(late).toEqual({ ok: false, reason: 'token_expired' });
  });

  test('sessions of before end with a change', async () => {
    const { passwords, stores, clock } = testPasswords({
      accounts: [{ id: 'a', email, password }],
    });
    const expiresAt = new Date(clock.now().getTime() + 1000);
    const session = { accountKey: 'a', credentialsVersion: 0, expiresAt };
    const sessionId = await stores.sessions.create(session);
    unwrap(await passwords.adminSetPassword({ accountId: 'a', newPassword }));
    expect(await stores.sessions.find({ sessionId, now: clock.now() })).toBeNull();
  });

  test('takes any option of the service, and ids of either type', async () => {
    const heard: string[] = [];
    const { passwords, stores } = testPasswords({
      idType: 'number',
      accounts: [{ email, extra: { plan: 'pro' } }],
      policy: policy(),
      onEvent: ({ type }) => heard.push(type),
    });
    const changed = unwrap(await passwords.setInitialPassword({ accountId: 1, newPassword: 'x' }));
    expect(changed.account.id).toBe(1);
    expectTypeOf(changed.account.id).toEqualTypeOf<number>();
    expectTypeOf(changed.account.extra.plan).toEqualTypeOf<string>();
    expect(heard).toContain('password.changed');
    expect(stores.realm).toBe('default');
  });

  test('two of them know nothing of each other', async () => {
    const one = testPasswords({ accounts: [{ email, password }] });
    const other = testPasswords();
    await one.passwords.requestReset({ identifier: email });
    expect(await other.passwords.drainOutbox()).toEqual({ handled: 0, moreDue: false });
  });

  test('the same seed makes the same tokens', async () => {
    const tokenOf = async (seed: string) => {
      const { passwords, mailer } = testPasswords({
        accounts: [{ email, password }],
        random: seededRandom(seed),
      });
      await passwords.requestReset({ identifier: email });
      await passwords.drainOutbox();
      return mailer.lastToken();
    };
    expect(await tokenOf('one')).toBe(await tokenOf('one'));
    expect(await tokenOf('one')).not.toBe(await tokenOf('other'));
  });
});

describe('testMailer', () => {
  const asked = async (options: { mailTimeoutSeconds?: number } = {}) => {
    const wired = testPasswords({ accounts: [{ email, password }], ...options });
    await wired.passwords.requestReset({ identifier: email });
    return wired;
  };

  test('refuses the next mail, and the outbox brings it again', async () => {
    const { passwords, mailer, clock, events } = await asked();
    mailer.failNext();
    await passwords.drainOutbox();
    expect(mailer.mails).toEqual([]);
    expect(events.at(-1)?.type).toBe('outbox.deferred');
    clock.advance({ seconds: 3000 });
    await passwords.drainOutbox();
    expect(mailer.lastLink()).toMatch(/^https:\/\/app\.example\/password\/reset\?token=/);
  });

  test('hangs until the service gives the mail up, and recovers', async () => {
    const { passwords, mailer, clock } = await asked({ mailTimeoutSeconds: 0.01 });
    mailer.hang();
    await passwords.drainOutbox();
    expect(mailer.mails).toEqual([]);
    mailer.recover();
    clock.advance({ seconds: 3000 });
    await passwords.drainOutbox();
    expect(mailer.mails).toHaveLength(1);
  });

  test('a mail that hangs is accepted on recovery', async () => {
    const { passwords, mailer } = await asked();
    mailer.hang();
    const drained = passwords.drainOutbox();
    await new Promise<void>((resolve) => setImmediate(resolve));
    mailer.recover();
    await drained;
    expect(mailer.mails).toHaveLength(1);
  });

  test('finds the last of an address, and says so where there is none', async () => {
    const bob = 'bob@example.com';
    const { passwords, mailer } = testPasswords({ accounts: [{ email }, { email: bob }] });
    for (const identifier of [email, bob]) {
      await passwords.requestReset({ identifier });
      await passwords.drainOutbox();
    }
    expect(mailer.lastMail().to).toBe(bob);
    expect(mailer.lastMail({ to: email }).to).toBe(email);
    expect(mailer.lastToken({ to: email })).not.toBe(mailer.lastToken({ to: bob }));
    expect(() => mailer.lastLink({ to: 'carol@example.com' })).toThrow(/carol@example\.com/);
    mailer.clear();
    expect(() => mailer.lastMail()).toThrow('No mail was sent.');
    expect(() => testMailer().lastToken()).toThrow('No mail with a link was sent.');
  });
});

describe('fixedClock', () => {
  test('stands still, moves when told, and hands out copies', () => {
    const clock = fixedClock('2030-06-01T00:00:00Z');
    const first = clock.now();
    first.setFullYear(1999);
    expect(clock.now().toISOString()).toBe('2030-06-01T00:00:00.000Z');
    clock.advance({ seconds: 1, milliseconds: 5 });
    expect(clock.now().toISOString()).toBe('2030-06-01T00:00:01.005Z');
    clock.advance({ seconds: -2 });
    expect(clock.now().toISOString()).toBe('2030-05-31T23:59:59.005Z');
    expect(() => fixedClock('soon')).toThrow(TypeError);
  });
});

describe('insecureTestHasher', () => {
  test('tells passwords apart, salts them, and looks like nothing real', async () => {
    const hasher = insecureTestHasher();
    const hash = await hasher.hash(password);
    expect(hash).toMatch(/^\$insecure-test\$/);
    expect(hash).not.toBe(await hasher.hash(password));
    expect(await hasher.verify(hash, password)).toBe(true);
    expect(await hasher.verify(hash, newPassword)).toBe(false);
    expect(await hasher.verify(insecureTestHash('jose\u0301'), 'jos\u00e9')).toBe(true);
    expect(hasher.needsRehash(hash)).toBe(false);
    expect(hasher.needsRehash('$2b$12$real')).toBe(true);
    await expect(hasher.verify('$2b$12$real', password)).rejects.toMatchObject({
      code: 'ERR_HASH_REFUSED',
    });
  });
});

test('seededRandom fills any length, and never the same twice', () => {
  const random = seededRandom(1);
  for (const length of [0, 1, 31, 32, 33, 100]) expect(random(length)).toHaveLength(length);
  expect(random(32)).not.toEqual(random(32));
  expect(seededRandom(1)(64)).toEqual(seededRandom(1)(64));
});
